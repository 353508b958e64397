//! How a person is introduced: the titles and roles that stand around a name.

use std::ops::Range;

use super::Gender;
use super::callings::{Calling, callings};
use super::kin::{belongs, is_relative, relation_gender};
use super::person::has_letters;
use super::phrase::{JOINTS, is_joint};
use super::title::{
    Known, honorific, is_appointing, is_likely_role, is_no_role, is_relation, is_role,
    is_role_or_modifier, is_unnamed, role_gender,
};
use crate::names::{Name, is_people};
use crate::quotes::{Word, word};
use crate::text::{Paragraph, Shape, TokenKind};

/// A role longer than this is a sentence that happens to hold a role's head.
const LONGEST_ROLE: usize = 12;

/// What the words around a person's name say of the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Introduction {
    /// The tokens of the role: before the name, else in an apposition after it.
    pub role: Option<Range<usize>>,
    /// The tokens of the role in the apposition after a name that has one before it: "Rev. Paul Ames, |
    /// pastor of the church".
    pub other_role: Option<Range<usize>>,
    /// Whether the role is a title before the name: "Gov. | Jane Roe".
    pub titled: bool,
    /// The gender that an honorific, a role or a relation tells.
    pub gender: Option<Gender>,
    /// Whether an honorific ("Mr.") stands before the name.
    pub honorific: bool,
    /// The word that tells of which people or country the person is: "Spanish", "Spain".
    pub origin: Option<usize>,
    /// Whether the person is told as somebody's relative: "her father, Hans Dorr".
    pub relative: bool,
    /// The tokens of the one whose the person is, or of the clitic behind a name, and of what they are to them:
    /// "his", "lawyer".
    pub belongs: Option<[usize; 2]>,
    /// What the person may be called besides that: "driver" of who "drove".
    pub callings: Vec<Calling>,
}

/// Reads what stands around the person's name `name` in its paragraph.
pub fn introduction(paragraph: &Paragraph, name: &Name) -> Introduction {
    let sentence = paragraph.sentences[paragraph.sentence_of(name.tokens.start)].clone();
    let mut introduction = Introduction::default();
    let mut start = name.tokens.start;
    while start > sentence.start
        && let Some(gender) = honorific(paragraph.word(start - 1))
    {
        introduction.gender.get_or_insert(gender);
        introduction.honorific = true;
        start -= 1;
    }
    let before = sentence.start..start;
    let after = name.tokens.end..sentence.end;
    introduction.origin = origin(paragraph, before.clone(), after.clone());
    // Most rules ask for the word beside the name.
    let last = before.end.checked_sub(1).filter(|at| before.contains(at));
    let beside = Known::of(paragraph.word_at(last));
    introduction.relative = is_relative(paragraph, &before, &after, beside);
    introduction.belongs = belongs(paragraph, &before);
    let title = role_before(paragraph, before.clone(), beside);
    let title = title.or_else(|| role_before_is(paragraph, &before, &after));
    introduction.titled = title
        .as_ref()
        .is_some_and(|title| paragraph.tokens()[title.start].shape.is_capital());
    let appointed = last.is_some_and(|last| is_appointing(paragraph.word(last)));
    let role_after = || {
        let lead = lead(paragraph, &after, appointed).or_else(|| works_as(paragraph, &after))?;
        role_after(paragraph, lead, &after)
    };
    let behind = letters_after(paragraph, &after).or_else(role_after);
    introduction.other_role = behind.clone().filter(|_| title.is_some());
    introduction.callings = callings(paragraph, &before, &after, beside);
    introduction.role = title
        .or(behind)
        .or_else(|| role_before_comma(paragraph, before.clone(), &after));
    // "chair of the trust set up by her father": what hangs on the role is another.
    let role = introduction.role.iter().cloned().flatten();
    let role = role.map(|at| paragraph.word(at));
    let mut role = role.take_while(|word| !JOINTS.contains(word));
    let told = || role.find_map(role_gender);
    introduction.gender = introduction
        .gender
        .or_else(told)
        .or_else(|| relation_gender(paragraph, before, after, beside));
    introduction
}

/// The role at the end of `before`, the last word of which is `beside`: US Secretary of State | Vera Lindholm.
fn role_before(paragraph: &Paragraph, before: Range<usize>, beside: Known) -> Option<Range<usize>> {
    let last = before
        .end
        .checked_sub(1)
        .filter(|last| before.contains(last))?;
    let head = if beside.is_role() {
        last
    } else {
        // "Secretary of State", "minister for Trade": the head stands before the joint.
        let joint = (before.start..last)
            .rev()
            .take(4)
            .take_while(|at| paragraph.tokens()[*at].kind == TokenKind::Word)
            .find(|at| matches!(paragraph.word(*at), "of" | "for"))?;
        let head = joint.checked_sub(1).filter(|head| before.contains(head))?;
        // "Chancellor of the Exchequer": an article may follow the joint.
        let article = usize::from(paragraph.word(joint + 1) == "the" && joint + 2 < before.end);
        let mut named = joint + 1 + article..before.end;
        let named = named.all(|at| paragraph.tokens()[at].shape.is_capital());
        (is_role(paragraph.word(head)) && named).then_some(head)?
    };
    Some(with_modifiers(paragraph, before.start, head)..before.end)
}

/// The role that somebody is said to have: "The new | manager | is Jane Roe".
fn role_before_is(
    paragraph: &Paragraph,
    before: &Range<usize>,
    after: &Range<usize>,
) -> Option<Range<usize>> {
    let is = before.end.checked_sub(1).filter(|is| before.contains(is))?;
    let named = matches!(paragraph.word(is), "is" | "was");
    // "The mayor was Jane Roe's guest"
    let owns = paragraph.owns(after.start);
    let opens = matches!(
        paragraph.word(before.start),
        "The" | "Its" | "Their" | "Our" | "His" | "Her"
    );
    let role = (named && opens && !owns).then(|| {
        let before = before.start..is;
        let beside = before.end.checked_sub(1).filter(|at| before.contains(at));
        let beside = Known::of(paragraph.word_at(beside));
        role_before(paragraph, before, beside)
    })??;
    let near =
        role.start <= before.start + 2 && paragraph.tokens()[role.start].shape == Shape::Lower;
    near.then_some(role)
}

/// Where the role with this head begins: its modifiers stand before it.
fn with_modifiers(paragraph: &Paragraph, first: usize, head: usize) -> usize {
    let mut start = head;
    while start > first && head - start < LONGEST_ROLE && is_role_part(paragraph, start - 1) {
        start -= 1;
    }
    // A hyphen begins nothing.
    (start..head)
        .find(|at| paragraph.tokens()[*at].kind == TokenKind::Word)
        .unwrap_or(head)
}

/// Whether the token belongs to a role whose head follows: a modifier, another role, a name or
/// an adjective with a capital ("Russian Foreign", "White House"), a hyphen inside a word.
fn is_role_part(paragraph: &Paragraph, at: usize) -> bool {
    let word = paragraph.word(at);
    match paragraph.tokens()[at].kind {
        TokenKind::Word => {
            is_role_or_modifier(word)
                || (paragraph.tokens()[at].shape.is_capital()
                    && honorific(word).is_none()
                    && !is_no_role(word))
        }
        TokenKind::Punctuation => word == "-" && !paragraph.spaced(at) && !paragraph.spaced(at + 1),
        _ => false,
    }
}

/// The letters of an office right behind the name: Joan Pike | MP.
fn letters_after(paragraph: &Paragraph, after: &Range<usize>) -> Option<Range<usize>> {
    let at = Some(after.start).filter(|at| after.contains(at))?;
    let is_office = paragraph.tokens()[at].shape == Shape::Capitals && is_role(paragraph.word(at));
    let next = paragraph.tokens().get(at + 1);
    let ends = next.is_none_or(|next| !next.shape.is_capital());
    (is_office && ends).then_some(at..at + 1)
}

/// The role that begins at `lead` in the words `after` the name: Aldo Brenner, | former U.S. deputy assistant
/// secretary of transport | and one of the envoys.
fn role_after(paragraph: &Paragraph, lead: usize, after: &Range<usize>) -> Option<Range<usize>> {
    let article = paragraph.word(lead);
    let has_article = matches!(article, "a" | "an" | "the");
    // "named Jo Lee as | its new chief executive"
    let is_owned = matches!(article, "its" | "their");
    let start = lead + usize::from(has_article || is_owned);
    let start = behind_age(paragraph, start);
    let stop = (start..after.end.min(start + LONGEST_ROLE)).find(|at| {
        let word = paragraph.word(*at);
        matches!(
            paragraph.tokens()[*at].kind,
            TokenKind::Stop | TokenKind::Mark
        ) || matches!(
            word,
            "," | ";" | ":" | "—" | "–" | "(" | ")" | "and" | "who" | "which" | "whose" | "since"
        )
    })?;
    let head = (start..stop).take(8).find(|at| {
        let word = paragraph.word(*at);
        let next = paragraph.word(at + 1);
        let ends = at + 1 == stop || is_joint(next);
        ends && (is_role(word) || has_article && is_likely_role(word))
    })?;
    // An article, a preposition or a verb's companion before the head makes it a clause: ", told
    // the judge", ", in a letter to the mayor".
    let is_plain = (start..head).all(|at| {
        let word = paragraph.word(at);
        !is_no_role(word) && !is_joint(word) && paragraph.tokens()[at].kind != TokenKind::Number
    });
    // "secretary of state" is one role; "a hydrologist with the service" is a hydrologist.
    let end = if matches!(paragraph.word(head + 1), "of" | "for") {
        let dated = (head + 3..stop).find(|&at| dates(paragraph, at));
        dated.unwrap_or(stop)
    } else {
        head + 1
    };
    let is_article = has_article || is_owned;
    (is_plain && (is_article || is_plain_start(paragraph, start))).then_some(start..end)
}

/// Whether what begins at `at`, behind a role, tells when: "mayor of Hull | in 2019", "chief executive of Acme | last May".
fn dates(paragraph: &Paragraph, at: usize) -> bool {
    let next = paragraph.word(at + 1);
    let day = || {
        let number = paragraph.tokens().get(at + 1);
        number.is_some_and(|next| next.kind == TokenKind::Number)
            || next == "May"
            || word(next, TokenKind::Word).is(Word::TIME)
    };
    match paragraph.word(at) {
        "until" | "during" | "after" | "before" | "when" | "while" | "last" | "next" => true,
        // "at the annual meeting", but "at the University of Hull"
        "at" => {
            let named = |at: usize| paragraph.word(at).starts_with(char::is_uppercase);
            !(named(at + 1) || named(at + 2))
        }
        "in" | "on" | "by" | "from" => day(),
        _ => false,
    }
}

/// Where what tells who somebody is begins behind the name: after a comma, after "is" and the like, or both. `appointed`
/// says whether the word before the name gives an office.
fn lead(paragraph: &Paragraph, after: &Range<usize>, appointed: bool) -> Option<usize> {
    let word = |at: usize| match after.contains(&at) {
        true => paragraph.word(at),
        false => "",
    };
    let mut lead = behind_comma(paragraph, after);
    let comma = lead > after.start;
    let who = comma && word(lead) == "who";
    lead += usize::from(who);
    let verb = match (word(lead), word(lead + 1)) {
        ("as", _) if appointed => 1,
        ("was" | "is", given) if is_appointing(given) => 2,
        ("has" | "had", "been") => 2 + usize::from(is_appointing(word(lead + 2))),
        ("will", "become") | ("has" | "had", "become") | ("is" | "was", "now" | "then") => 2,
        ("is" | "was" | "became" | "becomes", _) => 1,
        (
            "works" | "worked" | "serves" | "served" | "trained" | "qualified" | "resigned"
            | "quit" | "retired",
            "as",
        ) => 2,
        ("has" | "had", "worked" | "served") if word(lead + 2) == "as" => 3,
        (given, _) if comma && is_appointing(given) => 1,
        ("took", "over") if word(lead + 2) == "as" => 3,
        _ => 0,
    };
    (verb > 0 || comma && !who).then_some(lead + verb)
}

/// What stands behind the comma that may open `after`, or behind an age and a second one: "Jo Lee, 52, | a driver".
pub fn behind_comma(paragraph: &Paragraph, after: &Range<usize>) -> usize {
    let is_comma = |at: usize| after.contains(&at) && paragraph.word(at) == ",";
    let mut start = after.start;
    if is_comma(start) {
        start += 1;
        let age = after.contains(&start) && paragraph.tokens()[start].kind == TokenKind::Number;
        start += if age && is_comma(start + 1) { 2 } else { 0 };
    }
    start
}

/// Where what somebody works as begins in a sentence about them that first tells something else: "Nadia left and now
/// works as | a baker".
fn works_as(paragraph: &Paragraph, after: &Range<usize>) -> Option<usize> {
    /// "and these days works as"
    const LONGEST: usize = 3;
    let is_work = |at: &usize| matches!(paragraph.word(*at), "works" | "worked");
    let work = after.clone().find(is_work)?;
    let and = (after.start..work).rev().take(LONGEST);
    let joined = and.clone().any(|at| paragraph.word(at) == "and");
    (joined && paragraph.word(work + 1) == "as").then_some(work + 2)
}

/// What stands behind an age at `at`: "a 26-year-old | plumber".
fn behind_age(paragraph: &Paragraph, at: usize) -> usize {
    let age = ["-", "year", "-", "old"];
    let words = (at + 1..).zip(age);
    let mut words = words.map(|(at, word)| paragraph.word(at) == word);
    let number = paragraph
        .tokens()
        .get(at)
        .is_some_and(|it| it.kind == TokenKind::Number);
    at + if number && words.all(|same| same) {
        1 + age.len()
    } else {
        0
    }
}

/// Without an article, a role begins with a word that can stand in one: ", chief executive of".
fn is_plain_start(paragraph: &Paragraph, start: usize) -> bool {
    is_role_part(paragraph, start) || is_role(paragraph.word(start))
}

/// The role that a comma parts from the name: "The company's | chief executive |, Jane Roe, said", "The
/// | president of Karland |, Jane Roe, said".
pub fn role_before_comma(
    paragraph: &Paragraph,
    before: Range<usize>,
    after: &Range<usize>,
) -> Option<Range<usize>> {
    let comma = before.end.checked_sub(1).filter(|at| before.contains(at))?;
    if paragraph.word(comma) != "," || comma == before.start {
        return None;
    }
    // "Jane Roe KC,"
    let letters = !after.is_empty() && has_letters(paragraph.word(after.start));
    let next = after.start + usize::from(letters);
    let closes = next >= after.end || matches!(paragraph.word(next), "," | "." | "(");
    if !closes {
        return None;
    }
    let heads = |head: usize| {
        let start = with_modifiers(paragraph, before.start, head);
        let word = |at: Option<usize>| at.map_or("", |at| paragraph.word(at));
        // "The presiding | judge |, Jane Roe,": a word that no list has may stand before the role.
        let plain = |at: usize| {
            let token = &paragraph.tokens()[at];
            token.kind == TokenKind::Word
                && token.shape == Shape::Lower
                && !is_joint(word(Some(at)))
        };
        let the = start.checked_sub(2).filter(|the| before.contains(the));
        // "Norway's | fisheries minister |, Jane Roe,"
        if the.is_some_and(|the| plain(start - 1) && paragraph.owns(the)) {
            return Some(start - 1);
        }
        let one = match the {
            Some(the) if plain(start - 1) && word(Some(the)).eq_ignore_ascii_case("the") => "the",
            _ => word(start.checked_sub(1)),
        };
        let is = |words: &[&str]| words.iter().any(|word| one.eq_ignore_ascii_case(word));
        let owned = start > 0 && paragraph.owns(start - 1);
        // "… with the mayor, Jane Roe, and": one person in particular, not any of its kind.
        let particular = owned || is(&["the", "his", "her", "its", "their", "our", "my"]);
        // "A company spokesman, Jane Roe, said", but "with a nurse, Jane Roe, and two others"
        let one = is(&["a", "an", "another"]);
        let list = ["and", "a", "an", "another", "or"];
        let alone = paragraph.word(next) != "," || !list.contains(&paragraph.word(next + 1));
        let opens = one && (start == before.start + 1 || alone);
        (particular || opens).then_some(start)
    };
    let last = comma - 1;
    let joint = joint_before(paragraph, before.start, last);
    // "The driver, Jane Roe, was": no list has the word.
    let opens = before.start + 1 == last && paragraph.word(before.start) == "The";
    let likely = opens && paragraph.tokens()[last].shape == Shape::Lower;
    let one = is_role(paragraph.word(last)) || likely && is_likely_role(paragraph.word(last));
    if one && !joint.is_some_and(|joint| hangs(paragraph, joint)) {
        return heads(last).map(|start| start..comma);
    }
    let head = joint? - 1;
    if !is_role(paragraph.word(head)) {
        return None;
    }
    let end = match paragraph.word(head + 1) {
        "of" | "for" | "to" => comma,
        _ => head + 1,
    };
    heads(head).map(|start| start..end)
}

/// The word by which what ends at `last` hangs on what stands before it: "president | of the Karland
/// Society".
pub fn joint_before(paragraph: &Paragraph, first: usize, last: usize) -> Option<usize> {
    /// "of the Northern Karland Bird Society"
    const LONGEST: usize = 7;
    let mut words = (first + 1..last)
        .rev()
        .take(LONGEST)
        .take_while(|at| paragraph.tokens()[*at].kind != TokenKind::Punctuation);
    words.find(|at| is_joint(paragraph.word(*at)))
}

/// Whether who is named is not the holder of the role behind the joint but somebody of theirs: "a spokesman
/// for the mayor", "an adviser to the president", "the wife of the mayor".
pub fn hangs(paragraph: &Paragraph, joint: usize) -> bool {
    let head = paragraph.word(joint - 1);
    match paragraph.word(joint) {
        "for" | "to" => is_role(head),
        "of" => is_relation(head) || is_unnamed(head),
        _ => false,
    }
}

/// The word for a people in what leads to the name, "Spanish champion | Rafa Ortiz", "her Polish
/// counterpart, | Jan Nowicki"; else a country that owns it, "Denmark's | Ole Dahl", or follows it.
fn origin(paragraph: &Paragraph, before: Range<usize>, after: Range<usize>) -> Option<usize> {
    let capital = |at: &usize| paragraph.tokens()[*at].shape.is_capital();
    let last = before.end.checked_sub(1).filter(|at| before.contains(at));
    let comma = usize::from(last.is_some_and(|last| paragraph.word(last) == ","));
    let mut lead = before.start..before.end - comma;
    if let Some(owner) = lead.end.checked_sub(2).filter(|at| lead.contains(at))
        && comma == 0
        && paragraph.tokens()[owner + 1].kind == TokenKind::Clitic
    {
        return Some(owner).filter(capital);
    }
    lead.start = lead.start.max(lead.end.saturating_sub(4));
    let mut words = lead
        .rev()
        .take_while(|at| paragraph.tokens()[*at].kind == TokenKind::Word);
    let people = words.find(|at| capital(at) && is_people(paragraph.word(*at)));
    let follows = after.len() > 1 && matches!(paragraph.word(after.start), "of" | "from");
    // "of the Czech Republic"
    let country = after.start + 1 + usize::from(paragraph.word(after.start + 1) == "the");
    let follows = follows && country < paragraph.tokens().len();
    people.or_else(|| Some(country).filter(|at| follows && capital(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Kind;

    /// Reads the one name in `text`, which stands in brackets.
    #[track_caller]
    fn check(text: &str, role: &str, gender: Option<Gender>) {
        let plain = text.replace(['<', '>'], "");
        let paragraph = Paragraph::new(0, &plain);
        let (from, to) = (text.find('<').unwrap(), text.find('>').unwrap() - 1);
        let tokens = paragraph.token_at(from)..paragraph.token_at(to - 1) + 1;
        let name = Name {
            paragraph: 0,
            tokens,
            kind: Kind::Person,
            confidence: 99,
            entry: None,
        };
        let found = introduction(&paragraph, &name);
        let found_role = found.role.map_or("", |role| paragraph.words(&role));
        assert_eq!((found_role, found.gender), (role, gender), "{text}");
    }

    #[test]
    fn titles_before() {
        let he = Some(Gender::Male);
        let she = Some(Gender::Female);
        check(
            "US Secretary of State <Vera Lindholm> left.",
            "US Secretary of State",
            None,
        );
        let chancellor = "Chancellor of the Exchequer";
        check(
            "met Chancellor of the Exchequer <Ann Lee>.",
            chancellor,
            None,
        );
        check("told the chancellor of the <Ann Lee>.", "", None);
        check("It said Mr. <Oresh> left.", "", he);
        check("Mrs <O'Neill> left.", "", she);
        check(
            "met Russian Foreign Minister <Pavel Oresh>.",
            "Russian Foreign Minister",
            None,
        );
        check(
            "by White House spokesman <Dan Holloway> and",
            "White House spokesman",
            he,
        );
        check(
            "former Vice President <Joe Biden>",
            "former Vice President",
            None,
        );
        check("The president, <Joe Biden>,", "president", None);
        check("In 2010 Gov. <Jane Roe> won.", "Gov.", None);
        check("But President <Vladimir Putin> stayed.", "President", None);
    }

    #[test]
    fn roles_before_a_comma() {
        check(
            "The company's chief executive, <Jane Roe>, said",
            "chief executive",
            None,
        );
        check("His niece, <Jane Roe>, said", "", Some(Gender::Female));
        check("On Thursday Senator <Jane Roe> said", "Senator", None);
        check("A minister, <Jane Roe>, said", "minister", None);
        check("It met a minister, <Jane Roe>, and", "", None);
        let president = "president of Karland";
        check(
            "The president of Karland, <Jane Roe>, left.",
            president,
            None,
        );
        let spokesman = "spokesman for the mayor";
        let he = Some(Gender::Male);
        check("A spokesman for the mayor, <Dan Roe>, said", spokesman, he);
        let she = Some(Gender::Female);
        check("The wife of the mayor, <Jane Roe>, said", "", she);
        let adviser = "adviser to the president";
        check(
            "An adviser to the president, <Jane Roe>, said",
            adviser,
            None,
        );
        check("A professor at Hull, <Jane Roe>, said", "professor", None);
        check("<Nils Berg> and his sister left.", "", he);
    }

    #[test]
    fn roles_after() {
        check(
            "<Aldo Brenner>, former deputy assistant secretary of transport and a pilot, wrote",
            "former deputy assistant secretary of transport",
            None,
        );
        check(
            "<Ann Lee>, the council's chairwoman, said",
            "council's chairwoman",
            Some(Gender::Female),
        );
        check("<Ann Lee>, a minister said, left.", "", None);
        check(
            "<Ann Lee>, a hydrologist with the service, said",
            "hydrologist",
            None,
        );
        check("<Ann Lee>, who asked the judge to wait, left.", "", None);
        check("<Ann Lee>, told the judge, left.", "", None);
        check("<Ann Lee>, 45, left.", "", None);
        check("<Ann Lee> MP left.", "MP", None);
    }
}
