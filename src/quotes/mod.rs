//! Quotes: content, cue and speaker.
//!
//! Two passes. [`Sketch`] looks at one paragraph's letters: marks, cues with their subjects, and
//! what each cue gives. The pass here then walks the document: quotes that go on in the next
//! paragraph, speakers inherited from a quote before, and which entity each speaker is.

mod agreement;
mod clause;
mod content;
mod cues;
mod direct;
mod marks;
mod phrase;
mod reading;
mod report;
mod sketch;
mod speaker;
mod transcript;
mod words;

use std::cmp::Reverse;
use std::ops::Range;

use crate::analysis::QuoteForm;
use crate::order::sort_by_rank;
use crate::span::Span;
use crate::text::Paragraph;
pub use marks::Stretch;
#[cfg(test)]
pub use marks::stretches;
use phrase::Phrase;
use reading::stretches_in;
use report::Manner;
use sketch::Lead;
pub use sketch::Sketch;
use speaker::Rule;
pub use speaker::{Asks, Scene};
pub use transcript::{Turn, turns};
pub use words::{Word, word};

/// One quote with who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// How the words are given.
    pub form: QuoteForm,
    /// For the marked words inside a mixed quote: the index of that quote in [`Said::quotes`].
    pub within: Option<usize>,
    /// The content, marks included: one span for each unbroken stretch, from the paragraph's start.
    pub spans: Vec<Span>,
    /// The cue, from the paragraph's start.
    pub cue: Option<Span>,
    /// Who said it, where the text tells.
    pub voice: Option<Voice>,
}

/// The stretch of text that names a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// How many paragraphs before the one it speaks in it stands.
    pub back: usize,
    /// Its tokens in that paragraph; never empty.
    pub tokens: Range<usize>,
    /// The entity, an index into [`References::clusters`](crate::coref::References::clusters).
    pub entity: Option<usize>,
    /// How sure the choice is, in whole percent.
    pub confidence: u8,
    /// Why it was chosen, in one fixed word.
    pub rule: &'static str,
}

/// The quotes of one paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Sorted by the start of the first span.
    pub quotes: Vec<Attribution>,
    /// What goes on with the quote that the paragraphs before left open.
    pub continued: Option<Span>,
    /// Which quote a later paragraph can go on with.
    pub open: Open,
}

/// The quote that a paragraph leaves open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// One of its own, by its index in [`Said::quotes`].
    Own(usize),
    /// The one that was open before it.
    Before,
}

/// What a paragraph hands on to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The quote that it leaves open.
    open: Option<Heard>,
    /// The last quote in it.
    last: Option<Heard>,
    /// Whether the colon at its end stands after a cue: "Cox said:".
    said: bool,
    /// Whom it introduces with a colon at its end.
    introduced: Option<Voice>,
}

/// A quote, as far as later ones care.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Heard {
    voice: Option<Voice>,
}

impl Trail {
    /// The trail as the next paragraph sees it.
    fn one_further(mut self) -> Trail {
        let heard = [&mut self.open, &mut self.last].into_iter().flatten();
        let voices = heard.filter_map(|heard| heard.voice.as_mut());
        for voice in voices.chain(&mut self.introduced) {
            voice.back += 1;
        }
        self
    }
}

/// Which quote holds a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// One of the paragraph's own.
    Own(usize),
    /// The one left open before.
    Before,
}

/// The quotes of the paragraph at `index`, which is the `turn` of a transcript or none: a function
/// of its sketch, of the mentions in reach and of `trail`, which the paragraph before handed on and
/// which becomes what this one hands on. `uses_singles` says whether single marks hold speech in
/// this document; see [`Sketch::marked`].
pub fn said(
    scene: &Scene,
    index: usize,
    turn: Option<&Turn>,
    uses_singles: bool,
    trail: &mut Trail,
) -> Said {
    let paragraph = &scene.paragraphs[index];
    let before = std::mem::take(trail);
    scene.asks.set(Asks::default());
    if let Some(turn) = turn {
        return answer(paragraph, turn);
    }
    if let Some(voice) = before.introduced.as_ref().filter(|_| before.said)
        && is_block_quote(&scene.sketches[index])
    {
        return Said {
            quotes: vec![Attribution {
                form: QuoteForm::Direct,
                within: None,
                spans: vec![paragraph.place(&(0..paragraph.tokens.len()))],
                cue: None,
                voice: Some(voice.clone()),
            }],
            ..Said::default()
        };
    }
    let mut said = Said::default();
    let mut used = vec![None; scene.sketches[index].stretches.len()];
    reported(scene, index, &mut said.quotes, &mut used, uses_singles);
    remaining(scene, index, &mut said, &mut used, &before, uses_singles);
    *trail = follow(scene, index, &mut said, &used, before).one_further();
    sort(&mut said);
    said
}

/// An answer in a transcript is a direct quote, or goes on with the answer whose next paragraph it
/// is; a question is none.
fn answer(paragraph: &Paragraph, turn: &Turn) -> Said {
    let words = Span::new(paragraph.start_of(turn.start), paragraph.end_of(turn.end));
    if turn.question {
        Said::default()
    } else if turn.continues {
        Said {
            continued: Some(words),
            open: Open::Before,
            ..Said::default()
        }
    } else {
        Said {
            quotes: vec![Attribution {
                form: turn.form,
                within: None,
                spans: vec![words],
                cue: None,
                voice: turn.voice.clone(),
            }],
            open: Open::Own(0),
            ..Said::default()
        }
    }
}

/// Whether a paragraph after "Cox said:" is what Cox said, set apart instead of marked: sentences
/// without marks or cues of their own.
fn is_block_quote(sketch: &Sketch) -> bool {
    sketch.stretches.is_empty() && sketch.sayings.is_empty() && sketch.tokens >= 8
}

/// The quotes that a report of the paragraph gives, and which stretches they take.
fn reported(
    scene: &Scene,
    index: usize,
    quotes: &mut Vec<Attribution>,
    used: &mut [Option<Holder>],
    uses_singles: bool,
) {
    let paragraph = &scene.paragraphs[index];
    let sketch = &scene.sketches[index];
    for saying in &sketch.sayings {
        let report = &sketch.reports[saying.report];
        let voice = scene.reporter(index, saying.report).or_else(|| {
            // "Adding: “…”" goes on with who spoke before.
            let opens = matches!(report.manner, Manner::Participle | Manner::Coordinated);
            let before = quotes.last().filter(|_| opens)?;
            inherit(&before.voice, Rule::InheritedParagraph)
        });
        let cue = Some(paragraph.place(&sketch.reports[saying.report].cue));
        let spans: Vec<Span> = saying
            .pieces
            .iter()
            .map(|piece| paragraph.place(piece))
            .collect();
        let start = saying.pieces.iter().map(|piece| piece.start).min();
        let end = saying.pieces.iter().map(|piece| piece.end).max();
        let reach = start.unwrap_or(0)..end.unwrap_or(0);
        let inside: Vec<usize> = stretches_in(&sketch.stretches, &reach)
            .filter(|&stretch| {
                let tokens = &sketch.stretches[stretch].tokens;
                let held = saying
                    .pieces
                    .iter()
                    .any(|piece| piece.start <= tokens.start && tokens.end <= piece.end);
                held && (saying.direct || is_theirs(sketch, stretch, uses_singles))
            })
            .collect();
        let own = quotes.len();
        let form = match (saying.direct, inside.is_empty()) {
            (true, _) => QuoteForm::Direct,
            (false, true) => QuoteForm::Indirect,
            (false, false) => QuoteForm::Mixed,
        };
        quotes.push(Attribution {
            form,
            within: None,
            spans,
            cue,
            voice: voice.clone(),
        });
        for stretch in inside {
            if saying.direct {
                used[stretch] = Some(Holder::Own(own));
            } else if used[stretch].is_none() {
                used[stretch] = Some(Holder::Own(quotes.len()));
                quotes.push(Attribution {
                    form: QuoteForm::Direct,
                    within: Some(own),
                    spans: vec![paragraph.place(&sketch.stretches[stretch].tokens)],
                    cue,
                    voice: voice.clone(),
                });
            }
        }
    }
}

/// Whether a marked stretch within a reported clause gives words of the speaker: not the title of
/// a film, and single marks only where the text uses them for speech.
fn is_theirs(sketch: &Sketch, stretch: usize, uses_singles: bool) -> bool {
    let single = sketch.stretches[stretch].single;
    let sides = &sketch.sides[stretch];
    !sides.naming && !sides.title && (!single || uses_singles)
}

/// The stretches that no report gives, with the speaker that their surroundings tell.
fn remaining(
    scene: &Scene,
    index: usize,
    said: &mut Said,
    used: &mut [Option<Holder>],
    trail: &Trail,
    uses_singles: bool,
) {
    let paragraph = &scene.paragraphs[index];
    let sketch = &scene.sketches[index];
    let mut before = Before::new(scene, index, &said.quotes);
    let after = given_after(used);
    for at in 0..sketch.stretches.len() {
        let stretch = &sketch.stretches[at];
        if used[at].is_some() || stretch.single && !uses_singles {
            continue;
        }
        let sides = &sketch.sides[at];
        let span = paragraph.place(&stretch.tokens);
        if stretch.tokens.start == 0 && sides.label.is_none() && trail.open.is_some() {
            said.continued = Some(span);
            used[at] = Some(Holder::Before);
            continue;
        }
        before.advance(span.start, &said.quotes);
        // “I don't know,” Cox said. “Maybe.”
        let answers = sides.words == 1 && sides.begins && sides.ends && !sides.led;
        let goes_on = |quote: usize| said.quotes[quote].form == QuoteForm::Direct;
        let goes_on = answers && before.best.is_some_and(|best| goes_on(best.1));
        if !goes_on && !is_speech(sides) {
            continue;
        }
        let near = Near {
            before: before.best.map(|best| best.1),
            after: after[at],
        };
        let voice = surrounding_voice(scene, index, at, &said.quotes, &near, trail);
        used[at] = Some(Holder::Own(said.quotes.len()));
        said.quotes.push(Attribution {
            form: QuoteForm::Direct,
            within: None,
            spans: vec![span],
            cue: None,
            voice,
        });
        before.take(said.quotes.len() - 1, &said.quotes);
    }
}

/// The quotes of the same paragraph on the two sides of a stretch, as indexes.
struct Near {
    before: Option<usize>,
    after: Option<usize>,
}

/// For each stretch, the quote of the first stretch after it that a report gives.
fn given_after(used: &[Option<Holder>]) -> Vec<Option<usize>> {
    let mut after = vec![None; used.len()];
    for at in (1..used.len()).rev() {
        after[at - 1] = match used[at] {
            Some(Holder::Own(quote)) => Some(quote),
            _ => after[at],
        };
    }
    after
}

/// How likely the speaker of a quote goes on speaking; see [`Before::best`].
type Rank = (usize, bool, (usize, Reverse<usize>));

/// Where a quote ends and begins, for the later and, of two that end together, the outer one: what
/// a report says that others said does not make them the speakers of what follows.
fn reach(quote: &Attribution) -> (usize, Reverse<usize>) {
    let end = quote.spans.iter().map(|span| span.end).max();
    (end.unwrap_or(0), Reverse(quote.spans[0].start))
}

/// The quote before a place in a paragraph whose speaker most likely goes on speaking there, kept
/// while that place moves to the right.
struct Before<'a> {
    scene: &'a Scene<'a>,
    paragraph: usize,
    /// The quotes that reports give, by their first span, those not reached yet last.
    reported: std::iter::Peekable<std::vec::IntoIter<usize>>,
    /// The quote with its rank: the nearer sentence first, in it marked words before reported
    /// ones, since a sentence may hold both by different speakers, then the nearer words.
    best: Option<(Rank, usize)>,
}

impl<'a> Before<'a> {
    fn new(scene: &'a Scene<'a>, paragraph: usize, quotes: &[Attribution]) -> Before<'a> {
        let mut reported: Vec<usize> = (0..quotes.len()).collect();
        sort_by_rank(&mut reported, |&quote| [quotes[quote].spans[0].start, 0, 0]);
        Before {
            scene,
            paragraph,
            reported: reported.into_iter().peekable(),
            best: None,
        }
    }

    /// Moves on to `byte`, which counts from the paragraph's start.
    fn advance(&mut self, byte: usize, quotes: &[Attribution]) {
        while let Some(quote) = self
            .reported
            .next_if(|&quote| quotes[quote].spans[0].start < byte)
        {
            self.take(quote, quotes);
        }
    }

    /// Takes one more quote that begins before the place.
    fn take(&mut self, quote: usize, quotes: &[Attribution]) {
        let start = quotes[quote].spans[0].start;
        let unit = self.scene.unit_at(self.paragraph, start);
        let direct = quotes[quote].form == QuoteForm::Direct;
        let rank = (unit, direct, reach(&quotes[quote]));
        self.best = self.best.max(Some((rank, quote)));
    }
}

/// Whether a stretch without a cue is somebody's words rather than a name, a title or a term.
fn is_speech(sides: &sketch::Surroundings) -> bool {
    if sides.label.is_some() || sides.signature.is_some() {
        return true;
    }
    if sides.naming || sides.title {
        return false;
    }
    if sides.begins && sides.ends {
        sides.words >= 2
    } else {
        sides.words >= 4
    }
}

/// Who said a stretch that has no cue.
fn surrounding_voice(
    scene: &Scene,
    index: usize,
    at: usize,
    quotes: &[Attribution],
    near: &Near,
    trail: &Trail,
) -> Option<Voice> {
    let sketch = &scene.sketches[index];
    let sides = &sketch.sides[at];
    let start = sketch.stretches[at].tokens.start;
    if let Some(phrase) = &sides.label {
        return Some(scene.voice(index, phrase, None, Rule::Label));
    }
    if let Some(phrase) = &sides.signature {
        return Some(scene.voice(index, phrase, None, Rule::SignOff));
    }
    let unit = sketch.unit_of(start);
    if start == 0
        && let Some(voice) = &trail.introduced
    {
        return Some(voice.clone());
    }
    let subject = |unit: usize| {
        sketch.subjects[unit]
            .as_ref()
            .filter(|phrase| phrase.tokens.end <= start)
    };
    // “The risk,” said Ann Lee, a baker who is new here, “is fire.”
    if sides.led
        && let Some(before) = near.before
        && quotes[before].form == QuoteForm::Direct
        && quotes[before]
            .voice
            .as_ref()
            .is_some_and(|voice| voice.rule == Rule::CueInverted.name())
        && scene.unit_at(index, quotes[before].spans[0].start) == unit
    {
        return inherit(&quotes[before].voice, Rule::InheritedParagraph);
    }
    if sides.led
        && let Some(phrase) = subject(unit)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if let Some(before) = near.before {
        return inherit(&quotes[before].voice, Rule::InheritedParagraph);
    }
    if sides.begins
        && unit > 0
        && let Some(phrase) = &sketch.subjects[unit - 1]
        && let voice = scene.voice(index, phrase, None, Rule::SentenceBefore)
        && (voice.entity.is_some() || may_speak(&scene.paragraphs[index], phrase))
    {
        return Some(voice);
    }
    if !sides.begins
        && let Some(phrase) = subject(unit)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if start == 0
        && let Some(last) = &trail.last
    {
        return inherit(&last.voice, Rule::InheritedPrevious);
    }
    near.after
        .and_then(|after| inherit(&quotes[after].voice, Rule::QuoteAfter))
}

/// Whether a phrase that is no known entity can mean somebody who speaks, for all that its letters
/// tell: a name, people by a pronoun, or a noun that is a title, a plural or made from a verb.
fn may_speak(paragraph: &Paragraph, phrase: &Phrase) -> bool {
    let last = phrase.head.end - 1;
    let token = &paragraph.tokens[last];
    let text = paragraph.word(last);
    let class = word(text, token.kind);
    if class.is(Word::SUBJECT) {
        return !matches!(
            text,
            "It" | "it" | "There" | "there" | "All" | "all" | "one"
        );
    }
    let plural = text.ends_with('s') && !text.ends_with("ss");
    let does = ["er", "or", "ist", "ian", "man", "men"];
    token.shape.is_capital()
        || class.is(Word::TITLE | Word::PLURAL)
        || plural
        || does.iter().any(|ending| text.ends_with(ending))
}

/// The same voice, by another rule that makes it no surer.
fn inherit(voice: &Option<Voice>, rule: Rule) -> Option<Voice> {
    voice.clone().map(|voice| Voice {
        rule: rule.name(),
        confidence: voice.confidence.min(rule.confidence()),
        ..voice
    })
}

/// What the next paragraph needs to know of this one.
fn follow(
    scene: &Scene,
    index: usize,
    said: &mut Said,
    used: &[Option<Holder>],
    before: Trail,
) -> Trail {
    let sketch = &scene.sketches[index];
    let heard = |quote: &Attribution| Heard {
        voice: quote.voice.clone(),
    };
    let open = sketch
        .stretches
        .last()
        .filter(|stretch| !stretch.closed && stretch.tokens.end == sketch.tokens)
        .and_then(|_| used.last().copied().flatten());
    said.open = match open {
        None => Open::Nothing,
        Some(Holder::Own(quote)) => Open::Own(quote),
        Some(Holder::Before) => Open::Before,
    };
    let continued = said.continued.is_some();
    let last = said.quotes.iter().max_by_key(|quote| reach(quote));
    let last = last
        .map(heard)
        .or_else(|| before.open.clone().filter(|_| continued));
    let open = open.and_then(|holder| match holder {
        Holder::Own(quote) => Some(heard(&said.quotes[quote])),
        Holder::Before => before.open,
    });
    let introduced = match &sketch.leads {
        Some(Lead::Report(report)) => scene.reporter(index, *report),
        Some(Lead::Subject(phrase)) => Some(scene.voice(index, phrase, None, Rule::Introduced)),
        None => None,
    };
    let introduced = introduced.map(|voice| Voice {
        rule: Rule::Introduced.name(),
        confidence: voice.confidence.min(Rule::Introduced.confidence()),
        ..voice
    });
    Trail {
        open,
        last,
        said: matches!(&sketch.leads, Some(Lead::Report(report))
            if sketch.reports[*report].end() + 1 == sketch.tokens),
        introduced,
    }
}

/// Sorts quotes by their first span, and renews what points to them.
fn sort(said: &mut Said) {
    let quotes = &said.quotes;
    let rank = |quote: &Attribution| {
        let first = quote.spans[0];
        [first.start, usize::from(quote.within.is_some()), first.end]
    };
    let sort_spans = |quote: &mut Attribution| {
        sort_by_rank(&mut quote.spans, |span| [span.start, span.end, 0]);
    };
    if quotes.is_sorted_by_key(rank) {
        said.quotes.iter_mut().for_each(sort_spans);
        return;
    }
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    sort_by_rank(&mut order, |&index| rank(&quotes[index]));
    let mut place = vec![0; quotes.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut sorted: Vec<Attribution> = order.into_iter().map(|old| quotes[old].clone()).collect();
    for quote in &mut sorted {
        quote.within = quote.within.map(|old| place[old]);
        sort_spans(quote);
    }
    said.quotes = sorted;
    if let Open::Own(quote) = &mut said.open {
        *quote = place[*quote];
    }
}
