//! Quotes: content, cue and speaker.
//!
//! Two passes. [`Sketch`] looks at one paragraph's letters: marks, cues with their subjects, and
//! what each cue gives. The pass here then walks the document: quotes that go on in the next
//! paragraph, speakers inherited from a quote before, and which entity each speaker is.

mod according;
mod agreement;
mod answer;
mod aside;
mod clause;
mod content;
mod contrast;
mod cues;
mod delivery;
mod direct;
mod exchange;
mod finite;
mod following;
mod fronted;
mod gerund;
mod governed;
mod group_nouns;
mod groups;
mod hearsay;
mod interviewee;
mod inverted;
mod joined;
mod label;
mod latter;
mod marks;
mod nominal;
mod object;
mod otherwise;
mod passive;
mod patterns;
mod phrase;
mod reading;
mod relative;
mod remaining;
mod report;
mod rule;
mod signs;
mod singles;
mod sketch;
mod speaker;
mod speaking;
mod start;
mod stranger;
mod subject;
mod trail;
mod transcript;
mod unsaid;
mod verb;
mod words;
mod works;

use std::ops::Range;

use crate::analysis::QuoteForm;
use crate::coref::Gender;
use crate::order::sort_by_rank;
use crate::span::Span;
use crate::text::Paragraph;
use content::Saying;
pub use marks::Marked;
use reading::stretches_in;
use remaining::{reach, remaining};
use report::Manner;
use rule::Rule;
use sketch::Lead;
pub use sketch::Sketch;
pub use speaker::{Asks, Scene};
use trail::Heard;
pub use trail::Trail;
pub use transcript::{Turn, turns};
pub use words::{Classes, Word, is_pronoun, word};

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
    /// What they stand for: of "the mayor, who said", the mayor; of "he", a witness without a name;
    /// else the same tokens.
    pub meant: Range<usize>,
    /// How many paragraphs before those tokens that stands.
    pub meant_back: usize,
    /// The entity, an index into [`References::clusters`](crate::coref::References::clusters).
    pub entity: Option<usize>,
    /// For one person without a name, the gender that the words tell, if they do.
    pub unnamed: Option<Option<Gender>>,
    /// How sure the choice is, in whole percent.
    pub confidence: u8,
    /// Why it was chosen, in one fixed word.
    pub rule: &'static str,
}

impl Voice {
    /// Of somebody without a name: the gender that the words tell, how many paragraphs back they stand,
    /// and their tokens.
    fn stranger(&self) -> Option<(Option<Gender>, usize, Range<usize>)> {
        let back = self.back + self.meant_back;
        self.unnamed
            .map(|gender| (gender, back, self.meant.clone()))
    }
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
    /// Who speaks in the quote that the paragraphs before left open, where this one tells it first.
    pub opened_by: Option<Voice>,
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
        let mut said = answer(paragraph, turn);
        // Who asks may quote others: HOST: The mayor said, “It is late.” Is it?
        let marked = scene.sketches[index].stretches.len();
        if turn.answers.is_empty() && !turn.continues && marked > 0 {
            let mut used = vec![None; marked];
            reported(scene, index, &mut said.quotes, &mut used, uses_singles);
            sort(&mut said);
        }
        return said;
    }
    if let Some(voice) = before.introduced.as_ref().filter(|_| before.said)
        && is_block_quote(&scene.sketches[index])
    {
        return Said {
            quotes: vec![Attribution {
                form: QuoteForm::Direct,
                within: None,
                spans: vec![paragraph.place(&(0..paragraph.tokens().len()))],
                cue: None,
                voice: Some(voice.clone()),
            }],
            ..Said::default()
        };
    }
    if scene.sketches[index].is_silent() {
        *trail = before.silent(scene, index);
        trail.move_on();
        return Said::default();
    }
    paragraph.fetch();
    scene.sketches[index].fetch();
    let mut said = Said {
        quotes: Vec::with_capacity(scene.sketches[index].sayings.len()),
        ..Said::default()
    };
    let mut used = vec![None; scene.sketches[index].stretches.len()];
    reported(scene, index, &mut said.quotes, &mut used, uses_singles);
    before.speaks_on(scene, index, &mut said.quotes);
    said.opened_by = opened_by(scene, index, &said.quotes, &used, &before);
    remaining(scene, index, &mut said, &mut used, &before, uses_singles);
    *trail = follow(scene, index, &mut said, &used, before);
    trail.move_on();
    sort(&mut said);
    said
}

/// Who speaks in a quote left open before, where no words beside it told: who signs it, or whoever says
/// what opens this paragraph.
fn opened_by(
    scene: &Scene,
    index: usize,
    quotes: &[Attribution],
    used: &[Option<Holder>],
    before: &Trail,
) -> Option<Voice> {
    let sketch = &scene.sketches[index];
    if let Some(phrase) = sketch.signs.as_ref().filter(|_| before.unsigned) {
        return Some(scene.voice(index, phrase, None, Rule::SignOff));
    }
    let unknown = before
        .open
        .as_ref()
        .is_some_and(|open| is_untold(&open.voice));
    let opens = sketch.stretches.first()?.tokens.start == 0;
    let Some(Holder::Own(quote)) = used[0].filter(|_| unknown && opens) else {
        return None;
    };
    inherit(&quotes[quote].voice, Rule::QuoteAfter)
}

/// Whether nothing tells who speaks but that somebody spoke, or was spoken of, in the paragraph before.
fn is_untold(voice: &Option<Voice>) -> bool {
    let guessed = |voice: &Voice| {
        let told = voice.back > 0 && voice.rule == Rule::SentenceBefore.name();
        told || voice.rule == Rule::InheritedPrevious.name()
    };
    voice.as_ref().is_none_or(guessed)
}

/// An answer in a transcript is a direct quote, or goes on with the answer whose next paragraph it
/// is; a question is none.
fn answer(paragraph: &Paragraph, turn: &Turn) -> Said {
    let answers = turn.answers.iter();
    let mut answers = answers.map(|(words, voice)| (paragraph.place(words), voice));
    if turn.continues {
        return Said {
            continued: answers.next().map(|(words, _)| words),
            open: Open::Before,
            ..Said::default()
        };
    }
    let quotes = answers.map(|(words, voice)| Attribution {
        form: turn.form,
        within: None,
        spans: vec![words],
        cue: None,
        voice: voice.clone(),
    });
    let quotes: Vec<Attribution> = quotes.collect();
    let last = quotes.len().checked_sub(1);
    Said {
        quotes,
        open: last.map_or(Open::Nothing, Open::Own),
        ..Said::default()
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
        if inside.is_empty() && !saying.direct && is_own_hearsay(scene, index, saying, &voice) {
            continue;
        }
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

/// Whether a report inside another's content is of nobody else: "Lee said he had told them so".
fn is_own_hearsay(scene: &Scene, index: usize, saying: &Saying, voice: &Option<Voice>) -> bool {
    let [piece] = &saying.pieces[..] else {
        return false;
    };
    let sketch = &scene.sketches[index];
    let Some(outer) = sketch.sayings.iter().find(|outer| outer.holds(piece)) else {
        return false;
    };
    let same = || {
        let outer = scene.reporter(index, outer.report);
        entity(voice).is_some() && entity(voice) == entity(&outer)
    };
    voice.is_none() || same()
}

/// Whether a marked stretch within a reported clause gives words of the speaker: not the title of
/// a film, and single marks only where the text uses them for speech.
fn is_theirs(sketch: &Sketch, stretch: usize, uses_singles: bool) -> bool {
    let single = sketch.stretches[stretch].single;
    let sides = &sketch.sides[stretch];
    !sides.naming && !sides.title && (!single || uses_singles)
}

/// The entity of a voice, where both are known.
fn entity(voice: &Option<Voice>) -> Option<usize> {
    voice.as_ref().and_then(|voice| voice.entity)
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
    let unsigned = match (&sketch.stretches[..], used) {
        ([all], [Some(holder)]) if all.closed && all.tokens == (0..sketch.tokens) => {
            let (voice, open) = match holder {
                Holder::Own(quote) => (Some(&said.quotes[*quote].voice), Open::Own(*quote)),
                Holder::Before => (before.open.as_ref().map(|open| &open.voice), Open::Before),
            };
            let is_one = voice.is_some_and(is_untold);
            if is_one {
                said.open = open;
            }
            is_one
        }
        _ => false,
    };
    let continued = said.continued.is_some();
    let last = said.quotes.iter().max_by_key(|quote| reach(quote));
    let exchange = scene.exchange(index, &said.quotes, &before);
    let last = last
        .map(
            |quote| match exchange.as_ref().map(|exchange| exchange.next(false)) {
                Some(Some(voice)) => Heard { voice },
                _ => heard(quote),
            },
        )
        .or_else(|| before.open.clone().filter(|_| continued));
    let open = open.and_then(|holder| match holder {
        Holder::Own(quote) => Some(heard(&said.quotes[quote])),
        Holder::Before => before.open,
    });
    let told = |newcomer: &(_, Range<usize>)| {
        let start = scene.paragraphs[index].place(&newcomer.1).start;
        said.quotes.iter().all(|quote| reach(quote).0 <= start)
    };
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
        newcomer: scene.newcomer(index).filter(told),
        told: scene.told_at_end(index),
        unsigned,
        said: matches!(&sketch.leads, Some(Lead::Report(report))
            if sketch.reports[*report].end() + 1 == sketch.tokens),
        introduced,
        exchange: exchange.map(Box::new),
        met: scene.met(index, before.met),
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
