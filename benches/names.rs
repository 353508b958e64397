//! How many tokens a second one core cuts and tags: `cargo bench --bench names`.
//!
//! Prints the figure; nothing passes or fails by it, since it depends on the machine.

use std::hint::black_box;
use std::time::{Duration, Instant};

use copydesk::names::Tagger;
use copydesk::text::paragraphs;

/// Own writing, in the density of names that news has.
const ARTICLE: &str = "\
Mayor Ingrid Halvorsen on Tuesday rejected a plan by the Northern Ports Authority to close the \
ferry terminal at Brattvik, saying that the town of 9,000 people could not do without it.

“Nobody has asked the people who take the boat at six every morning,” she told reporters \
outside the town hall. “They will be asked now.”

The authority, which runs eleven harbors between Bergen and Tromso, had announced last week \
that it would end the service in March because fewer passengers use it each year. Its director, \
Paul Okonkwo, said the losses had reached four million crowns.

Ms. Halvorsen, a former teacher who was elected in 2019, said she would take the matter to the \
Ministry of Transport in Oslo. A spokesman for the ministry, Jens-Erik Lund, declined to comment, \
but officials there have said in the past that small terminals should be kept open where no road \
leads around the fjord.

In the harbor, where gulls walked among empty crates, few had heard of the decision. Maria \
Castellano, who came from Naples twelve years ago and sells coffee from a van, said that half of \
what she earns comes from the morning boat. “If it goes, I go,” she said. Asked whether the \
Northern Ports Authority had offered her anything, she laughed.

The European Union, which paid for the pier in 2004, may ask for some of its money back, \
according to a letter that was seen by the Coastal Courier.
";

fn main() {
    let text = ARTICLE.repeat(100);
    let tagger = Tagger::default();
    let tokens: usize = paragraphs(&text)
        .iter()
        .map(|paragraph| paragraph.tokens.len())
        .sum();
    let cut = fastest(|| {
        black_box(paragraphs(black_box(&text)));
    });
    let both = fastest(|| {
        let paragraphs = paragraphs(black_box(&text));
        black_box(tagger.names(&paragraphs));
    });
    let opened = fastest(|| {
        black_box(Tagger::default());
    });
    let rate = |time: Duration| tokens as f64 / time.as_secs_f64() / 1e6;
    println!(
        "{tokens} tokens: {:.2} million a second cut, {:.2} million a second cut and tagged; \
         the model opens in {:.2} ms",
        rate(cut),
        rate(both),
        opened.as_secs_f64() * 1e3
    );
}

/// The shortest of several runs: the one that other programs disturbed least.
fn fastest(run: impl Fn()) -> Duration {
    (0..12)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .expect("there are twelve")
}
