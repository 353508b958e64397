//! Quotes: content, cue and speaker.
//!
//! Two passes. [`Sketch`] looks at one paragraph's letters: marks, cues with their subjects, and
//! what each cue gives. The pass here then walks the document: quotes that go on in the next
//! paragraph, speakers inherited from a quote before, and which entity each speaker is.

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

use std::ops::Range;

use crate::analysis::QuoteForm;
use crate::coref::References;
use crate::span::Span;
use crate::text::Paragraph;
use reading::stretches_in;
use sketch::{Lead, Sketch};
use speaker::{Rule, Scene};
use transcript::Turn;

/// One quote with who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// How the words are given.
    pub form: QuoteForm,
    /// For the marked words inside a mixed quote: the index of that quote.
    pub within: Option<usize>,
    /// The content, marks included: one span for each unbroken stretch, in document bytes.
    pub spans: Vec<Span>,
    /// The cue, in document bytes.
    pub cue: Option<Span>,
    /// Who said it, where the text tells.
    pub voice: Option<Voice>,
}

/// The stretch of text that names a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The index of its paragraph.
    pub paragraph: usize,
    /// Its tokens in that paragraph; never empty.
    pub tokens: Range<usize>,
    /// The entity, an index into [`References::clusters`].
    pub entity: Option<usize>,
    /// How sure the choice is, in whole percent.
    pub confidence: u8,
    /// Why it was chosen, in one fixed word.
    pub rule: &'static str,
}

/// The quotes of a document, sorted by the start of their first span.
pub fn quotes(paragraphs: &[Paragraph], references: &References) -> Vec<Attribution> {
    let sketches: Vec<Sketch> = paragraphs.iter().map(Sketch::new).collect();
    let scene = Scene {
        paragraphs,
        sketches: &sketches,
        references,
    };
    let mut quotes = attribute(&scene);
    sort(&mut quotes);
    quotes
}

/// What the walk over the document remembers from one paragraph to the next.
#[derive(Default)]
struct Trail {
    /// The quote that the paragraph before left open, by its index.
    open: Option<usize>,
    /// The last quote of the paragraph before.
    last: Option<usize>,
    /// Whether the colon at the paragraph's end stands after a cue: "Cox said:".
    said: bool,
    /// Whom the paragraph before introduced with a colon at its end.
    introduced: Option<Voice>,
}

fn attribute(scene: &Scene) -> Vec<Attribution> {
    let uses_singles = uses_singles(scene.sketches);
    let mut quotes: Vec<Attribution> = Vec::new();
    let mut trail = Trail::default();
    let turns = transcript::turns(scene);
    for (index, turn) in turns.iter().enumerate() {
        let first = quotes.len();
        if let Some(turn) = turn {
            trail = Trail::default();
            if !turn.question {
                let paragraph = &scene.paragraphs[index];
                let words = Span::new(paragraph.start_at(turn.start), paragraph.end_at(turn.end));
                push_turn(&mut quotes, turn, words);
            }
            continue;
        }
        if let Some(voice) = trail.introduced.as_ref().filter(|_| trail.said)
            && is_block_quote(&scene.sketches[index])
        {
            let paragraph = &scene.paragraphs[index];
            quotes.push(Attribution {
                form: QuoteForm::Direct,
                within: None,
                spans: vec![paragraph.span(&(0..paragraph.tokens.len()))],
                cue: None,
                voice: Some(voice.clone()),
            });
            trail = Trail::default();
            continue;
        }
        let mut used = vec![None; scene.sketches[index].stretches.len()];
        reported(scene, index, &mut quotes, &mut used, uses_singles);
        remaining(
            scene,
            index,
            first,
            &mut quotes,
            &mut used,
            &trail,
            uses_singles,
        );
        trail = follow(scene, index, first, &quotes, &used, trail);
    }
    quotes
}

/// Whether a paragraph after "Cox said:" is what Cox said, set apart instead of marked: sentences
/// without marks or cues of their own.
fn is_block_quote(sketch: &Sketch) -> bool {
    sketch.stretches.is_empty() && sketch.sayings.is_empty() && sketch.tokens >= 8
}

/// Lists an answer as a direct quote, or adds it to the answer whose next paragraph it is.
fn push_turn(quotes: &mut Vec<Attribution>, turn: &Turn, words: Span) {
    match quotes.last_mut() {
        Some(last) if turn.continues => last.spans.push(words),
        _ => quotes.push(Attribution {
            form: turn.form,
            within: None,
            spans: vec![words],
            cue: None,
            voice: turn.voice.clone(),
        }),
    }
}

/// Whether single marks hold speech in this text: it has no double ones that do.
fn uses_singles(sketches: &[Sketch]) -> bool {
    let count = |single: bool| {
        sketches
            .iter()
            .flat_map(|sketch| sketch.stretches.iter().zip(&sketch.sides))
            .filter(|(stretch, sides)| stretch.single == single && sides.words >= 4)
            .count()
    };
    count(true) > count(false)
}

/// The quotes that a report of the paragraph gives, and which stretches they take.
fn reported(
    scene: &Scene,
    index: usize,
    quotes: &mut Vec<Attribution>,
    used: &mut [Option<usize>],
    uses_singles: bool,
) {
    let paragraph = &scene.paragraphs[index];
    let sketch = &scene.sketches[index];
    for saying in &sketch.sayings {
        let voice = scene.reporter(index, saying.report);
        let cue = Some(paragraph.span(&sketch.reports[saying.report].cue));
        let spans: Vec<Span> = saying
            .pieces
            .iter()
            .map(|piece| paragraph.span(piece))
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
                used[stretch] = Some(own);
            } else if used[stretch].is_none() {
                used[stretch] = Some(quotes.len());
                quotes.push(Attribution {
                    form: QuoteForm::Direct,
                    within: Some(own),
                    spans: vec![paragraph.span(&sketch.stretches[stretch].tokens)],
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
    first: usize,
    quotes: &mut Vec<Attribution>,
    used: &mut [Option<usize>],
    trail: &Trail,
    uses_singles: bool,
) {
    let paragraph = &scene.paragraphs[index];
    let sketch = &scene.sketches[index];
    let mut before = Before::new(scene, index, first, quotes);
    let after = given_after(used);
    for at in 0..sketch.stretches.len() {
        let stretch = &sketch.stretches[at];
        if used[at].is_some() || stretch.single && !uses_singles {
            continue;
        }
        let sides = &sketch.sides[at];
        let span = paragraph.span(&stretch.tokens);
        if stretch.tokens.start == 0
            && let Some(open) = trail.open
        {
            quotes[open].spans.push(span);
            used[at] = Some(open);
            continue;
        }
        if !is_speech(sides) {
            continue;
        }
        before.advance(span.start, quotes);
        let near = Near {
            before: before.best.map(|best| best.1),
            after: after[at],
        };
        let voice = surrounding_voice(scene, index, at, quotes, &near, trail);
        used[at] = Some(quotes.len());
        quotes.push(Attribution {
            form: QuoteForm::Direct,
            within: None,
            spans: vec![span],
            cue: None,
            voice,
        });
        before.take(quotes.len() - 1, quotes);
    }
}

/// The quotes of the same paragraph on the two sides of a stretch, as indexes.
struct Near {
    before: Option<usize>,
    after: Option<usize>,
}

/// For each stretch, the quote of the first stretch after it that a report gives.
fn given_after(used: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut after = vec![None; used.len()];
    for at in (1..used.len()).rev() {
        after[at - 1] = used[at].or(after[at]);
    }
    after
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
    best: Option<((usize, bool, usize), usize)>,
}

impl<'a> Before<'a> {
    fn new(
        scene: &'a Scene<'a>,
        paragraph: usize,
        first: usize,
        quotes: &[Attribution],
    ) -> Before<'a> {
        let mut reported: Vec<usize> = (first..quotes.len()).collect();
        reported.sort_by_key(|&quote| quotes[quote].spans[0].start);
        Before {
            scene,
            paragraph,
            reported: reported.into_iter().peekable(),
            best: None,
        }
    }

    /// Moves on to the document byte `byte`.
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
        let rank = (unit, quotes[quote].form == QuoteForm::Direct, start);
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
    let inherit = |quote: usize, rule: Rule| {
        quotes[quote].voice.clone().map(|voice| Voice {
            rule: rule.name(),
            confidence: voice.confidence.min(rule.confidence()),
            ..voice
        })
    };
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
    if sides.led
        && let Some(phrase) = subject(unit)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if let Some(before) = near.before {
        return inherit(before, Rule::InheritedParagraph);
    }
    if sides.begins
        && unit > 0
        && let Some(phrase) = &sketch.subjects[unit - 1]
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceBefore));
    }
    if !sides.begins
        && let Some(phrase) = subject(unit)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if start == 0
        && let Some(last) = trail.last
    {
        return inherit(last, Rule::InheritedPrevious);
    }
    near.after
        .and_then(|after| inherit(after, Rule::QuoteAfter))
}

/// What the next paragraph needs to know of this one.
fn follow(
    scene: &Scene,
    index: usize,
    first: usize,
    quotes: &[Attribution],
    used: &[Option<usize>],
    trail: Trail,
) -> Trail {
    let sketch = &scene.sketches[index];
    let open = sketch.stretches.last().and_then(|stretch| {
        (!stretch.closed && stretch.tokens.end == sketch.tokens)
            .then(|| used.last().copied().flatten())
            .flatten()
    });
    let continued = used
        .iter()
        .flatten()
        .any(|quote| Some(*quote) == trail.open);
    let last = (first..quotes.len())
        .max_by_key(|&quote| quotes[quote].spans[0].start)
        .or(trail.open.filter(|_| continued));
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

/// Sorts quotes by their first span, and renews what points from one to another.
fn sort(quotes: &mut Vec<Attribution>) {
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|&index| {
        let quote = &quotes[index];
        (
            quote.spans[0].start,
            quote.within.is_some(),
            quote.spans[0].end,
        )
    });
    let mut place = vec![0; quotes.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut sorted: Vec<Attribution> = order.into_iter().map(|old| quotes[old].clone()).collect();
    for quote in &mut sorted {
        quote.within = quote.within.map(|old| place[old]);
        quote.spans.sort();
    }
    *quotes = sorted;
}
