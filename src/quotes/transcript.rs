//! Transcripts: "Q: …", "COX: …". Each answer is a direct quote of the person its label names,
//! without marks or cue; questions are no quotes.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::Voice;
use super::phrase::Phrase;
use super::reading::Reading;
use super::speaker::{Rule, Scene};
use super::words::{Word, word};
use crate::analysis::{Kind, QuoteForm};
use crate::coref::Reference;
use crate::coref::title::{is_role, is_unnamed};
use crate::lexicon::{self, Words};
use crate::names::labels;
use crate::text::{Paragraph, Shape, TokenKind};

/// One paragraph of a transcript, or a headline that gives somebody's words after a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The words of each answer, as tokens, and who speaks, where the label or what stands before the
    /// first question names somebody; none where it is a question, which is no quote.
    pub answers: Vec<(Range<usize>, Option<Voice>)>,
    /// Whether this is one more paragraph of the answer before.
    pub continues: bool,
    /// Direct for answers, indirect for headlines.
    pub form: QuoteForm,
}

/// What stands before a colon at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name or letter, as tokens.
    pub tokens: Range<usize>,
    /// The first token after the colon.
    pub after: usize,
    /// Whether it is in capitals throughout: "COX", "Q".
    pub capitals: bool,
    /// Whether it opens with a word that heads notes and notices rather than a name.
    pub notice: bool,
    /// The tokens in the paragraph that begin questions and answers as well, letters and names in
    /// capitals: "Q: Why? A: I must. COX: So must I."
    pub inner: Vec<usize>,
}

/// First words of a label that heads a notice: "update", "note".
static NOTICES: LazyLock<Words> =
    LazyLock::new(|| lexicon::words(include_str!("../../seeds/lexicons/notices.txt")));

/// Whether a word before a colon heads a notice rather than somebody's words.
pub fn is_notice(word: &str) -> bool {
    lexicon::holds(&NOTICES, word)
}

/// What stands around a label in bold letters: "**Ann Lee:** Well …".
const EMPHASIS: [char; 2] = ['*', '_'];

/// Those who ask, as the last word of a label calls them, in small letters or not: "Times reporter".
pub const ASKERS: [&str; 4] = ["reporter", "interviewer", "moderator", "question"];

/// The name that a paragraph begins with as a label does, and where the words after it begin, in
/// bytes: one to five words with capitals ("van" and the like among them), perhaps a bracket, and a
/// colon with white space behind it.
fn labelled(text: &str) -> Option<(&str, usize)> {
    // "Q. Why did you go?"
    if let Some(words) = text.strip_prefix("Q. ").or(text.strip_prefix("A. ")) {
        return Some((&text[..2], text.len() - words.trim_start().len()));
    }
    if let Some(question) = labels::bare_question(text) {
        return Some((&text[..1], text.len() - question.len()));
    }
    let inside = |c: char| {
        !matches!(
            c,
            ' ' | '\t' | ':' | ',' | ';' | '(' | ')' | '"' | '“' | '”' | '*' | '_'
        )
    };
    let word = |from: usize| {
        let rest = &text[from..];
        if !rest.starts_with(|c| matches!(c, 'A'..='Z' | 'À'..='Þ')) {
            return None;
        }
        Some(from + rest.find(|c| !inside(c)).unwrap_or(rest.len()))
    };
    let mut end = word(0)?;
    for _ in 0..4 {
        let Some(rest) = text[end..].strip_prefix(' ') else {
            break;
        };
        let particle = ["de ", "van ", "von ", "al-"].iter();
        let particle = particle
            .copied()
            .find(|particle| rest.starts_with(particle));
        let Some(next) = word(end + 1 + particle.map_or(0, str::len)) else {
            break;
        };
        end = next;
    }
    let asker = ASKERS.iter().find(|asker| {
        let rest = text[end..].strip_prefix(' ');
        let rest = rest.and_then(|rest| rest.strip_prefix(**asker));
        rest.is_some_and(|rest| rest.starts_with(':'))
    });
    end += asker.map_or(0, |asker| 1 + asker.len());
    let name = &text[..end];
    // "Q&A: Ann Lee on grief" is a heading.
    if name == "Q&A" {
        return None;
    }
    let mut rest = &text[end..];
    let bracket = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('(');
    if let Some(bracket) = bracket {
        let (words, after) = bracket.split_once(['(', ')'])?;
        let closes = bracket[words.len()..].starts_with(')');
        if !closes || !(1..=40).contains(&words.chars().count()) {
            return None;
        }
        rest = after;
    }
    rest = affiliation(name, rest).unwrap_or(rest);
    // "**Ann Lee:** Well …", "**Ann Lee**: Well …"
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let said = rest.trim_start_matches(EMPHASIS).strip_prefix(':')?;
    let words = said.trim_start_matches(EMPHASIS);
    let words = words.trim_start_matches([' ', '\t']);
    let follow = words.len() < said.len() && !words.is_empty();
    follow.then_some((name, text.len() - words.len()))
}

/// What follows the party, the firm or the state behind a name in `rest`: "SEN. ANN LEE, R-Utah:".
fn affiliation<'t>(name: &str, rest: &'t str) -> Option<&'t str> {
    const LONGEST: usize = 40;
    let said = rest.strip_prefix(", ")?;
    let stops = |byte: u8| matches!(byte, b':' | b',' | b';' | b'"' | b'?' | b'!');
    let end = said.bytes().position(stops)?;
    // "Meg Orr, 34, teacher: Not really."
    let age = said.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&age) && name.contains(' ') {
        let end = said
            .bytes()
            .position(|byte| matches!(byte, b':' | b';' | b'"' | b'?' | b'!' | b'.'))?;
        let plain = end <= LONGEST && said[end..].starts_with(':');
        return plain.then(|| &said[end..]);
    }
    // "LEEDS, Yorkshire: …" is a place.
    let capitals = || name.contains(' ') && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let party = matches!(said.as_bytes(), [b'R' | b'D' | b'I', b'-', ..]);
    let closes = end <= LONGEST && said[end..].starts_with(':');
    (closes && (party || capitals())).then(|| &said[end..])
}

/// Whether a label that begins with "the" is what a record calls somebody: "THE COURT", "The Speaker".
fn is_part(name: &str) -> bool {
    let part = &name[name.rfind(' ').map_or(0, |space| space + 1)..];
    part == "COURT" || is_role(part) || is_unnamed(part)
}

/// The label at the start of a paragraph.
pub fn label(reading: &Reading) -> Option<Label> {
    let text: &str = &reading.paragraph.text;
    if reading.paragraph.tokens.is_empty() {
        return None;
    }
    let words = text.trim_start().trim_start_matches(EMPHASIS);
    let lead = text.len() - words.len();
    let (name, after) = labelled(words)?;
    // Its colon, or the period of a title in it, stands near the start.
    let head = text.get(..text.len().min(96)).unwrap_or(text);
    if !head.contains([':', '.']) && !words.starts_with("Q ") {
        return None;
    }
    let start = reading.paragraph.token_at(lead);
    let end = reading.paragraph.token_at(lead + name.len());
    let after = reading.paragraph.token_at(lead + after);
    if end == 0 || reading.stretch(0).is_some() {
        return None;
    }
    let first = reading.text(start);
    let says = (after..reading.words.len()).any(|at| reading.kind(at) == TokenKind::Word);
    if !says {
        // "Cox: 547." is a count.
        return None;
    }
    let capitals = !name.contains(|c: char| c.is_lowercase());
    let inner = |at: &usize| {
        let labels = match reading.text(*at) {
            "Q." | "A." => true,
            _ if reading.text(at + 1) != ":" => false,
            "Q" | "A" => true,
            _ => {
                let token = &reading.paragraph.tokens[*at];
                token.shape == Shape::Capitals
            }
        };
        labels && reading.kind(at - 1) == TokenKind::Stop
    };
    let inner = match capitals {
        true => (after + 1..reading.words.len().saturating_sub(2))
            .filter(inner)
            .collect(),
        false => Vec::new(),
    };
    // "The Post: Why did you go?", but not "The plan: …"
    let asks = first == "The" && text.trim_end().ends_with('?');
    Some(Label {
        inner,
        tokens: start..end.min(after).max(start),
        after,
        capitals,
        notice: is_notice(reading.text(start))
            || reading.word(start).is(Word::DETERMINER)
                && !(asks || matches!(name, "A" | "A.") || is_part(name))
            || first.ends_with("'s")
            || reading.is_possessive(start + 1),
    })
    .filter(|label| !label.tokens.is_empty())
}

/// For each paragraph, its turn in a transcript, if it is part of one.
pub fn turns(scene: &Scene) -> Vec<Option<Turn>> {
    let labels: Vec<Option<&Label>> = scene
        .sketches
        .iter()
        .map(|sketch| sketch.speaker_label.as_ref().filter(|label| !label.notice))
        .collect();
    let mut turns: Vec<Option<Turn>> = labels.iter().map(|_| None).collect();
    let labelled: Vec<usize> = (0..labels.len())
        .filter(|&at| labels[at].is_some())
        .collect();
    if labelled.is_empty() {
        return turns;
    }
    let guest = labelled.first().and_then(|&first| guest(scene, first));
    let guest = guest.or_else(|| addressed(scene, &labelled));
    // "Ann Lee: …" at first is "Lee: …" later.
    let last_word = |&at: &usize| {
        let words = labels[at].map_or("", |label| letters(&scene.paragraphs[at], label));
        words.rsplit(' ').next().unwrap_or(words)
    };
    let names: Vec<&str> = labelled.iter().map(last_word).collect();
    // For each name, its turns and how many of them end in a question.
    let mut counts: HashMap<&str, (usize, usize), FxBuildHasher> = HashMap::default();
    for (&at, &name) in labelled.iter().zip(&names) {
        let (turns, asks) = counts.entry(name).or_default();
        *turns += 1;
        *asks += usize::from(scene.sketches[at].asks);
    }
    for (order, &at) in labelled.iter().enumerate() {
        let Some(label) = labels[at] else { continue };
        let (all, asks) = counts[names[order]];
        let asked = |at: usize| scene.sketches[at].asks;
        let answers = at > 0 && asked(at - 1) && (label.capitals || labels[at - 1].is_some());
        let is_asked = asked(at) && labels.get(at + 1).is_some_and(Option::is_some);
        // Somebody who says one thing between others who say more: "Lee: … West: … Lee: …"
        let recurs = |other: usize| {
            labels.get(other).is_some_and(Option::is_some) && counts[last_word(&other)].0 > 1
        };
        let among = at > 0 && recurs(at - 1) && recurs(at + 1);
        let interjects = among && scene.names_anybody(at, &label.tokens);
        let near = |other: Option<&usize>| other.is_some_and(|&other| other.abs_diff(at) <= 3);
        let neighbours = near(order.checked_sub(1).and_then(|before| labelled.get(before)))
            || near(labelled.get(order + 1));
        // "A. Lincoln was tall." answers nothing where no "Q." asks.
        let initial = matches!(scene.paragraphs[at].words(&label.tokens), "A." | "Q.")
            && counts.get("Q").is_none_or(|&(_, asks)| asks == 0);
        // "Jill Crane: It is quieter. / Bob Moss: I miss the lorries."
        let person = |at: usize| {
            let label = labels.get(at).copied().flatten();
            let named =
                |label: &Label| label.tokens.len() > 1 && scene.names_anybody(at, &label.tokens);
            label.is_some_and(named)
                && scene.paragraphs[at]
                    .text
                    .trim_end()
                    .ends_with(['.', '!', '?'])
        };
        let voices = person(at) && (at > 0 && person(at - 1) || person(at + 1));
        let in_transcript = answers
            || is_asked
            || interjects
            || voices
            || neighbours && (label.capitals || all > 1);
        // "MR. COX: Where were you that night?": in court and before a committee who asks is heard as well.
        let titled = label.tokens.len() > 1
            && word(
                scene.paragraphs[at].word(label.tokens.start),
                scene.paragraphs[at].tokens[label.tokens.start].kind,
            )
            .is(Word::TITLE);
        let asks = !titled && is_questioner(names[order], all, asks);
        // "LEEDS: The mayor resigned. HULL: A ferry sank.", but "ENGLAND: We tried. COX: So did I. ENGLAND: …"
        let dateline = all == 1 && !answers && !among && scene.names_place(at, &label.tokens);
        let words = answered(&scene.paragraphs[at], label, asks);
        let inline = asks && !words.is_empty();
        if !inline && (initial || dateline || !in_transcript) {
            continue;
        }
        turns[at] = Some(turn(scene, at, words, guest));
        // Paragraphs without a label up to the next one go on with the turn.
        let next = labelled.get(order + 1).copied().unwrap_or(at);
        if next > at + 1 && next - at <= 4 {
            // "Vane: The lights went out. / And what did you do? / Vane: I served cheese."
            let again = labelled
                .get(order + 1)
                .is_some_and(|_| names[order + 1] == names[order]);
            let unlabelled = |more: &usize| {
                scene.sketches[*more].speaker_label.is_none()
                    && !(again && more + 1 == next && asked(*more))
                    && !is_clip(&scene.paragraphs[*more].text)
            };
            for more in (at + 1..next).take_while(unlabelled) {
                turns[more] = continuation(scene, more, &turns[at]);
                // A paragraph without a word ends the turn.
                if turns[more].is_none() {
                    break;
                }
            }
        }
    }
    headline(scene, &labels, &mut turns);
    turns
}

/// The name or letter of a label: "Q" for "Q." as well.
fn letters<'a>(paragraph: &'a Paragraph, label: &Label) -> &'a str {
    let words = paragraph.words(&label.tokens);
    words.strip_suffix('.').unwrap_or(words)
}

/// Whether whoever has this label asks rather than answers: "Q", or most of the turns under it end
/// in a question.
fn is_questioner(name: &str, turns: usize, asks: usize) -> bool {
    asks * 2 > turns || name == "Q" || ASKERS.iter().any(|asker| name.eq_ignore_ascii_case(asker))
}

/// The answers in a paragraph: where the label of each stands, and its words.
fn answered(paragraph: &Paragraph, label: &Label, asks: bool) -> Vec<(Range<usize>, Range<usize>)> {
    let tokens = &paragraph.tokens;
    let mut answers = Vec::new();
    let first = label.after.min(tokens.len() - 1);
    let mut open = (!asks).then(|| (label.tokens.clone(), first));
    for &at in &label.inner {
        answers.extend(open.take().map(|(label, start)| (label, start..at)));
        let word = paragraph.word(at);
        let colon = usize::from(paragraph.word(at + 1) == ":");
        let asks = is_questioner(word.trim_end_matches('.'), 1, 0);
        open = (!asks).then_some((at..at + 1, at + 1 + colon));
    }
    answers.extend(open.map(|(label, start)| (label, start..tokens.len())));
    answers
}

fn turn(
    scene: &Scene,
    at: usize,
    answers: Vec<(Range<usize>, Range<usize>)>,
    guest: Option<usize>,
) -> Turn {
    let paragraph = &scene.paragraphs[at];
    let voice = |label: Range<usize>| match paragraph.words(&label) {
        "A" | "A." | "ANSWER" | "Answer" => guest.map(|guest| Voice {
            back: 0,
            meant: label.clone(),
            meant_back: 0,
            tokens: label,
            entity: Some(guest),
            unnamed: None,
            confidence: Rule::InheritedPrevious.confidence(),
            rule: Rule::Label.name(),
        }),
        words => {
            let mut voice = scene.voice(at, &Phrase::of(label), None, Rule::Label);
            if voice.entity.is_none() {
                voice.entity = initialled(scene, words);
            }
            Some(voice)
        }
    };
    let answers = answers.into_iter();
    Turn {
        answers: answers
            .map(|(label, words)| (words.start..spoken_end(paragraph, &words), voice(label)))
            .collect(),
        continues: false,
        form: QuoteForm::Direct,
    }
}

/// Whom an interview is with, where the labels are only letters: the person whom the text names
/// most often before `at`.
fn guest(scene: &Scene, at: usize) -> Option<usize> {
    let mut counts = vec![0; scene.references.clusters.len()];
    let mut best: Option<&Reference> = None;
    for (index, mentions) in scene.references.mentions[..at].iter().enumerate() {
        // The writer's line names who asks.
        if scene.paragraphs[index].word_at(Some(0)) == "By" {
            continue;
        }
        for mention in mentions {
            if mention.names_person() {
                counts[mention.entity] += 1;
                if best.is_none_or(|best| counts[mention.entity] > counts[best.entity]) {
                    best = Some(mention);
                }
            }
        }
    }
    best.map(|best| best.entity)
}

/// The only person whose initials a label is: "IB: Well …", of Idris Bevan.
fn initialled(scene: &Scene, label: &str) -> Option<usize> {
    /// Of whom an interview can be is told near its start; a text of a thousand pages is none.
    const MOST: usize = 200;
    if !(2..=3).contains(&label.len()) || !label.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let people = scene.references.clusters.iter().take(MOST).enumerate();
    let mut people = people.filter(|(_, cluster)| {
        let initials = cluster
            .name()
            .split(' ')
            .filter_map(|word| word.chars().next());
        cluster.kind == Kind::Person && initials.eq(label.chars())
    });
    let first = people.next()?.0;
    people.next().is_none().then_some(first)
}

/// The only person whom the questions call by name: "Q: Mr. Holt, why did you go?"
fn addressed(scene: &Scene, labelled: &[usize]) -> Option<usize> {
    let mut guest = None;
    for &at in labelled {
        let paragraph = &scene.paragraphs[at];
        let Some(label) = &scene.sketches[at].speaker_label else {
            continue;
        };
        if letters(paragraph, label) != "Q" {
            continue;
        }
        let called = |mention: &&Reference| {
            let Range { mut start, end } = mention.tokens;
            let title = |at: usize| word(paragraph.word(at), paragraph.tokens[at].kind);
            while start > label.after && title(start - 1).is(Word::TITLE) {
                start -= 1;
            }
            let opens =
                start == label.after || start > label.after && paragraph.word(start - 1) == ",";
            let last = paragraph.tokens.get(end);
            let closes = last.is_none_or(|last| last.kind == TokenKind::Stop)
                || paragraph.word_at(Some(end)) == ",";
            mention.names_person() && opens && closes
        };
        for mention in scene.references.mentions[at].iter().filter(called) {
            if guest.is_some_and(|guest| guest != mention.entity) {
                return None;
            }
            guest = Some(mention.entity);
        }
    }
    guest
}

/// What a paragraph tells besides words, which stands in brackets and in capitals or is short:
/// "(BEGIN VIDEO CLIP)", "[laughs softly]".
fn direction(text: &str) -> Option<&str> {
    const MOST_WORDS: usize = 3;
    let inner = text.trim().strip_prefix(['(', '['])?;
    let inner = inner.strip_suffix([')', ']'])?;
    let letters = || inner.chars().filter(|c| c.is_alphabetic());
    let capitals = !letters().any(char::is_lowercase);
    let short = !letters().any(char::is_uppercase) && inner.split(' ').count() <= MOST_WORDS;
    let told = letters().next().is_some() && (capitals || short);
    (told && !inner.contains(['(', ')', '[', ']'])).then_some(inner)
}

/// Where an answer's words end that what was heard besides them may follow: "Thank you. (applause)".
fn spoken_end(paragraph: &Paragraph, words: &Range<usize>) -> usize {
    if !words
        .clone()
        .next_back()
        .is_some_and(|last| matches!(paragraph.word(last), ")" | "]"))
    {
        return words.end;
    }
    let opens = |at: &usize| matches!(paragraph.word(*at), "(" | "[");
    let Some(bracket) = words.clone().rev().find(opens) else {
        return words.end;
    };
    let last =
        &paragraph.text[paragraph.tokens[bracket].start()..paragraph.tokens[words.end - 1].end()];
    let follows = bracket > words.start && paragraph.tokens[bracket - 1].kind == TokenKind::Stop;
    if follows && direction(last).is_some() {
        bracket
    } else {
        words.end
    }
}

/// Whether a recording begins or ends there, in which others speak: "(BEGIN VIDEO CLIP)".
fn is_clip(text: &str) -> bool {
    let inner = direction(text).unwrap_or_default();
    inner.starts_with("BEGIN ") || inner.starts_with("END ")
}

fn continuation(scene: &Scene, at: usize, turn: &Option<Turn>) -> Option<Turn> {
    let paragraph = &scene.paragraphs[at];
    let turn = turn.as_ref()?;
    paragraph.tokens.first()?;
    let words = 0..spoken_end(paragraph, &(0..paragraph.tokens.len()));
    let is_answer = !turn.answers.is_empty() && direction(&paragraph.text).is_none();
    Some(Turn {
        answers: is_answer.then_some((words, None)).into_iter().collect(),
        continues: true,
        form: QuoteForm::Direct,
    })
}

/// A headline that gives words after a name: "Cox: Plan Is Off".
fn headline(scene: &Scene, labels: &[Option<&Label>], turns: &mut [Option<Turn>]) {
    let (Some(Some(label)), Some(None)) = (labels.first(), turns.first()) else {
        return;
    };
    let paragraph = &scene.paragraphs[0];
    let words = paragraph.tokens.len().saturating_sub(label.after);
    let short = label.tokens.len() <= 5
        && !label.capitals
        && paragraph.tokens.len() <= 30
        && words >= 4
        && scene.paragraphs.len() > 1;
    if short
        && scene.sketches[0]
            .stretches
            .iter()
            .all(|stretch| stretch.single)
    {
        let words = answered(paragraph, label, false);
        let mut turn = turn(scene, 0, words, None);
        turn.form = QuoteForm::Indirect;
        turns[0] = Some(turn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let paragraph = Paragraph::new(0, text);
        let words = paragraph.tokens.iter();
        let words = words.map(|token| word(&paragraph.text[token.range()], token.kind));
        let reading = Reading::new(&paragraph, words.collect());
        let label = label(&reading);
        assert_eq!(
            label.map(|label| paragraph.words(&label.tokens)),
            expect,
            "{text}"
        );
    }

    #[test]
    fn labels() {
        check("COX: Well, we tried.", Some("COX"));
        check("Q: Why did you go?", Some("Q"));
        check("Q. Why did you go?", Some("Q."));
        check("Ann Lee: It was late.", Some("Ann Lee"));
        check("Q But why did you go?", Some("Q"));
        check("Q and A was late.", None);
        check("MAYOR COX (D): It was late.", Some("MAYOR COX"));
        check("MAYOR COX (D), LEEDS: It was late.", Some("MAYOR COX"));
        check("Sen. Ann Lee, R-Utah: It was late.", Some("Sen. Ann Lee"));
        check("ANN LEE, Water for All: It was late.", Some("ANN LEE"));
        check("LEEDS, Yorkshire: It was late.", None);
        check("He said: go home.", None);
        check("At 10:30 we left.", None);
        check("“COX: Well.”", None);
        check(":", None);
    }
}
