//! The marked stretches that no report gives: whether they are somebody's words, and whose, as
//! their surroundings tell.

use std::cmp::Reverse;

use super::exchange::ends_in_question;
use super::phrase::Phrase;
use super::rule::Rule;
use super::speaker::Scene;
use super::speaking::is_speaker;
use super::stranger::somebody;
use super::{Attribution, Holder, Said, Trail, Voice, Word, inherit, word};
use crate::analysis::QuoteForm;
use crate::coref::is_organization;
use crate::coref::title::{is_likely_role, is_role, is_unnamed};
use crate::order::sort_by_rank;
use crate::text::Paragraph;

/// How sure it is, in percent, that who spoke two paragraphs before speaks on.
const FARTHER: u8 = 60;

/// The stretches that no report gives, with the speaker that their surroundings tell.
pub fn remaining(
    scene: &Scene,
    index: usize,
    said: &mut Said,
    used: &mut [Option<Holder>],
    trail: &Trail,
    uses_singles: bool,
) {
    let paragraph = &scene.paragraphs[index];
    let sketch = &scene.sketches[index];
    if used.iter().all(Option::is_some) {
        return;
    }
    let mut before = Before::new(scene, index, &said.quotes);
    let mut after = None;
    for at in 0..sketch.stretches.len() {
        let stretch = &sketch.stretches[at];
        let sides = &sketch.sides[at];
        let goes_on = stretch.tokens.start == 0 && sides.label.is_none() && trail.open.is_some();
        if used[at].is_some() || stretch.single && !(uses_singles || goes_on) {
            continue;
        }
        let span = paragraph.place(&stretch.tokens);
        if goes_on {
            said.continued = Some(span);
            used[at] = Some(Holder::Before);
            continue;
        }
        before.advance(span.start, &said.quotes);
        // “I don't know,” Cox said. “Maybe.”
        let answers = sides.words == 1 && sides.begins && sides.ends && !sides.led;
        let goes_on = |quote: usize| {
            let quote = &said.quotes[quote];
            quote.form == QuoteForm::Direct || scene.is_narrators(index, quote)
        };
        let goes_on = before.best.is_some_and(|best| goes_on(best.1));
        // Would she go again? “Tomorrow.”
        let asked = || {
            let before = stretch.tokens.start.checked_sub(1);
            paragraph.word_at(before) == "?"
        };
        // “Have you read it?” Cox asked. | “Yes.”
        let takes_turn = stretch.tokens.start == 0 && trail.speaks();
        let goes_on = answers && (goes_on || asked() || takes_turn);
        if !goes_on && !sides.is_speech() && sides.pattern.is_none() {
            continue;
        }
        let near = Near {
            // "Asked if it was late, Lee laughed. “No.”": what she was asked, nobody has said.
            before: before.best.map(|best| best.1).filter(|&quote| {
                let quote = &said.quotes[quote];
                quote.voice.is_some() || quote.form == QuoteForm::Direct
            }),
            after: after.get_or_insert_with(|| given_after(used))[at],
        };
        let pattern = sides.pattern.as_ref().and_then(|pattern| {
            let voice = scene.voice(index, &pattern.speaker, None, Rule::CuePattern);
            // "a statement from the ministry", but not "words of comfort"
            let first = pattern.speaker.tokens.start;
            let first = word(paragraph.word(first), paragraph.tokens()[first].kind);
            let known = voice.entity.is_some() || first.is(Word::DETERMINER | Word::POSSESSIVE);
            (known || may_speak(paragraph, &pattern.speaker))
                .then(|| (paragraph.place(&pattern.cue), voice))
        });
        let (cue, voice) = match pattern {
            Some((cue, voice)) => (Some(cue), Some(voice)),
            None => {
                let quotes = &said.quotes;
                (
                    None,
                    surrounding_voice(scene, index, at, quotes, &near, trail),
                )
            }
        };
        used[at] = Some(Holder::Own(said.quotes.len()));
        said.quotes.push(Attribution {
            form: QuoteForm::Direct,
            within: None,
            spans: vec![span],
            cue,
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
pub fn reach(quote: &Attribution) -> (usize, Reverse<usize>) {
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

/// Who said a stretch beside which no cue stands, by the first rule that finds somebody; see
/// [`Rule`] for their order.
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
    let paragraph = &scene.paragraphs[index];
    let subject = |unit: usize| {
        sketch.subjects[unit]
            .as_ref()
            .filter(|phrase| phrase.tokens.end <= start && !is_thing(paragraph, phrase))
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
        && let Some(voice) = scene.person_in_front(index, unit)
    {
        return Some(voice);
    }
    if sides.led
        && let Some(phrase) = subject(unit)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if let Some(phrase) = &sides.clause
        && !is_thing(paragraph, phrase)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if let Some(agent) = &sides.passive {
        let agent = agent.as_ref();
        return agent.map(|agent| scene.voice(index, agent, None, Rule::CueInverted));
    }
    let last = near.before.map(|before| &quotes[before]);
    if (sides.begins || last.is_some_and(|last| scene.is_interviewers(index, last)))
        && let Some(answers) = scene.who_answers(index, unit, last, quotes, trail)
    {
        return answers;
    }
    if let Some(before) = near.before {
        // “We are proud,” Ann Lee said. Her colleague Max Berg disagrees. “It is a disgrace.”
        let last = scene.unit_at(index, quotes[before].spans[0].start);
        if sides.begins
            && last + 1 < unit
            && let Some(phrase) = &sketch.subjects[unit - 1]
            && (scene.names_person(index, phrase) || somebody(paragraph, phrase).is_some())
        {
            return Some(scene.voice(index, phrase, None, Rule::SentenceBefore));
        }
        // “We are proud,” Ann Lee said. Max Berg accused her of “a lie from end to end.”
        if !sides.begins
            && last < unit
            && let Some(phrase) = subject(unit)
        {
            let voice = scene.voice(index, phrase, None, Rule::SentenceSubject);
            let known = quotes[before].voice.as_ref();
            let is_other = voice.entity != known.and_then(|known| known.entity);
            if is_other && (voice.entity.is_some() || voice.unnamed.is_some()) {
                return Some(voice);
            }
        }
        return inherit(&quotes[before].voice, Rule::InheritedParagraph);
    }
    if sides.begins
        && let Some(voice) = scene.answers_text(index, unit, trail)
    {
        return Some(voice);
    }
    if sides.begins
        && unit > 0
        && let Some(phrase) = &sketch.subjects[unit - 1]
        && let owner = owner(paragraph, phrase)
        && let phrase = owner.as_ref().unwrap_or(phrase)
        && let voice = scene.voice(index, phrase, None, Rule::SentenceBefore)
        && (voice.entity.is_some() || is_heard(paragraph, phrase))
        && !scene.carries_words(index, unit - 1)
    {
        return Some(voice);
    }
    if sides.begins
        && let Some(voice) = scene.introduced(index, unit)
    {
        return Some(voice);
    }
    if !sides.begins
        && let Some(phrase) = subject(unit)
    {
        return Some(scene.voice(index, phrase, None, Rule::SentenceSubject));
    }
    if start == 0
        && let Some(exchange) = &trail.exchange
        && let asks = ends_in_question(paragraph, sketch.stretches[at].tokens.end)
        && let Some(next) = exchange.next(asks)
    {
        return next;
    }
    if start == 0
        && let Some(last) = &trail.last
    {
        let mut voice = inherit(&last.voice, Rule::InheritedPrevious);
        // Over a paragraph of others it is less sure.
        if let Some(voice) = voice.as_mut().filter(|voice| voice.back > 1) {
            voice.confidence = voice.confidence.min(FARTHER);
        }
        return voice;
    }
    let after = near
        .after
        .and_then(|after| inherit(&quotes[after].voice, Rule::QuoteAfter));
    let alone = start == 0 && sides.begins && sides.ends;
    after.or_else(|| trail.told.clone().filter(|_| alone))
}

/// Whose words a phrase names: "Her answer".
fn owner(paragraph: &Paragraph, phrase: &Phrase) -> Option<Phrase> {
    let class = |at: usize| word(paragraph.word(at), paragraph.tokens()[at].kind);
    let first = phrase.tokens.start;
    let told = class(phrase.head.end - 1).is(Word::NOUN | Word::MEDIUM | Word::NOMINAL);
    let owns = phrase.head.len() > 1 && class(first).is(Word::POSSESSIVE);
    // "His face hardens", but "His lawyers disagree"
    let of_one = matches!(paragraph.word(first), "His" | "his" | "Her" | "her");
    let mut rest = phrase.head.start + 1..phrase.head.end;
    let other = |at: usize| {
        let text = paragraph.word(at);
        let one = text.strip_suffix('s').unwrap_or(text);
        is_role(one) || is_unnamed(one) || is_likely_role(one) || is_organization(one)
    };
    ((told || of_one && !rest.any(other)) && owns).then(|| Phrase::of(first..first + 1))
}

/// Whether a phrase is a pronoun that means nobody: "it was", "there are".
fn is_thing(paragraph: &Paragraph, phrase: &Phrase) -> bool {
    let first = paragraph.word(phrase.tokens.start);
    phrase.tokens.len() == 1
        && [
            "it", "there", "this", "that", "these", "those", "all", "one",
        ]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether a phrase that is no known entity means those who speak where nothing but their place tells it: "The
/// villagers were furious.", but neither "Prices have doubled." nor "The final score was 4-1."
fn is_heard(paragraph: &Paragraph, phrase: &Phrase) -> bool {
    let (first, last) = (phrase.tokens.start, phrase.head.end - 1);
    let class = word(paragraph.word(last), paragraph.tokens()[last].kind);
    let named = paragraph.tokens()[last].shape.is_capital() && last > first;
    may_speak(paragraph, phrase)
        && (named || class.is(Word::SUBJECT | Word::TITLE) || is_speaker(paragraph, last))
}

/// Whether a phrase that is no known entity can mean somebody who speaks, for all that its letters
/// tell: a name, people by a pronoun, or a noun that is a title, a plural or made from a verb.
pub fn may_speak(paragraph: &Paragraph, phrase: &Phrase) -> bool {
    let last = phrase.head.end - 1;
    let token = &paragraph.tokens()[last];
    let text = paragraph.word(last);
    let class = word(text, token.kind);
    if class.is(Word::SUBJECT) {
        return !is_thing(paragraph, phrase);
    }
    let plural = text.ends_with('s') && !text.ends_with("ss");
    token.shape.is_capital()
        || class.is(Word::TITLE | Word::PLURAL)
        || plural
        || text.ends_with("men")
        || is_likely_role(text)
}
