//! The rules by which speakers are chosen, with the word and the confidence of each.

/// Why a speaker was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The subject of the cue, before it: "Cox said".
    CueSubject,
    /// The subject of the cue, after it: "said Cox".
    CueInverted,
    /// The subject of the clause that the cue hangs on: "Cox left, saying …".
    CueParticiple,
    /// The subject of the verb before: "Cox left and said …".
    CueCoordinated,
    /// "according to Cox"
    AccordingTo,
    /// "A statement from Cox: “…”": a pattern of `seeds/lexicons/cue-patterns.txt`.
    CuePattern,
    /// "Cox: “…”", or the label of an answer.
    Label,
    /// "“…” — Cox"
    SignOff,
    /// Who said the quote before it in the same paragraph.
    InheritedParagraph,

    /// Who said the quote in the paragraph before.
    InheritedPrevious,
    /// The speaker or subject of a paragraph before that ends in a colon.
    Introduced,
    /// The subject of the sentence that holds the quote.
    SentenceSubject,
    /// The subject of the sentence before the quote.
    SentenceBefore,
    /// Who said the quote after it in the same paragraph.
    QuoteAfter,
}

impl Rule {
    /// Every rule.
    #[cfg(test)]
    pub const ALL: [Rule; 14] = [
        Rule::CueSubject,
        Rule::CueInverted,
        Rule::CueParticiple,
        Rule::CueCoordinated,
        Rule::AccordingTo,
        Rule::CuePattern,
        Rule::Label,
        Rule::SignOff,
        Rule::InheritedParagraph,
        Rule::InheritedPrevious,
        Rule::Introduced,
        Rule::SentenceSubject,
        Rule::SentenceBefore,
        Rule::QuoteAfter,
    ];

    /// The fixed word for this rule in an analysis.
    pub fn name(self) -> &'static str {
        match self {
            Rule::CueSubject => "cue-subject",
            Rule::CueInverted => "cue-inverted",
            Rule::CueParticiple => "cue-participle",
            Rule::CueCoordinated => "cue-coordinated",
            Rule::AccordingTo => "according-to",
            Rule::CuePattern => "cue-pattern",
            Rule::Label => "label",
            Rule::SignOff => "sign-off",
            Rule::InheritedParagraph => "inherited-paragraph",

            Rule::InheritedPrevious => "inherited-previous",
            Rule::Introduced => "introduced",
            Rule::SentenceSubject => "sentence-subject",
            Rule::SentenceBefore => "sentence-before",
            Rule::QuoteAfter => "quote-after",
        }
    }

    /// How sure the rule is by itself, in whole percent.
    pub fn confidence(self) -> u8 {
        match self {
            Rule::CueSubject | Rule::CueInverted => 95,
            Rule::Label | Rule::AccordingTo => 93,
            Rule::SignOff => 92,
            Rule::InheritedParagraph => 90,
            Rule::CueCoordinated | Rule::CuePattern | Rule::Introduced => 85,
            Rule::CueParticiple => 80,
            Rule::QuoteAfter => 80,
            Rule::InheritedPrevious => 70,
            Rule::SentenceBefore => 65,
            Rule::SentenceSubject => 60,
        }
    }
}
