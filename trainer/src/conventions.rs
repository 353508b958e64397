//! Mends a corpus's spans to the product's conventions: the name alone, in its right kind.
//!
//! The corpora disagree with each other on titles, articles, possessives, peoples and buildings;
//! a model trained on all of them as they stand learns each convention a little.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use copydesk::Kind;

use crate::corpus::{Named, Sentence};

static TITLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../lexicons/titles.txt")));
static PEOPLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../../seeds/lexicons/peoples.txt")));

fn words(text: &'static str) -> HashSet<&'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
}

/// The sentence with its spans as the product would have them.
pub fn mend(mut sentence: Sentence, corpus: &str) -> Sentence {
    let text = &sentence.text;
    let mut spans: Vec<(Range<usize>, Named)> = Vec::with_capacity(sentence.spans.len());
    for (span, named) in &sentence.spans {
        let Some(span) = bare(text, span.clone(), *named) else {
            continue;
        };
        let name = &text[span.clone()];
        if PRONOUNS.contains(&name) {
            continue;
        }
        let named = kind(name, *named, corpus);
        let span = match named {
            Some(Kind::Place) => with_generic_word(text, span),
            _ => span,
        };
        // A name that took in the next one's first word ends where that begins.
        if spans.last().is_none_or(|(last, _)| last.end <= span.start) {
            spans.push((span, named));
        }
    }
    sentence.spans = spans;
    sentence
}

const PRONOUNS: &[&str] = &[
    "I", "We", "He", "She", "It", "They", "You", "My", "Our", "His", "Her", "Its", "Their", "This",
];

/// Small words that names begin with or have inside.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "bint", "ibn", "ben", "abu", "de", "del", "della", "di", "da", "do", "dos",
    "das", "du", "la", "le", "las", "los", "van", "von", "der", "den", "ter", "ten", "zu", "af",
    "ul", "ur", "as", "ad", "ar", "at", "ash", "an", "d", "e", "y",
];

/// Small words that end the names of places.
const GENERIC: &[&str] = &[
    "airport",
    "province",
    "county",
    "district",
    "state",
    "region",
    "river",
    "governorate",
    "prefecture",
    "peninsula",
    "island",
    "islands",
    "valley",
    "mountains",
    "desert",
    "street",
    "square",
    "bridge",
    "stadium",
    "hospital",
    "university",
    "college",
    "school",
];

/// The span without articles, titles, possessives and the small words at its ends; none where no
/// name is left.
fn bare(text: &str, mut span: Range<usize>, named: Named) -> Option<Range<usize>> {
    for end in ["'s", "’s", "'", "’"] {
        if let Some(short) = text[span.clone()].strip_suffix(end) {
            span.end = span.start + short.trim_end().len();
            break;
        }
    }
    if named.is_none() {
        return (!span.is_empty()).then_some(span);
    }
    if named == Some(Kind::Person) {
        span.start = after_office(text, &span);
    }
    loop {
        let name = &text[span.clone()];
        let first = name.split([' ', '-']).next().unwrap_or("");
        let rest = name[first.len()..].trim_start();
        let is_small = first.starts_with(char::is_lowercase)
            && !PARTICLES.contains(&first)
            && !first.contains(char::is_uppercase);
        let is_article = matches!(first, "The" | "A" | "An") && named != Some(Kind::Person)
            || matches!(first, "the" | "an" | "a");
        let is_title = named == Some(Kind::Person) && TITLES.contains(first);
        let begins_name = rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || rest.starts_with(|c: char| c.is_lowercase());
        if (is_small || is_article || is_title) && begins_name {
            span.start = span.end - rest.len();
        } else if is_small || (is_title && rest.is_empty() && first.ends_with('.')) {
            return None;
        } else {
            break;
        }
    }
    loop {
        let name = &text[span.clone()];
        let last = name.rsplit(' ').next().unwrap_or("");
        let is_small = last.starts_with(char::is_lowercase)
            && !(named != Some(Kind::Person) && GENERIC.contains(&last))
            && !last.contains(char::is_uppercase);
        if !is_small || last.len() == name.len() {
            break;
        }
        span.end = span.start + name[..name.len() - last.len()].trim_end().len();
    }
    (!span.is_empty()).then_some(span)
}

/// Where a person's name begins behind the office that a corpus counts in: "Russian Foreign
/// Minister Sergey Lavrov", "UN Special Envoy Staffan de Mistura".
fn after_office(text: &str, span: &Range<usize>) -> usize {
    const OFFICES: &[&str] = &[
        "Minister",
        "Secretary",
        "Envoy",
        "President",
        "Ambassador",
        "Spokesman",
        "Spokeswoman",
        "Spokesperson",
        "Representative",
        "Commissioner",
        "Chancellor",
        "Advisor",
        "Adviser",
    ];
    /// What an office is "of" or "for".
    const FIELDS: &[&str] = &[
        "State",
        "Defense",
        "Defence",
        "Affairs",
        "Interior",
        "Finance",
        "Health",
        "Energy",
        "Justice",
        "Education",
        "Labor",
        "Labour",
        "Commerce",
        "Trade",
        "Transport",
        "East",
        "Nations",
        "Refugees",
        "Security",
        "Agriculture",
        "Treasury",
    ];
    let mut start = span.start;
    let mut at = span.start;
    let mut in_office = false;
    for word in text[span.clone()].split_inclusive(' ') {
        at += word.len();
        let rest = &text[at..span.end];
        let word = word.trim_end();
        let is_office = OFFICES.contains(&word);
        in_office |= is_office;
        if (is_office || in_office && FIELDS.contains(&word))
            && rest.starts_with(char::is_uppercase)
        {
            start = at;
        }
    }
    start
}

fn kind(name: &str, named: Named, corpus: &str) -> Named {
    let last = name.rsplit(' ').next().unwrap_or(name);
    // "Russian", and "South Korean" too, but not a party that calls itself Communist.
    if PEOPLES.contains(name) || (named == Some(Kind::Place) && PEOPLES.contains(last)) {
        return None;
    }
    match named? {
        Kind::Organization if is_country(name) && !corpus.starts_with("wnut") => Some(Kind::Place),
        Kind::Place if is_institution(name) => Some(Kind::Organization),
        Kind::Organization if is_building(name) => Some(Kind::Place),
        kind => Some(kind),
    }
}

/// Countries that corpora call organizations where their governments act.
fn is_country(name: &str) -> bool {
    const COUNTRIES: &[&str] = &[
        "United States",
        "U.S.",
        "U.S",
        "US",
        "USA",
        "America",
        "Russia",
        "China",
        "Iran",
        "Iraq",
        "Syria",
        "Turkey",
        "Israel",
        "France",
        "Germany",
        "Britain",
        "UK",
        "U.K.",
        "United Kingdom",
        "Great Britain",
        "England",
        "Egypt",
        "Jordan",
        "Lebanon",
        "Qatar",
        "Saudi Arabia",
        "Japan",
        "India",
        "Pakistan",
        "Afghanistan",
        "North Korea",
        "South Korea",
        "Korea",
        "Vietnam",
        "Spain",
        "Italy",
        "Greece",
        "Poland",
        "Ukraine",
        "Belarus",
        "Austria",
        "Hungary",
        "Sweden",
        "Norway",
        "Denmark",
        "Finland",
        "Netherlands",
        "Belgium",
        "Portugal",
        "Switzerland",
        "Albania",
        "Serbia",
        "Croatia",
        "Bosnia",
        "Kosovo",
        "Macedonia",
        "Bulgaria",
        "Romania",
        "Moldova",
        "Georgia",
        "Armenia",
        "Azerbaijan",
        "Kazakhstan",
        "Uzbekistan",
        "Cuba",
        "Mexico",
        "Canada",
        "Brazil",
        "Argentina",
        "Chile",
        "Peru",
        "Colombia",
        "Venezuela",
        "Bolivia",
        "Ecuador",
        "Nigeria",
        "Ghana",
        "Kenya",
        "Ethiopia",
        "Somalia",
        "Sudan",
        "Libya",
        "Algeria",
        "Tunisia",
        "Morocco",
        "South Africa",
        "Zimbabwe",
        "Uganda",
        "Rwanda",
        "Australia",
        "New Zealand",
        "Indonesia",
        "Malaysia",
        "Singapore",
        "Thailand",
        "Philippines",
        "Taiwan",
        "Hong Kong",
        "Yemen",
        "Oman",
        "Kuwait",
        "Bahrain",
        "United Arab Emirates",
        "UAE",
        "Emirates",
        "Soviet Union",
        "USSR",
        "Ireland",
        "Scotland",
        "Wales",
        "Iceland",
        "Cyprus",
        "Malta",
    ];
    COUNTRIES.contains(&name)
}

fn is_institution(name: &str) -> bool {
    let has =
        |words: &[&str]| name.contains(' ') && name.split(' ').any(|word| words.contains(&word));
    has(&[
        "University",
        "College",
        "Hospital",
        "Museum",
        "Court",
        "Parliament",
        "School",
        "Academy",
        "Institute",
        "Universität",
        "Université",
        "Universidad",
    ]) && !has(&[
        "Street", "Road", "Station", "Airport", "Bridge", "Square", "Avenue", "Park", "County",
    ])
}

fn is_building(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or("");
    name.contains(' ')
        && matches!(
            last,
            "Airport"
                | "airport"
                | "Street"
                | "Bridge"
                | "Stadium"
                | "Theatre"
                | "River"
                | "Square"
                | "Avenue"
                | "Boulevard"
                | "Arena"
        )
}

/// The span with the word after it where that belongs to the name of a place: "Salahuddin
/// Province".
fn with_generic_word(text: &str, span: Range<usize>) -> Range<usize> {
    const WORDS: &[&str] = &[
        "Province",
        "Governorate",
        "Prefecture",
        "County",
        "District",
        "Region",
        "Peninsula",
        "Island",
        "Islands",
        "River",
        "Valley",
        "Airport",
        "Oblast",
    ];
    let after = &text[span.end..];
    match after.strip_prefix(' ') {
        Some(rest) => {
            let word = rest
                .split(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or("");
            let next = &rest[word.len()..];
            // "the Gaza District Council" goes on as another name.
            let goes_on = next
                .strip_prefix(' ')
                .is_some_and(|next| next.starts_with(char::is_uppercase));
            if WORDS.contains(&word) && !goes_on {
                span.start..span.end + 1 + word.len()
            } else {
                span
            }
        }
        None => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence with its spans in square brackets, each with the letter of its kind.
    fn parse(marked: &str) -> Sentence {
        let mut text = String::new();
        let mut spans = Vec::new();
        for part in marked.split('[') {
            match part.split_once(']') {
                Some((name, rest)) => {
                    let (letter, name) = name.split_once(' ').expect("a letter and the name");
                    let named = match letter {
                        "P" => Some(Kind::Person),
                        "L" => Some(Kind::Place),
                        "O" => Some(Kind::Organization),
                        _ => None,
                    };
                    spans.push((text.len()..text.len() + name.len(), named));
                    text.push_str(name);
                    text.push_str(rest);
                }
                None => text.push_str(part),
            }
        }
        Sentence {
            text,
            spans,
            unknown: Vec::new(),
            compounds: Vec::new(),
            marks_kinds_only: false,
        }
    }

    fn print(sentence: &Sentence) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for (span, named) in &sentence.spans {
            let letter = match named {
                Some(Kind::Person) => "P",
                Some(Kind::Place) => "L",
                Some(Kind::Organization) => "O",
                None => "X",
            };
            marked += &sentence.text[at..span.start];
            marked += &format!("[{letter} {}]", &sentence.text[span.clone()]);
            at = span.end;
        }
        marked + &sentence.text[at..]
    }

    #[track_caller]
    fn check(marked: &str, expect: &str) {
        assert_eq!(print(&mend(parse(marked), "gum-news")), expect);
    }

    #[test]
    fn titles_and_articles() {
        check("[P President Obama] spoke", "President [P Obama] spoke");
        check(
            "[P Prime Minister Nouri al-Maliki]",
            "Prime Minister [P Nouri al-Maliki]",
        );
        check("in [L the United States]", "in the [L United States]");
        check(
            "[P Russian Foreign Minister Sergey Lavrov]",
            "Russian Foreign Minister [P Sergey Lavrov]",
        );
        check(
            "[P U.S. Secretary of State Kerry]",
            "U.S. Secretary of State [P Kerry]",
        );
        check("[P the president] said", "the president said");
        check("[P I] agree", "I agree");
        check("[L northern Iraq]", "northern [L Iraq]");
    }

    #[test]
    fn kinds() {
        check("[L Russian] troops", "[X Russian] troops");
        check("[L South Korean] firms", "[X South Korean] firms");
        check("[O China] objected", "[L China] objected");
        check("[L Leeds University]", "[O Leeds University]");
        check("[O Wembley Stadium]", "[L Wembley Stadium]");
    }

    #[test]
    fn ends() {
        check("[P Ann Lee's] book", "[P Ann Lee]'s book");
        check(
            "in [L Salahuddin] Province today",
            "in [L Salahuddin Province] today",
        );
        check("[L Bor] County Council", "[L Bor] County Council");
    }
}
