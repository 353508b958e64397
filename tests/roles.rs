//! Who "the driver", "his brother" and "the manufacturer" are, as the text tells it elsewhere.

use copydesk::Analyzer;

#[test]
fn roles_become_the_right_entity() {
    let analyzer = Analyzer::new();
    for (text, expect) in [
        // What somebody does gives them a role, and so does what they are said to be.
        (
            "Oleg Markov, 38, drove the bus. Ann Lee was hurt. The driver said it was late.",
            Some("Oleg Markov"),
        ),
        (
            "The new manager is Sue Pratt, a chef. She says it is late.",
            Some("Sue Pratt"),
        ),
        (
            "Head teacher Rhian Lloyd was there. The head said it was late.",
            Some("Rhian Lloyd"),
        ),
        // Kin of somebody named.
        (
            "Dean Howe's brother, Marc, was held. His brother said it was late.",
            Some("Marc"),
        ),
        (
            "The bank's lawyer, Ann Lee, was there. His lawyer said it was late.",
            None,
        ),
        // The noun beside a name tells of which sort it is.
        (
            "The German union Verband voted. The union said it was late.",
            Some("Verband"),
        ),
        (
            "Car maker Brenta recalled vans. The manufacturer said it was late.",
            Some("Brenta"),
        ),
        (
            "Chipmaker Selix left. The company said it was late.",
            Some("Selix"),
        ),
        (
            "Tesora fined a supplier. It said it was late.",
            Some("Tesora"),
        ),
        (
            "Ana Tesora spoke. Tesora sent a letter. It said it was late.",
            None,
        ),
    ] {
        let analysis = analyzer.analyze(text);
        let last = analysis.quotes.last().expect("the passage has a quote");
        let speaker = last.speaker.as_ref();
        let name = speaker.and_then(|speaker| Some(&*analysis.entities[speaker.entity?].name));
        assert_eq!(name, expect, "{text}");
    }
}
