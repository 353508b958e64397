//! Each format is compared with a file that people can read, and read back with a reader of its
//! own kind; random analyses, sound or not, must give an answer.

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::analysis::{Entity, Id, Kind, Mention, MentionForm, Quote, QuoteForm, Speaker};
use crate::offsets::Offsets;
use crate::span::Span;

/// A headline, a split quote, a mixed quote with its marked words, a speaker that is no entity,
/// and characters that are awkward in one format or another.
const TEXT: &str = "\
Ferry \u{26f4}\u{fe0f} returns to Port Ellis & Tarn

“The *first* crossing,” said Mayor Ana Pérez, “is <free>.”
Pérez told Tarn Lines that the fares \"will not rise\" 🦀 this year.
“We doubt it,” a source said.";

/// The span of the `nth` (from 0) `words` of the sample.
fn span(words: &str, nth: usize) -> Span {
    let (at, found) = TEXT
        .match_indices(words)
        .nth(nth)
        .expect("the words stand in the sample");
    Span::new(at, at + found.len())
}

fn mention(words: &str, nth: usize, kind: Kind, form: MentionForm, entity: usize) -> Mention {
    Mention {
        span: span(words, nth),
        text: words.to_owned(),
        kind,
        form,
        entity,
        confidence: 90,
    }
}

fn entity(id: usize, kind: Kind, name: &str, mentions: &[usize], quotes: &[usize]) -> Entity {
    Entity {
        id,
        kind,
        name: name.to_owned(),
        role: (kind == Kind::Person).then(|| "Mayor".to_owned()),
        mentions: mentions.to_vec(),
        quotes: quotes.to_vec(),
        quoted_words: 3 * quotes.len(),
    }
}

fn speaker(words: &str, nth: usize, entity: Option<usize>, name: &str) -> Option<Speaker> {
    Some(Speaker {
        entity,
        span: span(words, nth),
        text: words.to_owned(),
        name: name.to_owned(),
        confidence: 80,
        rule: "cue-subject".to_owned(),
    })
}

fn sample() -> Analysis {
    use MentionForm::Name;
    let pérez = |words, nth| speaker(words, nth, Some(1), "Ana Pérez");
    Analysis {
        id: Some(Id::Text("ferry story.txt".to_owned())),
        offsets: Offsets::Bytes,
        mentions: vec![
            mention("Port Ellis", 0, Kind::Place, Name, 0),
            mention("Ana Pérez", 0, Kind::Person, Name, 1),
            mention("Pérez", 1, Kind::Person, Name, 1),
            mention("Tarn Lines", 0, Kind::Organization, Name, 2),
            mention("We", 0, Kind::Organization, MentionForm::Pronoun, 2),
        ],
        entities: vec![
            entity(0, Kind::Place, "Port Ellis", &[0], &[]),
            entity(1, Kind::Person, "Ana Pérez", &[1, 2], &[0, 1, 2]),
            entity(2, Kind::Organization, "Tarn Lines", &[3, 4], &[]),
        ],
        quotes: vec![
            Quote {
                id: 0,
                form: QuoteForm::Direct,
                within: None,
                spans: vec![span("“The *first* crossing,”", 0), span("“is <free>.”", 0)],
                cue: Some(span("said", 0)),
                speaker: pérez("Ana Pérez", 0),
            },
            Quote {
                id: 1,
                form: QuoteForm::Mixed,
                within: None,
                spans: vec![span("the fares \"will not rise\" 🦀 this year", 0)],
                cue: Some(span("told", 0)),
                speaker: pérez("Pérez", 1),
            },
            Quote {
                id: 2,
                form: QuoteForm::Direct,
                within: Some(1),
                spans: vec![span("\"will not rise\"", 0)],
                cue: Some(span("told", 0)),
                speaker: pérez("Pérez", 1),
            },
            Quote {
                id: 3,
                form: QuoteForm::Direct,
                within: None,
                spans: vec![span("“We doubt it,”", 0)],
                cue: Some(span("said", 1)),
                speaker: speaker("a source", 0, None, "a source"),
            },
        ],
    }
}

fn written(format: Format) -> String {
    write(format, &sample(), TEXT).expect("the sample fits its text")
}

#[track_caller]
fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("an export in JSON parses")
}

#[test]
fn the_sample_in_every_format() {
    expect_file!["golden/sample.json"].assert_eq(&written(Format::Json));
    // Files are compared by their lines; the table's own line end is asked for by itself.
    let table = written(Format::Csv);
    assert_eq!(table.matches('\n').count(), table.matches("\r\n").count());
    expect_file!["golden/sample.csv"].assert_eq(&table.replace("\r\n", "\n"));
    expect_file!["golden/sample.html"].assert_eq(&written(Format::Html));
    expect_file!["golden/sample.md"].assert_eq(&written(Format::Markdown));
    expect_file!["golden/sample.annotations.jsonld"].assert_eq(&written(Format::WebAnnotation));
    expect_file!["golden/sample.ninjs.json"].assert_eq(&written(Format::Ninjs));
    expect_file!["golden/sample.jsonld"].assert_eq(&written(Format::JsonLd));
    expect_file!["golden/sample.nitf.xml"].assert_eq(&written(Format::Nitf));
}

#[test]
fn names_lead_to_formats_and_back() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "HTML5".parse::<Format>().unwrap_err().to_string();
    assert!(error.contains("`HTML5`"), "{error}");
    for format in Format::ALL {
        assert!(error.contains(format.name()), "{error}");
    }
}

#[test]
fn json_reads_back_as_the_same_analysis() {
    for format in [Format::Json, Format::Jsonl] {
        let back: Analysis = serde_json::from_str(&written(format)).expect("an analysis");
        assert_eq!(back, sample());
    }
    // To the letter as serde writes it.
    let line = serde_json::to_string(&sample()).expect("plain data") + "\n";
    assert_eq!(written(Format::Jsonl), line);
    let indented = serde_json::to_string_pretty(&sample()).expect("plain data") + "\n";
    assert_eq!(written(Format::Json), indented);
}

#[test]
fn ids_and_letters_of_any_kind_are_written_as_serde_writes_them() {
    let ids = [
        Id::Integer(i64::MIN),
        Id::Number(1.5),
        Id::Number(-0.0),
        Id::Number(f64::NAN),
        Id::Text((0..0x300).filter_map(char::from_u32).collect()),
    ];
    for id in ids {
        let analysis = Analysis {
            id: Some(id),
            ..Analysis::empty()
        };
        let line = serde_json::to_string(&analysis).expect("plain data") + "\n";
        assert_eq!(write(Format::Jsonl, &analysis, ""), Ok(line));
    }
    // Here the spelling differs, "1e300" and "1e+300"; the number does not.
    let analysis = Analysis {
        id: Some(Id::Number(1e300)),
        ..Analysis::empty()
    };
    let line = write(Format::Jsonl, &analysis, "").expect("nothing to misfit");
    assert_eq!(parsed(&line)["id"], 1e300);
}

#[test]
fn every_unit_gives_the_same_export() {
    for format in [
        Format::Html,
        Format::Markdown,
        Format::WebAnnotation,
        Format::Ninjs,
        Format::JsonLd,
        Format::Nitf,
    ] {
        for unit in [Offsets::Utf16, Offsets::Codepoints] {
            let analysis = sample().convert(TEXT, unit);
            assert_eq!(
                write(format, &analysis, TEXT).as_ref(),
                Ok(&written(format))
            );
        }
    }
}

#[test]
fn csv_cells_read_back() {
    for unit in [Offsets::Bytes, Offsets::Utf16] {
        let table = write(Format::Csv, &sample().convert_to(unit), TEXT).expect("it fits");
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let columns = reader.headers().expect("a header").len();
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        // Four names; five stretches of four quotes.
        assert_eq!(rows.len(), 9);
        assert!(rows.iter().all(|row| row.len() == columns));
        for row in rows {
            let (start, end): (usize, usize) = (row[3].parse().unwrap(), row[4].parse().unwrap());
            let letters = match unit {
                Offsets::Bytes => TEXT[start..end].to_owned(),
                _ => {
                    let units: Vec<u16> = TEXT.encode_utf16().collect();
                    String::from_utf16(&units[start..end]).unwrap()
                }
            };
            assert_eq!(row[2], letters);
            assert!(row[11].contains(&row[2]), "{}", &row[11]);
        }
    }
}

#[test]
fn web_annotations_find_their_words() {
    let collection = parsed(&written(Format::WebAnnotation));
    let letters: Vec<char> = TEXT.chars().collect();
    let items = collection["first"]["items"].as_array().expect("items");
    assert_eq!(collection["total"], items.len());
    let targets = items.iter().flat_map(|item| match &item["target"] {
        Value::Array(targets) => targets.clone(),
        target => vec![target.clone()],
    });
    let mut seen = 0;
    for target in targets {
        let (words, position) = (&target["selector"][0], &target["selector"][1]);
        let at = |end: &str| position[end].as_u64().expect("a position") as usize;
        let exact: String = letters[at("start")..at("end")].iter().collect();
        assert_eq!(words["exact"], exact);
        let around = format!(
            "{}{exact}{}",
            words["prefix"].as_str().unwrap(),
            words["suffix"].as_str().unwrap()
        );
        assert!(TEXT.contains(&around), "{around}");
        seen += 1;
    }
    assert_eq!(seen, 9);
}

#[test]
fn ninjs_keeps_to_its_properties() {
    let item = parsed(&written(Format::Ninjs));
    let allowed = [
        "uri",
        "standard",
        "type",
        "people",
        "places",
        "organisations",
        "subjects",
        "bodies",
        "headlines",
    ];
    for name in item.as_object().expect("an object").keys() {
        assert!(allowed.contains(&name.as_str()), "{name}");
    }
    assert_eq!(item["people"][0]["rel"], "quoted");
    assert_eq!(item["bodies"][0]["value"], TEXT);
    let inner = parsed(item["bodies"][1]["value"].as_str().expect("a string"));
    assert_eq!(inner, parsed(&written(Format::WebAnnotation)));
}

#[test]
fn json_ld_links_every_part() {
    let article = parsed(&written(Format::JsonLd));
    let ids: Vec<&Value> = article["mentions"]
        .as_array()
        .expect("mentions")
        .iter()
        .map(|thing| &thing["@id"])
        .collect();
    let quotations = article["hasPart"].as_array().expect("parts");
    assert_eq!(quotations.len(), 3);
    for quotation in quotations {
        let creator = &quotation["creator"]["@id"];
        assert!(creator.is_null() != ids.contains(&creator));
        assert_eq!(creator.is_null(), quotation["creditText"] == "a source");
    }
}

#[test]
fn json_ld_names_no_place_as_creator_and_no_pronoun_as_source() {
    let mut analysis = sample();
    analysis.quotes[0].speaker = speaker("Port Ellis", 0, Some(0), "Port Ellis");
    analysis.quotes[2].speaker = speaker("Tarn Lines", 0, Some(2), "Tarn Lines");
    analysis.quotes[3].speaker = speaker("We", 0, None, "We");
    let written = write(Format::JsonLd, &analysis, TEXT).expect("the analysis fits its text");
    let article = parsed(&written);
    let quotations = article["hasPart"].as_array().expect("parts");
    assert_eq!(quotations[0]["creditText"], "Port Ellis");
    assert_eq!(quotations[1]["creator"]["@id"], "#e2");
    assert!(quotations[0]["creator"].is_null());
    assert!(quotations[2]["creator"].is_null() && quotations[2]["creditText"].is_null());
}

/// The letters of the article in an HTML page, read as XML: its `main` part is both.
fn letters_of_html(page: &str) -> String {
    let start = page.find("<main>").expect("a main part");
    let end = page.find("</main>").expect("its end") + "</main>".len();
    let tree = roxmltree::Document::parse(&page[start..end]).expect("well-nested elements");
    paragraphs_of(&tree, &["p", "h1"])
}

fn letters_of_nitf(xml: &str) -> String {
    let tree = roxmltree::Document::parse(xml).expect("well-formed XML");
    paragraphs_of(&tree, &["p", "hl1"])
}

fn paragraphs_of(tree: &roxmltree::Document, elements: &[&str]) -> String {
    let mut letters = String::new();
    for node in tree.descendants() {
        if elements.contains(&node.tag_name().name()) {
            letters.extend(
                node.descendants()
                    .filter(|n| n.is_text())
                    .filter_map(|n| n.text()),
            );
        }
    }
    bare(&letters)
}

/// `text` without white space, and with what XML cannot hold replaced, as the exports do.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\0'..=' ' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
            _ => c,
        })
        .collect()
}

#[test]
fn marked_text_keeps_every_letter() {
    assert_eq!(letters_of_html(&written(Format::Html)), bare(TEXT));
    assert_eq!(letters_of_nitf(&written(Format::Nitf)), bare(TEXT));
    // White space and a control character that XML cannot hold, within one paragraph.
    let text = "a\u{b}b\u{c}c\u{1}d";
    let write = |format| write(format, &Analysis::empty(), text).expect("nothing to misfit");
    assert_eq!(letters_of_html(&write(Format::Html)), bare(text));
    assert_eq!(letters_of_nitf(&write(Format::Nitf)), bare(text));
}

/// The letters that a Markdown reader shows, and how many footnotes it refers to.
fn letters_of_markdown(markdown: &str) -> (String, usize) {
    use pulldown_cmark::{Event, Options, Parser};
    let (mut letters, mut notes) = (String::new(), 0);
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH,
    ) {
        match event {
            Event::Text(text) => letters.push_str(&text),
            Event::FootnoteReference(_) => notes += 1,
            Event::SoftBreak | Event::Start(_) | Event::End(_) => letters.push(' '),
            other => panic!("the article holds no {other:?}"),
        }
    }
    (bare(&letters), notes)
}

#[test]
fn markdown_shows_the_letters_of_the_text() {
    let (letters, notes) = letters_of_markdown(&written(Format::Markdown));
    assert!(letters.starts_with(&bare(TEXT)), "{letters}");
    assert_eq!(notes, 3);
}

#[test]
fn signs_of_markdown_stay_letters() {
    let text = "# No *heading*\n1. no `list`\n- 2) no\n> [no](link) ![no](image) <b>no</b> &amp; a\\\\b\n+ no\n=== \n    no code\n~~no~~ __no__ no_no a|b\n---\n12) no http://x.y\n\u{b}1. no";
    let markdown = write(Format::Markdown, &Analysis::empty(), text).expect("nothing to misfit");
    assert_eq!(letters_of_markdown(&markdown).0, bare(text));
}

#[test]
fn an_empty_text_has_every_format() {
    for format in Format::ALL {
        let out = write(format, &Analysis::empty(), "").expect("nothing to misfit");
        assert_eq!(
            out.ends_with('\n'),
            format != Format::Markdown,
            "{format}: {out}"
        );
    }
}

#[test]
fn an_id_that_is_an_iri_stays_one() {
    let iri = |id: Option<Id>| {
        let analysis = Analysis {
            id,
            ..Analysis::empty()
        };
        let item = parsed(&write(Format::Ninjs, &analysis, "a").unwrap());
        item["uri"].as_str().expect("a string").to_owned()
    };
    let text = |id: &str| iri(Some(Id::Text(id.to_owned())));
    assert_eq!(text("https://x.example/a?b=1"), "https://x.example/a?b=1");
    assert_eq!(text("tag:x.example,2020:a"), "tag:x.example,2020:a");
    assert_eq!(text("C:\\a b.txt"), "urn:x-copydesk:C%3A%5Ca%20b.txt");
    assert_eq!(text("Reuters: é"), "urn:x-copydesk:Reuters%3A%20%C3%A9");
    assert_eq!(iri(Some(Id::Integer(7))), "urn:x-copydesk:7");
    assert_eq!(iri(None), "urn:x-copydesk:text-af63dc4c8601ec8c");
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Analysis), expect: &str) {
    let mut analysis = sample();
    change(&mut analysis);
    for format in Format::ALL {
        let error = write(format, &analysis, TEXT)
            .expect_err("it must be refused")
            .to_string();
        assert!(error.contains(expect), "{error}");
    }
}

#[test]
fn an_analysis_of_another_text_is_refused() {
    refused(|a| a.mentions[1].span.end = 5000, "mentions[1] stands at");
    refused(
        |a| a.mentions[0].span = Span { start: 9, end: 7 },
        "mentions[0] stands at 9 to 7",
    );
    // Inside the ship.
    refused(|a| a.quotes[2].spans[0].start = 7, "quotes[2].spans[0]");
    refused(
        |a| a.quotes[1].cue = Some(Span { start: 7, end: 12 }),
        "quotes[1].cue",
    );
    refused(
        |a| a.quotes[3].speaker.as_mut().unwrap().span.end = usize::MAX,
        "quotes[3].speaker",
    );
    refused(
        |a| a.mentions[0].entity = 3,
        "mentions[0].entity is 3, but there are 3 entities",
    );
    refused(
        |a| a.entities[1].mentions[0] = 5,
        "entities[1].mentions is 5",
    );
    refused(|a| a.entities[1].quotes[0] = 4, "entities[1].quotes is 4");
    refused(|a| a.quotes[2].within = Some(4), "quotes[2].within is 4");
    refused(
        |a| a.quotes[0].speaker.as_mut().unwrap().entity = Some(9),
        "quotes[0].speaker.entity",
    );
    refused(|a| a.entities.swap(0, 1), "entities[0].id is 1");
}

#[test]
fn a_position_inside_a_surrogate_pair_is_refused() {
    let mut analysis = Analysis {
        offsets: Offsets::Utf16,
        ..Analysis::empty()
    };
    let mut found = sample().mentions.swap_remove(0);
    found.entity = 0;
    found.span = Span { start: 1, end: 2 };
    analysis.mentions = vec![found];
    analysis.entities = vec![entity(0, Kind::Place, "a", &[0], &[])];
    let error = write(Format::Html, &analysis, "🦀🦀")
        .unwrap_err()
        .to_string();
    assert!(error.contains("a text of 4 UTF-16 code units"), "{error}");
    analysis.mentions[0].span = Span { start: 2, end: 4 };
    assert!(write(Format::Html, &analysis, "🦀🦀").is_ok());
}

impl Analysis {
    /// As `convert`, but an analysis that counts in bytes already may stay as it is.
    fn convert_to(self, unit: Offsets) -> Analysis {
        match unit {
            Offsets::Bytes => self,
            _ => self.convert(TEXT, unit),
        }
    }
}

/// Any analysis over `text`: its indexes hold, its spans may lie anywhere, even out of bounds.
fn any_analysis() -> impl Strategy<Value = (String, Analysis)> {
    let span = (0usize..80, 0usize..80).prop_map(|(a, b)| Span {
        start: a.min(b),
        end: a.max(b),
    });
    let units = prop_oneof![
        Just(Offsets::Bytes),
        Just(Offsets::Codepoints),
        Just(Offsets::Utf16)
    ];
    let spans = prop::collection::vec(span, 0..12);
    let letters = prop_oneof![
        "[ -~\n]{70,90}",
        "(?s).{40,90}",
        "[a-zé🦀“”\"'<&\u{0}\r\n#*\\[-]{60,90}",
    ];
    (letters, units, spans.clone(), spans).prop_map(|(text, offsets, names, quotes)| {
        let mentions: Vec<Mention> = names
            .into_iter()
            .map(|span| Mention {
                span,
                ..mention("Ana Pérez", 0, Kind::Person, MentionForm::Name, 0)
            })
            .collect();
        let all: Vec<usize> = (0..mentions.len()).collect();
        let quotes = quotes
            .chunks(2)
            .enumerate()
            .map(|(id, spans)| Quote {
                id,
                form: [QuoteForm::Direct, QuoteForm::Mixed, QuoteForm::Indirect][id % 3],
                within: id.checked_sub(2),
                spans: spans.to_vec(),
                cue: None,
                speaker: None,
            })
            .collect();
        let entities = vec![entity(0, Kind::Person, "<A> & *B*", &all, &[])];
        let analysis = Analysis {
            id: None,
            offsets,
            mentions,
            entities,
            quotes,
        };
        (text, analysis)
    })
}

proptest! {
    #[test]
    fn any_analysis_is_written_whole_or_refused((text, analysis) in any_analysis()) {
        for format in Format::ALL {
            let Ok(out) = write(format, &analysis, &text) else {
                continue;
            };
            match format {
                Format::Csv => {
                    let mut reader = ::csv::Reader::from_reader(out.as_bytes());
                    prop_assert!(reader.records().all(|record| record.is_ok()));
                }
                Format::Html => prop_assert_eq!(letters_of_html(&out), bare(&text)),
                Format::Nitf => prop_assert_eq!(letters_of_nitf(&out), bare(&text)),
                Format::Markdown => {}
                _ => prop_assert!(serde_json::from_str::<Value>(&out).is_ok()),
            }
        }
    }

    #[test]
    fn any_text_is_the_same_in_markdown(text in "[ -~\n]{0,60}") {
        let out = write(Format::Markdown, &Analysis::empty(), &text).expect("nothing to misfit");
        prop_assert_eq!(letters_of_markdown(&out).0, bare(&text));
    }
}
