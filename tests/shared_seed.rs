//! The article that the project was begun from. It is not ours to copy, so it lies beside the
//! repository, in `../shared/seeds`: `NAME.txt` with `NAME.gold.json`, offsets in code points.
//! Where that folder is not there, the test says so and passes.

use std::io::Write;
use std::path::Path;

use copydesk::{Analysis, Analyzer, Kind, Mention, MentionForm, Offsets, Quote, QuoteForm, Span};
use serde_json::Value;

#[test]
fn the_shared_seed_is_read_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        skip("../shared/seeds is not there");
        return;
    };
    let mut checked = 0;
    for entry in entries {
        let file = entry.expect("the folder can be read").file_name();
        let file = file.to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".txt") else {
            continue;
        };
        let gold = folder.join(format!("{name}.gold.json"));
        let text = std::fs::read_to_string(folder.join(&file)).expect("the article can be read");
        let gold = std::fs::read_to_string(gold).expect("its gold lies beside each article");
        let gold: Value = serde_json::from_str(&gold).expect("the gold is JSON");
        check(name, &text, &gold);
        checked += 1;
    }
    if checked == 0 {
        skip("../shared/seeds holds no article");
    }
}

/// Says that nothing was checked, past the test runner, which keeps what passing tests print.
fn skip(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// What the gold lists under one key: span, kind and name of each.
struct Item {
    span: Span,
    kind: String,
    /// The entity of a mention, the speaker of a quote.
    name: String,
    text: String,
}

fn items(gold: &Value, list: &str, name: &str) -> Vec<Item> {
    let number = |value: &Value| value.as_u64().expect("offsets are whole numbers") as usize;
    let string = |value: &Value| {
        value
            .as_str()
            .expect("kinds and names are strings")
            .to_owned()
    };
    let list = gold[list].as_array().expect("the gold has this list");
    list.iter()
        .map(|item| Item {
            span: Span::new(number(&item["start"]), number(&item["end"])),
            kind: string(&item["kind"]),
            name: string(&item[name]),
            text: string(&item["text"]),
        })
        .collect()
}

fn check(file: &str, text: &str, gold: &Value) {
    let found = Analyzer::new()
        .analyze(text)
        .convert(text, Offsets::Codepoints);
    let mut wrong = Vec::new();

    let mentions = items(gold, "mentions", "entity");
    people_and_places(file, &mentions, &found, &mut wrong);
    one_entity_each(&mentions, &found, &mut wrong);
    quotes(
        file,
        text,
        &items(gold, "quotes", "speaker"),
        &found,
        &mut wrong,
    );

    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

/// F1 of exact spans at 95 percent or more, people and places together.
fn people_and_places(file: &str, gold: &[Item], found: &Analysis, wrong: &mut Vec<String>) {
    let is_either = |kind: &str| kind != Kind::Organization.name();
    let gold: Vec<&Item> = gold.iter().filter(|item| is_either(&item.kind)).collect();
    let found: Vec<&Mention> = names(found)
        .filter(|name| is_either(name.kind.name()))
        .collect();
    let same =
        |item: &Item, name: &Mention| name.span == item.span && name.kind.name() == item.kind;
    let right = gold
        .iter()
        .filter(|item| found.iter().any(|name| same(item, name)))
        .count();
    let f1 = 2000 * right / (gold.len() + found.len()).max(1);
    println!(
        "{file}: people and places F1 {}.{} ({right} right, {} in the gold, {} found)",
        f1 / 10,
        f1 % 10,
        gold.len(),
        found.len()
    );
    for item in &gold {
        if !found.iter().any(|name| same(item, name)) {
            println!(
                "  missed {} {} at {}",
                item.kind, item.text, item.span.start
            );
        }
    }
    for name in &found {
        if !gold.iter().any(|item| same(item, name)) {
            println!(
                "  invented {} {} at {}",
                name.kind.name(),
                name.text,
                name.span.start
            );
        }
    }
    if f1 < 950 {
        wrong.push(format!(
            "people and places are at F1 {}.{}, wanted 95",
            f1 / 10,
            f1 % 10
        ));
    }
}

fn names(analysis: &Analysis) -> impl Iterator<Item = &Mention> {
    analysis
        .mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name)
}

/// Every name of a person who is named more than twice stands in one entity, which no other has.
fn one_entity_each(gold: &[Item], found: &Analysis, wrong: &mut Vec<String>) {
    let people: Vec<&Item> = gold
        .iter()
        .filter(|item| item.kind == Kind::Person.name())
        .collect();
    let mut told: Vec<&str> = Vec::new();
    for item in &people {
        let own: Vec<&&Item> = people
            .iter()
            .filter(|other| other.name == item.name)
            .collect();
        if own.len() < 3 || told.contains(&item.name.as_str()) {
            continue;
        }
        told.push(&item.name);
        let mut entities: Vec<Option<usize>> = own
            .iter()
            .map(|item| {
                names(found)
                    .find(|name| name.span == item.span)
                    .map(|name| name.entity)
            })
            .collect();
        entities.sort_unstable();
        entities.dedup();
        let right = matches!(entities[..], [Some(id)] if found.entities[id].name == item.name);
        println!(
            "  {} mentions of {} in one entity: {right}",
            own.len(),
            item.name
        );
        if !right {
            wrong.push(format!(
                "the mentions of {} stand in {entities:?}, wanted one entity of that name",
                item.name
            ));
        }
    }
}

/// All direct quotes exact and with the right speaker's entity; of the reported ones, five sevenths.
fn quotes(file: &str, text: &str, gold: &[Item], found: &Analysis, wrong: &mut Vec<String>) {
    let said_by = |quote: &Quote, name: &str| {
        let entity = quote.speaker.as_ref().and_then(|speaker| speaker.entity);
        entity.is_some_and(|id| found.entities[id].name == name)
    };
    let speaker = |quote: &Quote| {
        let speaker = quote.speaker.as_ref();
        speaker.map_or("nobody".to_owned(), |speaker| speaker.name.clone())
    };
    let (mut direct, mut direct_right, mut reported, mut reported_right) = (0, 0, 0, 0);
    for item in gold {
        let is_direct = item.kind == QuoteForm::Direct.name();
        let mut candidates = found
            .quotes
            .iter()
            .filter(|quote| (quote.form == QuoteForm::Direct) == is_direct);
        let same = |span: &Span| match is_direct {
            true => *span == item.span,
            false => mostly_same(*span, item.span),
        };
        let quote = candidates.find(|quote| quote.spans.iter().any(same));
        let right = quote.is_some_and(|quote| said_by(quote, &item.name));
        let (of, count) = match is_direct {
            true => (&mut direct, &mut direct_right),
            false => (&mut reported, &mut reported_right),
        };
        *of += 1;
        *count += usize::from(right);
        if !right {
            let as_found = quote.map_or("not found".to_owned(), |quote| {
                format!("found said by {}", speaker(quote))
            });
            let line = format!(
                "{} quote of {}, {as_found}: {}",
                item.kind, item.name, item.text
            );
            println!("  {line}");
            if is_direct {
                wrong.push(line);
            }
        }
    }
    let invented = found
        .quotes
        .iter()
        .filter(|quote| quote.form == QuoteForm::Direct)
        .flat_map(|quote| &quote.spans)
        .filter(|span| !gold.iter().any(|item| item.span == **span));
    for span in invented {
        let words: String = text
            .chars()
            .skip(span.start)
            .take(span.end - span.start)
            .collect();
        wrong.push(format!("a direct quote is invented: {words}"));
    }
    println!(
        "{file}: direct quotes with the right speaker {direct_right} of {direct}, reported {reported_right} of {reported}"
    );
    if 7 * reported_right < 5 * reported {
        wrong.push(format!(
            "{reported_right} of {reported} reported quotes are right, wanted five of seven"
        ));
    }
}

/// Four fifths of what either span covers is covered by both.
fn mostly_same(a: Span, b: Span) -> bool {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let either = a.end.max(b.end) - a.start.min(b.start);
    5 * both >= 4 * either
}
