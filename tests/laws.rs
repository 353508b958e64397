//! Laws that hold for every text: total, sorted, in bounds, on character boundaries, and the
//! same stretch of text whatever the unit.
//!
//! Texts are made of fragments that newsrooms meet, put together at random, so that names, marks,
//! pictures and line breaks meet in every order, whole sentences among them.

use copydesk::{
    Analysis, Analyzer, Document, HouseEntry, HouseList, MentionForm, Offsets, QuoteForm, Span,
};
use proptest::prelude::*;

const FRAGMENTS: &[&str] = &[
    "the news that it was late, despite their union's complaint that it was late",
    "Her club's response was a message: “It is late.”",
    "a new play by Jane Roe, whose son Adam slept. The playwright said it was late.",
    "Novacell slept. The drugmaker said it was late.",
    "Her mother, Jane Roe, slept. The mother of three said it was late.",
    "The new mayor of Hull promised to go. Jane Roe, who was late, slept.",
    "It was late that the airline had gone back on its promise that it was late.",
    "It closed, and its claim that it was late has been denied.",
    "It said talks would go on, and its shares rose.",
    "told reporters it was late, contradicting the council's claim that it was early",
    "A 34-year-old nurse was late. Jane Roe slept. The nurse said it was late.",
    "The 51-year-old former teacher said it was late.",
    "apologized for her remark that it was late",
    "the suggestion of the defence that it was late",
    "Hooker Jane Roe was behind the wheel.",
    "The senator has said nothing. On Friday Jane Roe left. The senator said it was late.",
    "“It is late,” the Leeds captain said, and his agent, Jane Roe, withdrew his claim that it was late.",
    "The former minister claims that it is late.",
    "amid police reports of an email from the bank with the news that it was late",
    "Airlines are late: they say it is late.",
    "A jury of seven women and five men slept. They said it was late.",
    "The bank plans to sell it. In a filing, it said it was late.",
    "Jane Roe welcomed the finding by the coroner that it was late. “It is,” he said.",
    "The plan that was agreed would fail, the mayor, Jane Roe, said.",
    "“It is late,” said the nurse. Jane Roe, 41, has worked in Hull.",
    "The New York businessman said it was late.",
    "with an apology and a pledge that it was late",
    "Her statement last week that it was late",
    "Shares in Norvex fell after its claim that it was late.",
    "Police detained 40 supporters. They said they slept.",
    "Last week they wrote to him.",
    "France backed it, but Hungary did not. It said it was late.",
    "The Competition and Markets Authority",
    "The twins slept. Both said it was late.",
    "The first, Jane Roe, said it was late; the second that it was early.",
    "The former says it is late, the latter that it is early,",
    "Both said it was late.",
    "Her answer was that it was late.",
    "The claim in the Herald that it was late",
    "with the words “It is late.”",
    "with Jane Roe saying it was late and her son saying it was early",
    "Moody's",
    "\n\nIt said it was late. ",
    "\n\nThey said it was late. ",
    "About 300 nurses marched. ",
    "Karl Moss and his brother Tom left. ",
    "Landlord Jane Roe",
    "The trial of Jane Roe,",
    "Jane Roe runs a farm",
    "was replaced by Jane Roe. The new coach said it was late.",
    "the 67-year-old widow said it was late.",
    "In the town they said it was late.",
    "Police arrested two brothers. Both said it was late.",
    "Senators Jane Roe, a Republican, and",
    "Foreign Minister Lena Ode",
    "Mr. Okafor",
    "Okafor",
    "JANE ROE WINS",
    "Bashar al-Assad",
    "O’Neill",
    "Rex 🦖 Tillerson",
    "José Ángel Núñez",
    "Zoe\u{308} Kravitz",
    "محمد صلاح",
    "Владимир",
    "李克强",
    "U.S",
    "U.S.",
    "the United Nations (UN)",
    "Port of Spain",
    "D.C.",
    "AP",
    "said",
    "told reporters",
    "according to",
    ", according to him, and was",
    "rejected O’Neill’s claim that",
    "was elected president",
    "asked the boy as he left",
    ", an engineer, is",
    ", shaking his head",
    "MR. OKAFOR: Where were you?",
    "The lecture, “Why Bees Matter,” is",
    "asked whether",
    "that",
    "he said",
    "she added:",
    "the latter said",
    "the ministry",
    "who",
    "and",
    "but",
    "was blunt.",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "6’2”",
    "“…",
    ",”",
    ".\"",
    "!”",
    "’s",
    "'s",
    "...",
    "…",
    "—",
    "-",
    ",",
    ".",
    "?",
    ":",
    ";",
    "(",
    ")",
    "Q:",
    "A:",
    "SMITH:",
    "👩‍🚒",
    "🇫🇷",
    "e\u{301}",
    "\u{200d}",
    "\u{feff}",
    "\u{0}",
    "\n",
    "\n\n",
    "\r\n",
    "\u{2028}",
    "\t",
    " ",
    " ",
    " ",
    "1,000.5",
    "$",
    "@desk",
    "http://x.y",
    "“We will not wait any longer,” Ms. Duarte said on Tuesday in Lisbon. ",
    "Asked about the plan, the mayor said it would “cost nothing.” ",
    "'It's ours,' said Jo O'Brien, of the Harbour Trust. ",
    "Okafor Estates LLC",
    "A spokesman for the mayor, Jane Roe KC, said the firm was late. ",
    "“Good,” he replied. ",
    "Her answer was simple. “No.” ",
    "The prime minister has said the tax will stay. ",
    "Prime Minister Jane Roe spoke. ",
    "“He was quick,” said his friend Karl Moss. ",
    "In May he left. “I had to,” he said. ",
    "“Did you see it?” Ms. Duarte asked. ",
    "Okafor asked the boy about it. ",
    "I ask Okafor why he left. ",
    "\n\n“Yes.”\n\n",
    "\n\n“Why not?”\n\n",
    "A woman held a cat. ",
    "“It is mine,” she said. ",
    "A colder view came from Sonja Miller. ",
    "I ask Karl Moss why he left. ",
    "She shrugs. ",
    "“Old.” ",
    "Asked by Jane Roe about it, he said no. ",
    "For Ms. Duarte, it is simple: “We pay.” ",
    "Karl Moss was accused of “a lie from end to end” by the mayor. ",
    "**Ann Lee:** I saw it. ",
    "“Do they mind?” I ask. “No, never.” ",
    "Ann Lee grew up in Leeds. ",
    "\n\n“It was a long way home.”\n\n",
    "\n\nAL: It was late.\n\n",
    "Campaigners marched through Leeds. ",
    "They said it was late. ",
    "Residents were told by police to leave. ",
    "“We moved for the quiet, said Ann Lee. ",
    "A banner greeted Karl Moss. “Welcome home.” ",
    "Her friend Jane Roe came fifth. ",
    "The council and the firm disagree. The latter said no. ",
    "The former soldier said so. ",
    "Okafor was, he admits, a fool. ",
    "Mr Moss said it was over. ",
    "A nurse, Ann Lee,",
    "The driver, Karl Moss, was hurt. ",
    "The new manager is Jane Roe",
    "Karl Moss, 38, drove the bus",
    "A bus driven by Ann Lee",
    "Dean Vale's brother, Karl, left. ",
    "His brother said it was late. ",
    "The driver said it was late. ",
    "The German union Verband",
    "The union said it was late. ",
    "Chipmaker Selix ",
    "The Environment Agency and Thames Water met. ",
    "The latter said no. ",
    "Reporters asked the children. ",
    "The sisters have 31 children. ",
    "The council and",
    "\n\nTHE COURT: Sit down.\n\n",
    "\n\nMS. ROE: Where were you?\n\n",
    "\n\nDriver: What did I do?\n\n",
    "Police warnings that",
    "The announcement on Friday that",
    "with the argument that it was late. ",
    "The company repeated its promise that jobs are safe. ",
    "The assurance from Jane Roe that “it is safe” failed. ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let glue = proptest::sample::select(&["", " ", " ", " "][..]);
    proptest::collection::vec((piece, glue), 0..60).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(piece, glue)| [piece, glue.to_owned()])
            .collect()
    })
}

/// Every span of an analysis, with the letters it claims where it claims any.
fn spans(analysis: &Analysis) -> Vec<(Span, Option<&str>)> {
    let mentions = analysis
        .mentions
        .iter()
        .map(|m| (m.span, Some(m.text.as_str())));
    let quotes = analysis.quotes.iter().flat_map(|quote| {
        let speaker = quote
            .speaker
            .iter()
            .map(|s| (s.span, Some(s.text.as_str())));
        quote
            .spans
            .iter()
            .chain(&quote.cue)
            .map(|span| (*span, None))
            .chain(speaker)
    });
    mentions.chain(quotes).collect()
}

/// What must hold of any analysis in bytes.
fn check(text: &str, analysis: &Analysis) {
    for (span, letters) in spans(analysis) {
        assert!(
            span.start < span.end && span.end <= text.len(),
            "{span:?} in {text:?}"
        );
        assert!(
            text.is_char_boundary(span.start) && text.is_char_boundary(span.end),
            "{span:?} in {text:?}"
        );
        if let Some(letters) = letters {
            assert_eq!(span.of(text), letters);
        }
    }
    let order: Vec<Span> = analysis
        .mentions
        .iter()
        .map(|mention| mention.span)
        .collect();
    assert!(order.is_sorted(), "mentions in order");
    let names: Vec<Span> = analysis
        .mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name)
        .map(|mention| mention.span)
        .collect();
    assert!(
        names.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "names overlap in {text:?}"
    );
    for (id, entity) in analysis.entities.iter().enumerate() {
        assert_eq!(entity.id, id);
        assert!(!entity.mentions.is_empty() && !entity.name.is_empty());
        assert!(
            entity
                .mentions
                .iter()
                .all(|at| analysis.mentions[*at].entity == id)
        );
        assert!(
            entity
                .mentions
                .iter()
                .all(|at| analysis.mentions[*at].kind == entity.kind)
        );
        assert!(entity.quotes.iter().all(|at| {
            analysis.quotes[*at]
                .speaker
                .as_ref()
                .is_some_and(|speaker| speaker.entity == Some(id))
        }));
    }
    assert!(
        analysis
            .mentions
            .iter()
            .all(|mention| mention.entity < analysis.entities.len())
    );
    assert!(
        analysis
            .quotes
            .is_sorted_by_key(|quote| quote.spans[0].start),
        "quotes in order"
    );
    for (id, quote) in analysis.quotes.iter().enumerate() {
        assert_eq!(quote.id, id);
        assert!(
            quote
                .spans
                .windows(2)
                .all(|pair| pair[0].end <= pair[1].start),
            "{quote:?}"
        );
        if let Some(within) = quote.within {
            assert_eq!(quote.form, QuoteForm::Direct);
            assert_eq!(analysis.quotes[within].form, QuoteForm::Mixed);
        }
        if let Some(speaker) = &quote.speaker {
            assert!(speaker.confidence <= 100 && !speaker.rule.is_empty());
            if let Some(entity) = speaker.entity {
                assert_eq!(analysis.entities[entity].name, speaker.name);
                assert!(analysis.entities[entity].quotes.contains(&id));
            }
        }
    }
    assert!(
        analysis
            .mentions
            .iter()
            .all(|mention| mention.confidence <= 100)
    );
    assert!(analysis.marks().is_sorted());
}

/// The same letters lie under a span in every unit.
fn check_units(text: &str, analysis: &Analysis) {
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let codepoints: Vec<char> = text.chars().collect();
    let in_utf16 = analysis.clone().convert(text, Offsets::Utf16);
    let in_codepoints = analysis.clone().convert(text, Offsets::Codepoints);
    for ((byte, _), ((wide, _), (point, _))) in spans(analysis)
        .iter()
        .zip(spans(&in_utf16).iter().zip(&spans(&in_codepoints)))
    {
        let letters = byte.of(text);
        assert_eq!(
            String::from_utf16_lossy(&utf16[wide.start..wide.end]),
            letters
        );
        assert_eq!(
            codepoints[point.start..point.end]
                .iter()
                .collect::<String>(),
            letters
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn laws_hold_for_any_text(text in text()) {
        let analyzer = Analyzer::new();
        let analysis = analyzer.analyze(&text);
        check(&text, &analysis);
        check_units(&text, &analysis);
        prop_assert_eq!(&analysis, &analyzer.analyze(&text), "the same text, the same answer");
    }

    #[test]
    fn laws_hold_for_any_characters(text in any::<String>()) {
        let analysis = Analyzer::new().analyze(&text);
        check(&text, &analysis);
        check_units(&text, &analysis);
    }
}

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_edited_document_equals_a_fresh_one(
        start in text(),
        rounds in proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..8),
    ) {
        let mut analyzer = Analyzer::new();
        let mut document = Document::new(&start);
        let mut units: Vec<u16> = start.encode_utf16().collect();
        check_edited(&analyzer, &mut document, &units);
        let middle = rounds.len() / 2;
        for (number, edits) in rounds.iter().enumerate() {
            for edit in edits {
                apply(&mut document, &mut units, edit);
                if number % 2 == 0 {
                    document.read_ahead(&analyzer);
                }
            }
            if number == middle {
                // A new house list counts at once.
                analyzer.set_house_list(&house(&["the ministry", "Lena Ode", "Port of"]));
            }
            check_edited(&analyzer, &mut document, &units);
        }
    }
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

/// Texts that break naive programs: each has an answer, and the laws hold for it.
#[test]
fn hard_texts_have_an_answer() {
    let analyzer = Analyzer::new();
    let endless = "A".repeat(1 << 20);
    let quotes = "“".repeat(20_000);
    let lines = "A\n".repeat(50_000);
    let titles = "Mr. ".repeat(20_000);
    for text in [
        "",
        "A",
        " ",
        "\n",
        "“",
        "\"",
        "'",
        ".",
        "é",
        "🦖",
        "\u{301}",
        "\u{200d}",
        "\u{feff}",
        "PRESIDENT LENA ODE MEETS MAYOR OF PORT LOUIS IN GENEVA",
        "قال الرئيس عبد الفتاح السيسي إن مصر “لن تتخلى” عن دورها.",
        "Rex 🦖 Tillerson said: “I 🧡 Geneva 🇨🇭!”",
        &endless,
        &quotes,
        &lines,
        &titles,
    ] {
        let analysis = analyzer.analyze(text);
        check(text, &analysis);
        check_units(text, &analysis);
    }
}
