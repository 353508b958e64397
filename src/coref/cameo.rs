//! Cameos: all that the steps over the whole document need to know of one name, told from its
//! paragraph.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::Gender;
use super::callings::Calling;
use super::introduction::introduction;
use super::person::PersonName;
use super::sort::{Sort, sort_beside};
use super::things::{Thing, abbreviation_after};
use crate::analysis::Kind;
use crate::key::{Key, Letters};
use crate::names::Name;
use crate::text::{Paragraph, Shape};

/// One name, as those who look at all names of a document see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cameo {
    /// What it names.
    pub kind: Kind,
    /// The number of the house list's entry that named it.
    pub entry: Option<usize>,
    /// What its letters alone tell.
    pub called: Arc<Called>,
    /// How many tokens it has.
    pub tokens: usize,
    /// How full a name it is: one written like a name beats one in a headline's capitals, then
    /// more words beat fewer, then more letters.
    pub fullness: (bool, usize, usize),
    /// The gender that the words around a person's name tell.
    pub gender: Option<Gender>,
    /// Whether an honorific ("Mr.") stands before a person's name.
    pub honorific: bool,
    /// Whether a person is told as somebody's relative.
    pub relative: bool,
    /// The role that the words around a person's name give.
    pub role: Option<String>,
    /// Whether the role is a title before the name.
    pub titled: bool,
    /// The noun beside the name of an organization that tells its sort: "airline".
    pub sort: Option<&'static Sort>,
    /// What the words around few names tell; apart, as all names of a long text are looked at again and again.
    pub seldom: Option<Box<Seldom>>,
}

/// What the words around few names tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seldom {
    /// The short form in brackets after the name of a place or an organization.
    pub short: Option<Key>,
    /// What a person is to "him" or "her", in small letters: "his lawyer".
    pub belongs: Option<String>,
    /// Another role that they give.
    pub other_role: Option<String>,
    /// What a person may be called besides their roles.
    pub callings: Vec<Calling>,
    /// The word that tells of which people or country a person is, in small letters.
    pub origin: Option<String>,
}

/// What the letters of a name tell, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its letters, with single spaces and without pictures.
    pub letters: String,
    /// For a person, the name as names are compared.
    pub person: Option<PersonName>,
    /// For a place or an organization, what it is called.
    pub thing: Option<Thing>,
}

/// Names that were read before: most names of a text stand in it more than once.
#[derive(Debug, Default)]
pub struct Namebook(HashMap<Key, Arc<Called>, FxBuildHasher>);

/// How many names a [`Namebook`] keeps, at a few hundred bytes each.
const MOST_NAMES: usize = 1 << 14;

impl Namebook {
    /// What `name`, one of the paragraph's, is called.
    fn called(&mut self, paragraph: &Paragraph, name: &Name) -> Arc<Called> {
        let words = paragraph.words(&name.tokens);
        let mut key = Letters::default();
        // How many tokens a picture among the words makes, the paragraph says.
        key.extend([name.kind as u8, name.tokens.len() as u8]);
        key.extend(words.bytes());
        if self.0.len() >= MOST_NAMES {
            self.0.clear();
        }
        let known = self.0.entry(key.key()).or_insert_with(|| {
            let is_person = name.kind == Kind::Person;
            Arc::new(Called {
                letters: letters(words),
                person: is_person.then(|| PersonName::of(paragraph, &name.tokens)),
                thing: (!is_person).then(|| Thing::of(paragraph, name)),
            })
        });
        Arc::clone(known)
    }
}

/// The cameos of `names`, which are those of the paragraph.
pub fn cameos(paragraph: &Paragraph, names: &[Name], book: &mut Namebook) -> Vec<Cameo> {
    (0..names.len())
        .map(|at| cameo(paragraph, names, at, book))
        .collect()
}

fn cameo(paragraph: &Paragraph, names: &[Name], at: usize, book: &mut Namebook) -> Cameo {
    let name = &names[at];
    let plain = name
        .tokens
        .clone()
        .any(|at| paragraph.tokens()[at].shape != Shape::Capitals);
    let length = paragraph.words(&name.tokens).len();
    let mut cameo = Cameo {
        kind: name.kind,
        entry: name.entry,
        called: book.called(paragraph, name),
        tokens: name.tokens.len(),
        fullness: (plain, name.tokens.len(), length),
        gender: None,
        honorific: false,
        relative: false,
        role: None,
        titled: false,
        sort: None,
        seldom: None,
    };
    let mut seldom = Seldom::default();
    if name.kind == Kind::Person {
        let introduction = introduction(paragraph, name);
        cameo.gender = introduction.gender;
        cameo.honorific = introduction.honorific;
        cameo.relative = introduction.relative;
        let belongs = introduction.belongs;
        seldom.belongs =
            belongs.map(|words| words.map(|at| paragraph.word(at)).join(" ").to_lowercase());
        seldom.callings = introduction.callings;
        cameo.titled = introduction.titled;
        let origin = introduction.origin;
        seldom.origin = origin.map(|at| paragraph.word(at).to_lowercase());
        let words = |role: Range<usize>| {
            single_spaced(paragraph.words(&without_cut_names(paragraph, names, role)))
        };
        cameo.role = introduction.role.map(words);
        seldom.other_role = introduction.other_role.map(words);
    } else {
        seldom.short = abbreviation_after(paragraph, names, at);
        if name.kind == Kind::Organization {
            cameo.sort = sort_beside(paragraph, &name.tokens);
        }
    }
    if seldom != Seldom::default() {
        cameo.seldom = Some(Box::new(seldom));
    }
    cameo
}

/// A role without the end of another name that it seems to begin with: "Professor" in "University of
/// Ghana Professor"; and with all of one that it seems to end in: "head of the Trade and Labour Office".
fn without_cut_names(paragraph: &Paragraph, names: &[Name], role: Range<usize>) -> Range<usize> {
    let before = paragraph.word_at(role.start.checked_sub(1));
    let cut = names.iter().find(|other| {
        let begun = other.tokens.start < role.start || before == "of";
        begun && other.tokens.contains(&role.start) && other.tokens.end < role.end
    });
    let ends_in = |other: &&Name| (other.tokens.start + 1..other.tokens.end).contains(&role.end);
    let last = names.iter().find(ends_in);
    let end = last.map_or(role.end, |other| other.tokens.end);
    cut.map_or(role.start, |other| other.tokens.end)..end
}

/// The letters of a name as it is listed: what stands among its words for show, or because a line
/// broke there, is no part of it.
fn letters(words: &str) -> String {
    if words.is_ascii() {
        return single_spaced(words);
    }
    let is_picture = |c: char| matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{200d}' | '\u{fe0f}');
    let letters = single_spaced(&words.replace(is_picture, " "));
    match letters.is_empty() {
        true => words.to_owned(),
        false => letters,
    }
}

/// `words` with one space between two, where a line broke as well.
pub fn single_spaced(words: &str) -> String {
    // Nearly all are so already.
    let mut before = b' ';
    let is_plain = |byte: u8| match std::mem::replace(&mut before, byte) {
        b' ' => byte.is_ascii_graphic(),
        _ => byte.is_ascii_graphic() || byte == b' ',
    };
    if words.bytes().all(is_plain) && before != b' ' {
        return words.to_owned();
    }
    let mut letters = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !letters.is_empty() {
            letters.push(' ');
        }
        letters.push_str(word);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_without_pictures_and_line_breaks() {
        for (words, expect) in [
            ("Anna\nWeber", "Anna Weber"),
            ("Anna 🦖 Weber", "Anna Weber"),
            ("Bread ❤\u{fe0f} Roses", "Bread Roses"),
            ("J. K. O’Hara-Žižek", "J. K. O’Hara-Žižek"),
        ] {
            assert_eq!(letters(words), expect);
        }
    }
}
