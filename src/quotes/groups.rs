//! Bodies and groups without a name, who are "it" and "they" in the next sentence: "The council voted. It said",
//! "Campaigners marched. They said".

use std::borrow::Cow;

use super::clause::is_plural;
use super::phrase::Phrase;
use super::speaker::Scene;
use super::stranger::{is_somebody, report_by};
use super::words::{Word, word};
use crate::analysis::{Kind, MentionForm};
use crate::coref::title::is_likely_role;
use crate::coref::{Reference, is_organization};
use crate::text::{Paragraph, Shape};

impl Scene<'_> {
    /// Who "it" or "they" is, where that is no name: who spoke in the sentence before, or alone in it can
    /// speak. "The council voted on Monday. It said there was no money."
    pub fn speaker_before(&self, paragraph: usize, pronoun: &Phrase) -> Option<&Phrase> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let start = pronoun.head.start;
        let many = match block.word(start) {
            "it" | "It" => false,
            "they" | "They" => true,
            _ => return None,
        };
        let (_, subject) = self.told_of(paragraph, start)?;
        let report = report_by(sketch, subject);
        let spoke = report.and_then(|report| sketch.reports[report].subject.as_ref());
        let subject = spoke.unwrap_or(subject);
        let last = subject.head.end - 1;
        let text = block.word(last);
        let class = word(text, block.tokens[last].kind);
        let men = text.len() > 3 && text.ends_with("men");
        let plural = subject.joined || class.is(Word::PLURAL) || is_plural(text) || men;
        let thing = !is_somebody(text);
        // "Police said"
        let opens = last == sketch.units[sketch.unit_of(last)].start;
        let names = self.references.within(paragraph, &subject.head);
        // "China summoned the envoy. It said", "Norwell lost its licence. It said"
        let place = |name: &Reference| {
            let whole = name.tokens == subject.head && name.form == MentionForm::Name;
            whole && name.kind == Kind::Place
        };
        let unlisted = || {
            let class = class.classes == 0 && class.cue.is_none();
            names.is_empty() && class && subject.tokens.len() == 1
        };
        let named = !many
            && block.tokens[last].shape.is_capital()
            && !subject.joined
            && (names.len() == 1 && place(&names[0]) || unlisted());
        let noun = (block.tokens[last].shape == Shape::Lower || opens && many)
            && names.is_empty()
            && !class.is(Word::SUBJECT | Word::OBJECT)
            && plural == many
            && (many || thing);
        let mut between = subject.tokens.end..start;
        let mut alone =
            || can_speak(block, last, many) && !between.any(|at| can_speak(block, at, many));
        let precedes = subject.tokens.end <= start;
        (precedes && (named || noun && (report.is_some() || alone()))).then_some(subject)
    }
}

/// The noun for one of those that a plural stands for: "neighbors", "policemen".
pub fn one_of(plural: &str) -> Option<Cow<'_, str>> {
    let man = || {
        plural
            .strip_suffix("men")
            .map(|man| Cow::from(format!("{man}man")))
    };
    let one = plural.strip_suffix('s');
    let witness = one
        .and_then(|one| one.strip_suffix('e'))
        .filter(|one| one.ends_with("ss"));
    witness.or(one).map(Cow::from).or_else(man)
}

/// Whether the word at `at` is a noun for those who can speak, one or many: "chancellor", "bank", "officers".
pub fn is_speaker(block: &Paragraph, at: usize) -> bool {
    let text = block.word(at);
    let one = |noun: &str| is_somebody(noun) || is_likely_role(noun) || is_organization(noun);
    one(text)
        || can_speak(block, at, false)
        || can_speak(block, at, true)
        || one_of(text).is_some_and(|noun| one(&noun))
}

/// Whether the word at `at` is a noun for those who can speak: for one body, "council", or for `many`
/// people, "police", "neighbors".
pub fn can_speak(block: &Paragraph, at: usize, many: bool) -> bool {
    let text = block.word(at);
    if !many {
        return is_organization(text) || text == "government";
    }
    let class = word(text, block.tokens[at].kind);
    class.is(Word::PLURAL) && !class.is(Word::DETERMINER)
        || one_of(text).is_some_and(|one| is_somebody(&one) || is_likely_role(&one))
}
