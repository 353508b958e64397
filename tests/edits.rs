//! A document says after any edits what a new one of the same text says.

use copydesk::{Analyzer, Document, HouseEntry, HouseList, Offsets};
use proptest::prelude::*;
use texts::{FRAGMENTS, text};

mod texts;

/// An edit of a text: from where and to where, in per mille of its length, and what comes there.
type Edit = (usize, usize, Vec<u16>);

/// Short edits and long ones, some of which cut surrogate pairs in two or bring halves of them.
fn edit() -> impl Strategy<Value = Edit> {
    let halves = prop_oneof![
        Just(vec![0xD83E]),
        Just(vec![0xDD96]),
        Just(vec![0xD83E, 0xDD96, 0xD83E]),
    ];
    let insert = prop_oneof![
        4 => proptest::sample::select(FRAGMENTS).prop_map(|text| text.encode_utf16().collect()),
        2 => Just(Vec::new()),
        2 => text().prop_map(|text| text.encode_utf16().collect()),
        1 => halves,
    ];
    let length = prop_oneof![3 => Just(0usize), 3 => 0usize..20, 1 => 0usize..600];
    (0usize..=1000, length, insert)
}

/// Makes `edit` in `document` and in `units`, which hold the same text.
fn apply(document: &mut Document, units: &mut Vec<u16>, (from, length, insert): &Edit) {
    let from = units.len() * from / 1000;
    let to = (from + length).min(units.len());
    document
        .replace_units(from, to, insert)
        .expect("the stretch is in the text");
    units.splice(from..to, insert.iter().copied());
}

/// A document that was edited says what a new one of the same text says.
fn check_edited(analyzer: &Analyzer, document: &mut Document, units: &[u16]) {
    let text = String::from_utf16_lossy(units);
    assert_eq!(document.text(), text);
    assert_eq!(document.units(), units.len());
    let marks = document.marks(analyzer);
    let fresh = analyzer.analyze(&text);
    assert_eq!(document.analysis(analyzer), fresh, "{text:?}");
    let fresh = fresh.convert(&text, Offsets::Utf16).marks();
    let fresh: Vec<i32> = fresh.into_iter().flatten().map(|n| n as i32).collect();
    assert_eq!(marks, fresh, "{text:?}");
    let halves = units
        .iter()
        .enumerate()
        .filter(|(at, unit)| {
            let next = units.get(at + 1).copied().unwrap_or(0);
            let last = at.checked_sub(1).map_or(0, |last| units[last]);
            match **unit {
                0xD800..=0xDBFF => !(0xDC00..=0xDFFF).contains(&next),
                0xDC00..=0xDFFF => !(0xD800..=0xDBFF).contains(&last),
                _ => false,
            }
        })
        .map(|(at, unit)| (at, *unit));
    assert_eq!(document.halves(), halves.collect::<Vec<_>>());
}

fn house(names: &[&str]) -> HouseList {
    let entry = |name: &&str, kind: Option<&str>| HouseEntry {
        name: Some((*name).to_owned()),
        aliases: Vec::new(),
        pattern: None,
        kind: kind.map(str::to_owned),
        ..HouseEntry::default()
    };
    HouseList {
        always: names
            .iter()
            .map(|name| entry(name, Some("organization")))
            .collect(),
        never: vec![entry(&"Okafor", None)],
    }
}

/// Edits that are made one after the other, each time until somebody asks for findings.
fn script() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..8)
}

/// A text of some hundred paragraphs: much of it stands out of reach of an edit.
fn long_text() -> impl Strategy<Value = String> {
    let glue = proptest::sample::select(&["\n", "\n\n", " "][..]);
    let piece = proptest::sample::select(FRAGMENTS);
    proptest::collection::vec((piece, glue), 100..200)
        .prop_map(|parts| parts.into_iter().flat_map(<[&str; 2]>::from).collect())
}

/// A document says what a new one of its text says, after each round of edits.
fn check_script(start: &str, rounds: &[Vec<Edit>]) {
    let mut analyzer = Analyzer::new();
    let mut document = Document::new(start);
    let mut units: Vec<u16> = start.encode_utf16().collect();
    check_edited(&analyzer, &mut document, &units);
    let middle = rounds.len() / 2;
    for (number, edits) in rounds.iter().enumerate() {
        for edit in edits {
            apply(&mut document, &mut units, edit);
            if number % 2 == 0 {
                document.read_ahead(&analyzer);
            }
            if number % 4 == 3 {
                // The next edit comes in the middle of an update.
                document.advance(&analyzer);
            }
        }
        // So does the house list, or the question.
        for _ in 0..number % 5 {
            document.advance(&analyzer);
        }
        if number == middle {
            // A new house list counts at once.
            analyzer.set_house_list(&house(&["the ministry", "Lena Ode", "Port of"]));
        }
        check_edited(&analyzer, &mut document, &units);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn an_edited_document_equals_a_fresh_one(start in text(), rounds in script()) {
        check_script(&start, &rounds);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn an_edited_long_document_equals_a_fresh_one(start in long_text(), rounds in script()) {
        check_script(&start, &rounds);
    }
}

/// Whom a phrase means is looked for in so many paragraphs before it, and no further: where others come or go in
/// between, it may mean somebody else.
#[test]
fn paragraphs_between_push_a_name_out_of_reach_and_back() {
    let analyzer = Analyzer::new();
    let between = "It rained in May.\n".repeat(199);
    let text = format!("Acme Bank, a lender, fell.\n{between}“It is late,” the bank said.");
    let mut document = Document::new(&text);
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let mut known = Vec::new();
    let middle = units.len() / 2;
    let middle = middle
        + units[middle..]
            .iter()
            .position(|unit| *unit == u16::from(b'\n'))
            .expect("lines follow");
    for (length, insert) in [
        (0, "\n\nIt snowed."),
        (1, ""),
        (0, "\n"),
        ("\n\nIt snowed.".len(), ""),
    ] {
        document
            .replace(middle, middle + length, insert)
            .expect("it is in the text");
        units.splice(middle..middle + length, insert.encode_utf16());
        check_edited(&analyzer, &mut document, &units);
        let quotes = document.analysis(&analyzer).quotes;
        known.push(
            quotes[0]
                .speaker
                .as_ref()
                .is_some_and(|speaker| speaker.entity.is_some()),
        );
    }
    assert!(known.contains(&true) && known.contains(&false), "{known:?}");
}

/// Every single letter typed and taken back in an article, with names, quotes over paragraphs and
/// an interview in reach, and every line break.
#[test]
fn typing_in_an_article_equals_reading_it() {
    let article = "\
        Mayor Ingrid Halvorsen met Paul Okonkwo of the Northern Ports Authority (NPA) in Oslo.\n\n\
        “Nobody asked us,” she told reporters. “They will be asked now.\n\
        “And they will answer,” Halvorsen added. The NPA said it would reply.\n\
        Mr. Okonkwo said:\n\
        We have lost four million crowns there, and nobody paid them back to us so far.\n\
        Q: Will you close it?\n\
        A: No. We shall wait for the mayor.\n\
        The director said that he “will not wait” any longer. The latter left.";
    let analyzer = Analyzer::new();
    let mut document = Document::new(article);
    let mut units: Vec<u16> = article.encode_utf16().collect();
    for at in (0..units.len()).step_by(7) {
        for insert in ["x", "\n", "“", " Jo Lee "] {
            let inserted: Vec<u16> = insert.encode_utf16().collect();
            document.replace(at, at, insert).expect("it is in the text");
            units.splice(at..at, inserted.iter().copied());
            check_edited(&analyzer, &mut document, &units);
            let end = at + inserted.len();
            document.replace(at, end, "").expect("it is in the text");
            units.drain(at..end);
        }
        check_edited(&analyzer, &mut document, &units);
    }
}

/// Edits all over a long text, where what is asked for far away counts: names come and go, marks
/// open and close, paragraphs join and split.
#[test]
fn edits_all_over_a_long_text() {
    let text = [
        include_str!("../seeds/articles/interview.txt"),
        include_str!("../seeds/articles/diplomatic.txt"),
        include_str!("../seeds/articles/us-wire.txt"),
        include_str!("../seeds/articles/british-quarry.txt"),
    ]
    .join("\n");
    let analyzer = Analyzer::new();
    let mut document = Document::new(&text);
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let inserts = [
        "",
        "“",
        "Jo",
        "\n\n",
        " Mr. Vale ",
        "",
        "s",
        "Q: Who?\nA: Me.\n",
        "‘",
    ];
    for round in 0..72 {
        let insert = inserts[round % inserts.len()];
        // A step that shares no factor with the length visits the whole text.
        let from = (round * 7919) % units.len();
        let to = (from + round % 3 * 11).min(units.len());
        document
            .replace(from, to, insert)
            .expect("it is in the text");
        units.splice(from..to, insert.encode_utf16());
        check_edited(&analyzer, &mut document, &units);
    }
}

/// An edit in one paragraph changes who speaks in another, by each of the ways in which that can be.
#[test]
fn an_edit_elsewhere_changes_who_speaks() {
    let analyzer = Analyzer::new();
    for (text, old, new) in [
        // What the paragraph before tells, without a name.
        (
            "Mr. Okafor slept. About 300 nurses marched.\n\nThey said it was late.",
            "nurses marched",
            "letters came",
        ),
        // Who has an office, further down.
        (
            "The prime minister has said the tax will stay.\n\nIt rained.\n\nPrime Minister Jane Roe spoke.",
            "Jane Roe",
            "nobody",
        ),
        // Who was named, further up.
        (
            "Acme Bank, a lender, fell.\n\nIt rained.\n\n“It is late,” the bank said.",
            "Acme Bank, a lender,",
            "Rain",
        ),
        // What "the latter" is, and "he".
        (
            "Okafor and Karl Moss met.\n\nThe latter said it was late.",
            "Karl Moss",
            "Ann Lee",
        ),
        ("Karl Moss spoke.\n\n“It is late,” he said.", "Karl", "Otto"),
        // Who asked before.
        (
            "“Why?” Karl Moss asked.\n\n“It is late,” Jane Roe said.\n\n“Is it?”\n\n“Yes.”",
            "Karl Moss",
            "Otto Lang",
        ),
        // Marks that are left open before.
        (
            "Jane Roe said: “It is late.\n\n“It was early.”",
            "“It is",
            "It is",
        ),
    ] {
        let mut document = Document::new(text);
        let others = |document: &mut Document| {
            let quotes = document.analysis(&analyzer).quotes;
            let speakers = quotes
                .iter()
                .map(|quote| quote.speaker.as_ref().map(|speaker| speaker.name.clone()));
            (quotes.len(), speakers.collect::<Vec<_>>())
        };
        let before = others(&mut document);
        let from = text.find(old).expect("the text has it");
        let from = text[..from].encode_utf16().count();
        let mut units: Vec<u16> = text.encode_utf16().collect();
        let to = from + old.encode_utf16().count();
        document.replace(from, to, new).expect("it is in the text");
        units.splice(from..to, new.encode_utf16());
        check_edited(&analyzer, &mut document, &units);
        assert_ne!(others(&mut document), before, "{text}");
    }
}
