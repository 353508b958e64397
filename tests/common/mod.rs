//! What several tests of speakers ask.

use copydesk::Analyzer;

/// The name of the entity that speaks the last quote of `text`; none where it is no entity.
///
/// # Panics
/// Where the text has no quote.
pub fn last_speaker(analyzer: &Analyzer, text: &str) -> Option<String> {
    let analysis = analyzer.analyze(text);
    let last = analysis.quotes.last().expect("the passage has a quote");
    let entity = last.speaker.as_ref()?.entity?;
    Some(analysis.entities[entity].name.clone())
}

/// Checks [`last_speaker`] of each text.
pub fn check_last_speakers(cases: &[(&str, Option<&str>)]) {
    let analyzer = Analyzer::new();
    for (text, expect) in cases {
        let name = last_speaker(&analyzer, text);
        assert_eq!(name.as_deref(), *expect, "{text}");
    }
}
