//! The scoring itself is tested on a perfect reader: an analysis made from the gold.

use copydesk::{Analysis, Entity, Kind, Mention, MentionForm, Quote, Span, Speaker};

use crate::gold::{Gold, GoldSpeaker};
use crate::score::{Score, compare};
use crate::{Article, articles};

/// The analysis that the gold asks for.
fn perfect(article: &Article) -> Analysis {
    let Article { text, gold, .. } = article;
    let id_of = |name: &str| gold.entities.iter().position(|entity| entity.name == name);
    let mut analysis = Analysis::empty();
    for name in &gold.names {
        analysis.mentions.push(Mention {
            span: name.span,
            text: name.span.of(text).to_owned(),
            kind: name.kind,
            form: MentionForm::Name,
            entity: id_of(&name.entity).expect("gold lists every entity"),
            confidence: 100,
        });
    }
    for (id, entity) in gold.entities.iter().enumerate() {
        let mentions = 0..analysis.mentions.len();
        analysis.entities.push(Entity {
            id,
            kind: entity.kind,
            name: entity.name.clone(),
            role: entity.role.clone(),
            mentions: mentions
                .filter(|index| analysis.mentions[*index].entity == id)
                .collect(),
            quotes: Vec::new(),
            quoted_words: 0,
        });
    }
    for (id, quote) in gold.quotes.iter().enumerate() {
        let (entity, name) = match &quote.speaker {
            GoldSpeaker::Entity(name) => (id_of(name), Some(name)),
            GoldSpeaker::Words(ways) => (None, ways.first()),
            GoldSpeaker::Unknown => (None, None),
        };
        let cue = quote
            .cue
            .as_ref()
            .and_then(|cue| Some((text.find(cue.as_str())?, cue.len())));
        analysis.quotes.push(Quote {
            id,
            form: quote.form,
            within: None,
            spans: vec![quote.span],
            cue: cue.map(|(start, length)| Span::new(start, start + length)),
            speaker: name.map(|name| Speaker {
                entity,
                span: Span::new(0, 0),
                text: name.clone(),
                name: name.clone(),
                confidence: 100,
                rule: "gold".to_owned(),
            }),
        });
    }
    analysis
}

#[test]
fn a_perfect_reader_differs_in_nothing() {
    for article in articles() {
        let (score, differences) = compare(&article.text, &article.gold, &perfect(&article));
        assert!(
            differences.is_empty(),
            "{}:\n{}",
            article.name,
            differences.join("\n")
        );
        for tally in [score.people_and_places(), score.direct, score.reported] {
            assert_eq!(tally.f1(), Some(1000), "{}", article.name);
        }
        assert_eq!(
            score.direct_spoken.permille(),
            Some(1000),
            "{}",
            article.name
        );
    }
}

/// A small article, read perfectly but for one `fault`, which must be told in `expect` alone.
#[track_caller]
fn check(fault: impl Fn(&mut Analysis), expect: &[&str]) -> Score {
    let text = "Orrin waits\n\nAnn Lee, a surgeon, said Orrin was “ill.” Lee left.\n\n“Who says so?” a clerk asked.\n";
    let gold = "Orrin waits\n    place Orrin\n\nAnn Lee, a surgeon, said Orrin was “ill.” Lee left.\n    person Ann Lee\n    mixed Orrin was “ill.” | Ann Lee | said\n    place Orrin\n    direct “ill.” | Ann Lee | said\n    person Lee = Ann Lee\n\n“Who says so?” a clerk asked.\n    direct “Who says so?” | a clerk | asked\n\n== Entities ==\n    person Ann Lee | surgeon\n    place Orrin\n";
    let article = Article {
        name: "small".to_owned(),
        text: text.to_owned(),
        gold: Gold::parse("small.gold.txt", gold, text).unwrap(),
    };
    let mut analysis = perfect(&article);
    fault(&mut analysis);
    let (score, differences) = compare(text, &article.gold, &analysis);
    let differences: Vec<String> = differences
        .iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(differences, expect);
    score
}

#[test]
fn faults_in_names_are_told() {
    let score = check(
        |found| drop(found.mentions.remove(0)),
        &["¶1 missed place Orrin"],
    );
    assert_eq!(score.names[Kind::Place as usize].recall(), Some(500));
    assert_eq!(score.names[Kind::Place as usize].precision(), Some(1000));
    check(
        |found| found.mentions[1].kind = Kind::Organization,
        &["¶2 wrong kind Ann Lee: is person, found as organization"],
    );
    check(
        |found| {
            found.mentions[1].span.start += 4;
            found.mentions[1].text = "Lee".to_owned();
        },
        &["¶2 wrong stretch person Ann Lee: found as person Lee"],
    );
    let invented = |found: &mut Analysis| {
        let mut mention = found.mentions[0].clone();
        mention.span = Span::new(6, 11);
        mention.text = "waits".to_owned();
        found.mentions.push(mention);
    };
    let score = check(invented, &["¶1 invented place waits"]);
    assert_eq!(score.people_and_places().f1(), Some(889));
    check(
        |found| found.entities[0].role = Some("a clerk".to_owned()),
        &["¶2 wrong role Ann Lee: is surgeon, found a clerk"],
    );
}

#[test]
fn faults_in_entities_are_told() {
    let split = |name: &'static str| {
        move |found: &mut Analysis| {
            let mut entity = found.entities[0].clone();
            (entity.id, entity.name, entity.mentions) = (2, name.to_owned(), vec![3]);
            found.entities[0].mentions = vec![1];
            found.entities.push(entity);
            found.mentions[3].entity = 2;
        }
    };
    let score = check(
        split("Lee"),
        &["¶2 wrong entity Lee: belongs to Ann Lee, found in Lee"],
    );
    assert_eq!(score.entities.permille(), Some(750));
    check(
        split("Ann Lee"),
        &["¶2 wrong entity Lee: belongs to Ann Lee, found in another entity of that name"],
    );
}

#[test]
fn faults_in_quotes_are_told() {
    let score = check(
        |found| found.quotes[1].speaker = None,
        &["¶2 wrong speaker direct “ill.”: said by Ann Lee, found nobody"],
    );
    assert_eq!(score.direct_spoken.permille(), Some(500));
    assert_eq!(score.direct.f1(), Some(1000));
    check(
        |found| found.quotes[1].speaker.as_mut().unwrap().entity = Some(1),
        &["¶2 wrong speaker direct “ill.”: said by Ann Lee, found Ann Lee (gold)"],
    );
    check(
        |found| found.quotes[2].speaker.as_mut().unwrap().name = "a surgeon".to_owned(),
        &["¶3 wrong speaker direct “Who says so?”: said by a clerk, found a surgeon (gold)"],
    );
    check(
        |found| found.quotes[2].speaker.as_mut().unwrap().name = "a clerk asked".to_owned(),
        &[],
    );
    // The form decides whether words were said so or reported: here a stretch fails both lists.
    check(
        |found| found.quotes[2].form = copydesk::QuoteForm::Indirect,
        &[
            "¶3 invented indirect “Who says so?”, said by a clerk",
            "¶3 missed direct “Who says so?”",
        ],
    );
    check(
        |found| found.quotes[0].form = copydesk::QuoteForm::Indirect,
        &["¶2 wrong form mixed Orrin was “ill.”: found as indirect"],
    );
    // One unit beside the marks is no exact stretch; of a reported one four fifths are enough.
    let score = check(
        |found| {
            let end = found.quotes[1].spans[0].end;
            found.quotes[1].spans[0] = Span::new(end - "ill.”".len(), end);
            found.quotes[0].spans[0].start += "Or".len();
        },
        &["¶2 wrong stretch direct “ill.”: found as ill.”"],
    );
    assert_eq!((score.direct.right, score.reported.right), (1, 1));
    check(
        |found| found.quotes[2].cue = None,
        &["¶3 wrong cue direct “Who says so?”: is asked, found none"],
    );
}
