//! What callgrind counts: one fixed text analyzed, and one key in it. Run plainly, this only does
//! the same once; `cargo xtask bench` runs it under valgrind, once for each of the functions below,
//! and compares the counts with `xtask/instruction-budget.txt`.

use std::hint::black_box;

use copydesk::names::{Name, Tagger};
use copydesk::text::paragraphs;
use copydesk::{Analysis, Analyzer, Document};

/// The fixed text: a sample article of each manner that has much in it.
const TEXT: &str = concat!(
    include_str!("../seeds/articles/us-wire.txt"),
    "\n\n",
    include_str!("../seeds/articles/diplomatic.txt"),
    "\n\n",
    include_str!("../seeds/articles/feature.txt"),
    "\n\n",
    include_str!("../seeds/articles/interview.txt"),
    "\n\n",
    include_str!("../seeds/articles/names-of-the-world.txt"),
    "\n\n",
    include_str!("../seeds/articles/election.txt"),
);

/// Texts read before, so that the words that all articles have are known.
const OTHERS: [&str; 4] = [
    include_str!("../seeds/articles/british-quarry.txt"),
    include_str!("../seeds/articles/business.txt"),
    include_str!("../seeds/articles/court.txt"),
    include_str!("../seeds/articles/obituary.txt"),
];

fn main() {
    let analyzer = start_and_analyze_a_sentence();
    for text in OTHERS {
        black_box(analyzer.analyze(text));
    }
    let analysis = analyze_the_text(&analyzer);
    assert!(
        !analysis.mentions.is_empty(),
        "a text full of names has some"
    );
    black_box(analysis);
    let tagger = Tagger::default();
    for text in OTHERS {
        black_box(tagger.names(&paragraphs(text)));
    }
    black_box(names_of_the_text(&tagger));
    let mut document = Document::new(TEXT);
    document.marks(&analyzer);
    black_box(type_a_letter(&mut document, &analyzer));
}

/// From nothing to the first answer: the model opened, every lexicon read.
#[inline(never)]
fn start_and_analyze_a_sentence() -> Analyzer {
    let analyzer = Analyzer::new();
    black_box(analyzer.analyze(black_box("“We will wait,” Mayor Lena Ode said in Geneva.")));
    analyzer
}

/// Names alone, from the text's letters on, after a few other texts: what quotes and speakers are weighed against.
#[inline(never)]
fn names_of_the_text(tagger: &Tagger) -> Vec<Name> {
    tagger.names(&paragraphs(black_box(TEXT)))
}

/// The whole text, after a few others.
#[inline(never)]
fn analyze_the_text(analyzer: &Analyzer) -> Analysis {
    analyzer.analyze(black_box(TEXT))
}

/// A letter in the middle of the open text, up to what is painted.
#[inline(never)]
fn type_a_letter(document: &mut Document, analyzer: &Analyzer) -> Vec<i32> {
    let middle = document.units() / 2;
    document
        .replace(middle, middle, "e")
        .expect("the middle is in the text");
    document.marks(analyzer)
}
