//! Quotes as newspapers write them: one small passage for each construction.
//!
//! Each construction stands in a file of its own, `tests/quotes/NAME.txt`: a title (`# …`), the
//! passage, one paragraph a line, and beneath it, indented, what is found: the form (a `+` before
//! it says that the words stand inside the mixed quote above), the words with ` … ` between their
//! stretches, and after arrows the cue, the speaker's words, with ` = ` and whom they mean where that
//! is told by other words, and the rule that chose the speaker; a dash where there is none. A passage without indented lines has no quotes.
//!
//! `UPDATE_EXPECT=1 cargo test --test quotes` rewrites each file with what is found now.

use std::path::{Path, PathBuf};

use copydesk::{Analysis, Analyzer};

#[test]
fn constructions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotes");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("tests/quotes holds the constructions")
        .map(|entry| entry.expect("an entry of tests/quotes can be read").path())
        .collect();
    files.sort();
    assert!(files.len() >= 60, "tests/quotes lost constructions");
    let analyzer = Analyzer::new();
    let mut changed = Vec::new();
    for file in files {
        let expected = std::fs::read_to_string(&file).expect("a construction is UTF-8 text");
        let found = renew(&analyzer, &expected);
        if found == expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&file, found).expect("a construction can be rewritten");
        } else {
            changed.push(format!("{}, now:\n{found}", file.display()));
        }
    }
    assert!(
        changed.is_empty(),
        "{} constructions read otherwise; where that is wanted, run with UPDATE_EXPECT=1:\n\n{}",
        changed.len(),
        changed.join("\n")
    );
}

/// The case with what is found in its passage in place of what it expects.
fn renew(analyzer: &Analyzer, case: &str) -> String {
    let kept: Vec<&str> = case
        .lines()
        .filter(|line| !line.starts_with("    "))
        .collect();
    let passage: Vec<&str> = kept
        .iter()
        .copied()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let text = passage.join("\n");
    let mut lines: Vec<String> = kept.iter().map(|line| (*line).to_owned()).collect();
    lines.extend(findings(&text, &analyzer.analyze(&text)));
    lines.join("\n") + "\n"
}

fn findings(text: &str, analysis: &Analysis) -> Vec<String> {
    analysis
        .quotes
        .iter()
        .map(|quote| {
            let words: Vec<&str> = quote.spans.iter().map(|span| span.of(text)).collect();
            let cue = quote.cue.map_or("-", |cue| cue.of(text));
            let told = quote.speaker.as_ref();
            let rule = told.map_or("-", |speaker| &speaker.rule);
            let speaker = told.map_or("-".into(), |speaker| {
                let entity = speaker.entity.map(|entity| &analysis.entities[entity].name);
                let meant = entity.unwrap_or(&speaker.name);
                if *meant == speaker.text {
                    speaker.text.clone()
                } else {
                    format!("{} = {meant}", speaker.text)
                }
            });
            let inside = if quote.within.is_some() { "+" } else { "" };
            let form = quote.form.name();
            let words = words.join(" … ");
            let line = format!("    {inside}{form}: {words} -> {cue} -> {speaker} -> {rule}");
            // A finding stands in one line, however the passage is wrapped.
            line.replace('\n', " ")
        })
        .collect()
}

/// Rule 1 and rule 4 of the house, on strings made of what quotes are made of: any text has an
/// answer, and its spans are in bounds, on character boundaries and in order.
mod laws {
    use copydesk::Analyzer;
    use proptest::prelude::*;

    const PIECES: [&str; 48] = [
        "“",
        "”",
        "\"",
        "'",
        "’",
        "‘",
        "„",
        "«",
        "»",
        "''",
        "``",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        ",",
        ".",
        "?",
        "!",
        "…",
        ":",
        ";",
        "—",
        "-",
        "(",
        ")",
        "said",
        "says",
        "told",
        "that",
        "according to",
        "asked",
        "whether",
        "to",
        "who",
        "the latter",
        "Mr. Cox",
        "Ann Lee",
        "he",
        "the minister",
        "and",
        "Q:",
        "COX:",
        "6",
        "called",
        "é🎉",
        "قال",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn any_text_has_an_answer(picks in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..60)) {
            let text: String = picks
                .iter()
                .map(|(pick, spaced)| format!("{}{}", PIECES[*pick], if *spaced { " " } else { "" }))
                .collect();
            let analysis = Analyzer::new().analyze(&text);
            let mut last = 0;
            for (index, quote) in analysis.quotes.iter().enumerate() {
                prop_assert_eq!(quote.id, index);
                prop_assert!(!quote.spans.is_empty());
                prop_assert!(quote.spans[0].start >= last, "quotes are sorted");
                last = quote.spans[0].start;
                prop_assert!(quote.spans.is_sorted(), "spans are sorted");
                let speaker = quote.speaker.as_ref().map(|speaker| speaker.span);
                for span in quote.spans.iter().copied().chain(quote.cue).chain(speaker) {
                    prop_assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
                }
                for pair in quote.spans.windows(2) {
                    prop_assert!(pair[0].end <= pair[1].start, "spans do not overlap");
                }
                if let Some(outer) = quote.within {
                    prop_assert!(outer < index);
                    prop_assert_eq!(analysis.quotes[outer].form.name(), "mixed");
                }
            }
        }
    }

    /// Lines of one piece over and over, as broken converters and tables make them. Nothing is
    /// timed: work that grew with the square of such a line would keep this test busy for minutes
    /// where it takes seconds.
    #[test]
    fn long_lines_of_one_piece_have_an_answer() {
        const PIECES: [&str; 40] = [
            "“",
            "‘",
            "”",
            "\"",
            "' ",
            "((",
            "[]",
            "“a ",
            "“a” ",
            "“a b c d e f\n",
            "‘a “b” c’ ",
            "(\"a ",
            "12\" ",
            "A ",
            "A.",
            "a-",
            "a ' ",
            "a, b ",
            "Mr. ",
            "FOO BAR ",
            "Cox, ",
            "Cox: ",
            "Cox and ",
            "Cox's ",
            "John Smith ",
            "Ann Smith she ",
            "he said ",
            "said that ",
            "said, ",
            "who said ",
            "he said “x,” ",
            "“a,” she said. ",
            "Asked whether a, ",
            "of the ",
            "according to ",
            "the company it ",
            "The ACME Co. said ",
            "Secretary of State ",
            "Q: a?\nA: b\n",
            "\n\n",
        ];
        let analyzer = Analyzer::new();
        let check = |text: &str| {
            let analysis = analyzer.analyze(text);
            for span in analysis.quotes.iter().flat_map(|quote| &quote.spans) {
                assert!(text.get(span.start..span.end).is_some());
            }
        };
        for piece in PIECES {
            check(&piece.repeat(150_000 / piece.len()));
        }
        check(&("“".repeat(50_000) + &"”".repeat(50_000)));
        let many: String = (0..6_000)
            .map(|n| format!("Mr. Ba{n:x} Ko{n:x} said no. "))
            .collect();
        check(&many);
    }
}
