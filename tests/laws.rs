//! Laws that hold for every text: total, sorted, in bounds, on character boundaries, and the
//! same stretch of text whatever the unit.
//!
//! Texts are put together at random; see [`texts`].

use copydesk::{Analysis, Analyzer, MentionForm, Offsets, QuoteForm, Span};
use proptest::prelude::*;
use texts::text;

mod texts;

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
