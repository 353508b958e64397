//! Reading: one paragraph with what each of its words can be and which marks belong together.

use std::ops::Range;

use super::cues::Cue;
use super::marks::{Stretch, stretches};
use super::signs::{equals, is};
use super::words::{Noted, Word};
use crate::text::{Paragraph, Shape, TokenKind};

/// No dateline has more tokens before its dash.
const LONGEST_DATELINE: usize = 16;

/// No verb that no list has is looked for further behind marked words.
const LONGEST_TO_CUE: usize = 9;

/// A paragraph with all that its letters tell to those who look for phrases and clauses.
///
/// Its functions are called from hundreds of places. The smallest are inlined there, which is worth its
/// bytes in the WebAssembly; what looks at letters is not.
pub struct Reading<'p> {
    /// The paragraph.
    pub paragraph: &'p Paragraph,
    /// What each token can be.
    pub words: &'p mut [Word],
    /// Those tokens that reports can be made of, among others.
    pub noted: &'p [u32],
    /// Its marked stretches.
    pub stretches: Vec<Stretch>,
    /// Whether it is written as headlines are, every long word with a capital.
    pub headline: bool,
    /// Where the report begins after its dateline, "LONDON, May 3 (Reuters) —".
    pub dateline: Option<usize>,
    /// For each token, one more than the index of the stretch that holds it, or zero; empty where
    /// there are no stretches.
    held: Vec<u32>,
}

impl<'p> Reading<'p> {
    /// Reads a paragraph, given what its tokens can be.
    pub fn new(paragraph: &'p Paragraph, Noted { words, noted }: Noted<'p>) -> Reading<'p> {
        let is_mark = |at: &&u32| paragraph.tokens()[**at as usize].kind == TokenKind::Mark;
        let mark = noted.iter().find(is_mark);
        let mut stretches = mark.map_or(Vec::new(), |at| stretches(paragraph, *at as usize));
        stretches.retain(|stretch| !is_nickname(paragraph, stretch));
        let mut held = match stretches.is_empty() {
            true => Vec::new(),
            false => vec![0; paragraph.tokens().len()],
        };
        for (index, stretch) in stretches.iter().enumerate() {
            held[stretch.tokens.clone()].fill(index as u32 + 1);
        }
        let mut reading = Reading {
            paragraph,
            headline: is_headline(paragraph),
            words,
            noted,
            dateline: dateline(paragraph),
            stretches,
            held,
        };
        reading.spare_names();
        for index in 0..reading.stretches.len() {
            if let Some(at) = reading.unlisted_cue(index) {
                reading.words[at].cue = Some(Cue {
                    frames: Cue::QUOTE,
                    forms: Cue::PAST,
                    particle_frames: 0,
                    particles: 0,
                });
            }
        }
        reading
    }

    /// The verb in -ed, in no list, that tells how the words of the stretch at `index` came, which open a
    /// sentence and end with a comma or the like: “…,” she sobbed.
    fn unlisted_cue(&self, index: usize) -> Option<usize> {
        let stretch = &self.stretches[index];
        let (start, end) = (stretch.tokens.start, stretch.tokens.end);
        if !self.starts_sentence(start) {
            return None;
        }
        let last = self.text(stretch.inner.end - 1);
        if !last.ends_with([',', '?', '!', '…', '—']) {
            return None;
        }
        // “Night Shift,” Cox directed
        let capital = |at: usize| self.is_capital(at) && self.text(at) != "I";
        if self.has_title(stretch) && stretch.inner.clone().skip(1).any(capital) {
            return None;
        }
        let closed = Word::RELATIVE | Word::CONJUNCTION | Word::PREPOSITION | Word::SUBORDINATOR;
        let near = |at: &usize| {
            !self.word(*at).is(closed)
                && self.stretch(*at).is_none()
                && self.kind(*at) != TokenKind::Stop
                && !self.is_verb(*at)
        };
        let past = |at: &usize| {
            let word = self.word(*at);
            self.is_in_ed(*at)
                && !self.is_capital(*at)
                && !word.is(!Word::DEED)
                && (word.cue).is_none_or(|cue| cue.before(self.text(at + 1)).is_none())
        };
        let verb = (end..self.words.len().min(end + LONGEST_TO_CUE))
            .take_while(near)
            .find(past)?;
        // “…,” worried parents said
        let named =
            self.is_capital(end + 1) || self.word(end + 1).is(Word::DETERMINER | Word::POSSESSIVE);
        // Later in a paragraph, “We will win!” The crowd cheered: what those who listen did.
        let alone = start == 0 && self.kind(verb + 1) == TokenKind::Stop;
        let fits = !self.starts_sentence(end) || alone;
        // “…,” Dover-based Ann Lee said
        let next = Word::PREPOSITION | Word::ADVERB | Word::TIME | Word::SUBORDINATOR;
        let last = self.kind(verb + 1) != TokenKind::Word || self.word(verb + 1).is(next);
        let tells = if verb > end { last } else { named };
        (fits && tells).then_some(verb)
    }

    /// Takes from names the classes of the words that they look like: "Kelly said", "USA TODAY".
    fn spare_names(&mut self) {
        if self.headline {
            return;
        }
        for index in 0..self.stretches.len() {
            self.spare_speaker(self.stretches[index].tokens.end);
        }
        for at in self.noted.iter().map(|at| *at as usize) {
            if self.words[at].is(Word::ADVERB | Word::TIME) && self.is_capital(at) {
                self.spare_time(at);
            }
        }
    }

    /// Takes its classes from the word at `at` where it is a name: “…,” Will wrote. “…,” Read said.
    fn spare_speaker(&mut self, at: usize) {
        if !self.is_capital(at) {
            return;
        }
        let speaks = self
            .word(at + 1)
            .cue
            .is_some_and(|cue| cue.is(Cue::PAST | Cue::THIRD) && cue.takes(Cue::QUOTE));
        if speaks && self.goes_on(at) && !self.word(at).is(Word::SUBJECT | Word::DETERMINER) {
            self.words[at] = Word::of(self.words[at].sign);
        }
    }

    /// Takes from the word at `at`, which looks like a time or an adverb, what it is not where it is a name.
    fn spare_time(&mut self, at: usize) {
        // "The Sun said", "the Sunday Times"
        let paper = self.is_capital(at + 1) && !self.word(at + 1).is(Word::TIME);
        if at > 0 && equals!(self, at - 1, "the") && (paper || self.equals(at, "sun")) {
            self.words[at].classes &= !Word::TIME;
        }
        let inside = !self.starts_clause(at) || self.goes_on(at);
        let said = self
            .word(at + 1)
            .cue
            .is_some_and(|cue| cue.is(Cue::PAST | Cue::THIRD));
        if (inside || said) && self.words[at].is(Word::ADVERB) && self.text(at).ends_with("ly") {
            self.words[at].classes &= !Word::ADVERB;
        }
        if inside && self.paragraph.tokens()[at].shape == Shape::Capitals {
            self.words[at].classes &= !(Word::TIME | Word::ADVERB);
        }
        if self.is_named_for_a_time(at) {
            self.words[at].classes &= !Word::TIME;
        }
    }

    /// Whether the word at `at` is the given name of somebody named for a month or a season: "June Cox said",
    /// but "In June Cox said".
    fn is_named_for_a_time(&self, at: usize) -> bool {
        if !self.is_capital(at + 1) || self.word(at + 1).is(Word::TITLE | Word::TIME) {
            return false;
        }
        let given = matches!(
            self.text(at),
            "Jan" | "April" | "June" | "August" | "Summer" | "Autumn"
        );
        let dates = Word::PREPOSITION | Word::DETERMINER | Word::SUBORDINATOR;
        let dated = at.checked_sub(1).is_some_and(|before| {
            self.word(before).is(dates)
                || self.kind(before) == TokenKind::Number
                || matches!(
                    self.text(before),
                    "last" | "Last" | "next" | "Next" | "early" | "late"
                )
        });
        given && !dated
    }

    /// Whether marked words that end with a comma stand before the token at `at`, so that the
    /// sentence goes on with it.
    fn goes_on(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.stretch(before));
        before.is_some_and(|index| {
            let inner = &self.stretches[index].inner;
            self.stretch(at).is_none() && is!(self, inner.end - 1, ",")
        })
    }

    /// The stretch that holds the token at `at`.
    #[inline]
    pub fn stretch(&self, at: usize) -> Option<usize> {
        self.held
            .get(at)
            .and_then(|index| (*index as usize).checked_sub(1))
    }

    /// The indexes of the stretches that begin within `tokens`.
    pub fn stretches_in(&self, tokens: &Range<usize>) -> Range<usize> {
        stretches_in(&self.stretches, tokens)
    }

    /// Whether all of `tokens` name a time: "last Tuesday morning".
    pub fn only_time(&self, tokens: Range<usize>) -> bool {
        tokens.clone().any(|at| self.word(at).is(Word::TIME))
            && tokens.clone().all(|at| {
                self.word(at)
                    .is(Word::TIME | Word::DETERMINER | Word::ADVERB)
                    || self.kind(at) == TokenKind::Number
                    || is!(self, at, "last" | "next" | ",")
            })
    }

    /// The class of the token at `at`; nothing beyond the paragraph.
    #[inline]
    pub fn word(&self, at: usize) -> &Word {
        self.words.get(at).unwrap_or(const { &Word::NONE })
    }

    /// The letters of the token at `at`; "" beyond the paragraph.
    #[inline(never)]
    pub fn text(&self, at: usize) -> &'p str {
        self.paragraph.word(at)
    }

    /// The length in bytes of the token at `at`; none beyond the paragraph.
    pub fn length(&self, at: usize) -> usize {
        let token = self.paragraph.tokens().get(at);
        token.map_or(0, |token| token.end() - token.start())
    }

    /// The first byte of the token at `at`, of a capital that of the small letter; none beyond the paragraph.
    #[inline]
    pub fn initial(&self, at: usize) -> u8 {
        let token = self.paragraph.tokens().get(at);
        token.map_or(0, |token| {
            self.paragraph.text().as_bytes()[token.start()].to_ascii_lowercase()
        })
    }

    /// Whether the token at `at` is `word`, capitals aside.
    #[inline(never)]
    pub fn equals(&self, at: usize, word: &str) -> bool {
        let token = self.paragraph.tokens().get(at);
        let letters = token.map_or(&[][..], |token| {
            &self.paragraph.text().as_bytes()[token.range()]
        });
        letters.eq_ignore_ascii_case(word.as_bytes())
    }

    /// What kind of token stands at `at`; a stop beyond the paragraph.
    #[inline]
    pub fn kind(&self, at: usize) -> TokenKind {
        self.paragraph
            .tokens()
            .get(at)
            .map_or(TokenKind::Stop, |token| token.kind)
    }

    /// Whether the token at `at` begins with a capital.
    #[inline]
    pub fn is_capital(&self, at: usize) -> bool {
        self.paragraph
            .tokens()
            .get(at)
            .is_some_and(|token| token.shape.is_capital())
    }

    /// Whether white space stands before the token at `at`; true beyond the paragraph.
    #[inline(never)]
    pub fn spaced(&self, at: usize) -> bool {
        at >= self.words.len() || self.paragraph.spaced(at)
    }

    /// Whether a hyphen stands at `at`, with no white space on either side.
    #[inline]
    pub fn is_hyphen(&self, at: usize) -> bool {
        is!(self, at, "-" | "‐" | "‑" | "/") && !self.spaced(at) && !self.spaced(at + 1)
    }

    /// Whether no marked stretch holds any of `tokens`.
    pub fn is_plain(&self, tokens: Range<usize>) -> bool {
        tokens.is_empty() || self.stretches_over(&tokens).is_empty()
    }

    /// The indexes of the stretches that hold any of `tokens`, of which there are some.
    pub fn stretches_over(&self, tokens: &Range<usize>) -> Range<usize> {
        let ends = |stretch: &Stretch| stretch.tokens.end <= tokens.start;
        let begins = |stretch: &Stretch| stretch.tokens.start < tokens.end;
        self.stretches.partition_point(ends)..self.stretches.partition_point(begins)
    }

    /// Whether a comma stands at `at`.
    #[inline]
    pub fn is_comma(&self, at: usize) -> bool {
        is!(self, at, ",")
    }

    /// Whether "about", "over" or the like stands at `at` before a number: "about 40 people".
    pub fn is_rough_number(&self, at: usize) -> bool {
        let rough = ["around", "under", "nearly", "almost", "roughly"];
        // "at least 40", "up to 40"
        let two = equals!(self, at, "at") && matches!(self.text(at + 1), "least" | "most")
            || equals!(self, at, "up") && equals!(self, at + 1, "to");
        // "as many as 40"
        let many = equals!(self, at, "as")
            && equals!(self, at + 2, "as")
            && matches!(self.text(at + 1), "many" | "much" | "few" | "little");
        let number = at + 1 + usize::from(two) + 2 * usize::from(many);
        let counts = self.kind(number) == TokenKind::Number
            || self.kind(number) != TokenKind::Word && matches!(self.text(number), "$" | "£" | "€")
            || self.word(number).is(Word::DETERMINER) && self.word(number).is(Word::PLURAL);
        counts
            && (two
                || many
                || equals!(self, at, "about" | "over" | "some")
                || rough.iter().any(|word| self.equals(at, word)))
    }

    /// Whether a dash stands at `at`, or a hyphen with white space on both sides.
    pub fn is_dash(&self, at: usize) -> bool {
        is!(self, at, "—" | "–" | "―" | "--")
            || is!(self, at, "-") && self.spaced(at) && self.spaced(at + 1)
    }

    /// Whether the token at `at` is a possessive: "'s", or the apostrophe after an s.
    pub fn is_possessive(&self, at: usize) -> bool {
        if !matches!(self.kind(at), TokenKind::Clitic | TokenKind::Mark) {
            return false;
        }
        let text = self.text(at);
        (self.kind(at) == TokenKind::Clitic && text.ends_with(['s', 'S']))
            || (matches!(text, "'" | "’")
                && !self.paragraph.spaced(at)
                && at > 0
                && self.text(at - 1).ends_with(['s', 'S'])
                && self.stretch(at).is_none())
    }

    /// Whether the token at `at` is a word outside of marks that can be a noun and nothing but a noun, an
    /// adjective or a verb that no list has: most words of noun phrases.
    #[inline]
    pub fn is_plain_noun(&self, at: usize) -> bool {
        self.word(at).is_plain() && self.kind(at) == TokenKind::Word && self.stretch(at).is_none()
    }

    /// Whether the token at `at` can stand inside a noun phrase, before or as its noun.
    pub fn is_nominal(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.stretch(at).is_some() {
            return false;
        }
        match self.kind(at) {
            TokenKind::Number | TokenKind::Link => true,
            TokenKind::Symbol => matches!(self.text(at), "%" | "$" | "£" | "€" | "&"),
            TokenKind::Word => {
                let shape = self.paragraph.tokens()[at].shape;
                let closed = word.is(Word::PREPOSITION
                    | Word::CONJUNCTION
                    | Word::SUBORDINATOR
                    | Word::RELATIVE
                    | Word::AUXILIARY
                    | Word::MODAL
                    | Word::NEGATION
                    | Word::VERB)
                    // "father-of-three"
                    && !(at > 0 && self.is_hyphen(at - 1) && self.is_hyphen(at + 1))
                    && !self.is_modal_name(at);
                let owns = word.is(Word::POSSESSIVE) && self.kind(at + 1) == TokenKind::Word;
                let pronoun =
                    word.is(Word::SUBJECT | Word::OBJECT) && !word.is(Word::DETERMINER) && !owns;
                if matches!(shape, Shape::Lower | Shape::Uncased) || at == 0 {
                    !closed && !pronoun
                } else {
                    // "Will Smith", "May": a capital inside a sentence is a name.
                    let opens =
                        closed && !word.is(Word::MODAL | Word::VERB) && self.starts_clause(at);
                    let other = opens || pronoun || word.is(Word::AUXILIARY | Word::RELATIVE);
                    !other
                }
            }
            TokenKind::Clitic => self.is_possessive(at),
            TokenKind::Mark => self.is_possessive(at) || self.is_nickname_mark(at),
            TokenKind::Punctuation => self.is_hyphen(at),
            TokenKind::Stop => false,
        }
    }

    /// Whether the mark at `at` belongs to a nickname: Marcia “Cia” Price.
    pub fn is_nickname_mark(&self, at: usize) -> bool {
        self.stretch(at).is_none() && at > 0 && self.is_capital(at - 1) && self.is_capital(at + 1)
    }

    /// Whether a sentence begins with the token at `at`.
    #[inline(never)]
    pub fn starts_sentence(&self, at: usize) -> bool {
        self.paragraph
            .sentences
            .binary_search_by_key(&at, |sentence| sentence.start)
            .is_ok()
    }

    /// Whether a sentence or a clause begins with the token at `at`.
    pub fn starts_clause(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.kind(at - 1),
                TokenKind::Stop | TokenKind::Mark | TokenKind::Punctuation
            )
            || self.starts_sentence(at)
    }

    /// Whether the word at `at` is a name, though it is written as a modal verb is: "May told MPs", as
    /// no modal verb stands before a past.
    pub fn is_modal_name(&self, at: usize) -> bool {
        let finite = |cue: Cue| cue.is(Cue::PAST | Cue::THIRD) && !cue.is(Cue::BASE);
        self.word(at).is(Word::MODAL)
            && self.is_capital(at)
            && self.word(at + 1).cue.is_some_and(finite)
            && !self.is_capital(at + 1)
    }

    /// Whether a form of "be" stands at `at`.
    pub fn is_be(&self, at: usize) -> bool {
        is!(
            self,
            at,
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am"
        ) || self.kind(at) == TokenKind::Clitic && matches!(self.text(at), "'re" | "’re")
    }

    /// Whether the token at `at` is a possessive rather than what is left of "is": "the council's".
    fn owns(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Clitic
            && self.is_possessive(at)
            && at > 0
            && !self
                .word(at - 1)
                .is(Word::SUBJECT | Word::RELATIVE | Word::SUBORDINATOR | Word::ADVERB)
    }

    /// Whether the token at `at` is a finite verb in all likelihood.
    pub fn is_verb(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_form = word.is_auxiliary() && !self.owns(at)
            || word.is(Word::VERB)
            || word
                .cue
                .is_some_and(|cue| cue.is(Cue::PAST | Cue::THIRD) && !word.is(Word::NOUN));
        is_form && (!self.is_capital(at) || self.starts_clause(at)) && !self.is_modal_name(at)
    }
}

/// The indexes of those of `stretches`, which are in order, that begin within `tokens`.
pub fn stretches_in(stretches: &[Stretch], tokens: &Range<usize>) -> Range<usize> {
    let from = stretches.partition_point(|stretch| stretch.tokens.start < tokens.start);
    let to = stretches.partition_point(|stretch| stretch.tokens.start < tokens.end);
    from..to.max(from)
}

/// Past the place in capitals, the day and the agency, and the dash after them, that open a report.
fn dateline(paragraph: &Paragraph) -> Option<usize> {
    let first = paragraph.tokens().first()?;
    if first.shape != Shape::Capitals || first.end() - first.start() < 3 {
        return None;
    }
    let count = paragraph.tokens().len();
    let dash = (1..count.min(LONGEST_DATELINE)).find(|&at| match paragraph.word(at) {
        "—" | "–" | "―" | "--" => true,
        "-" => paragraph.spaced(at) && at + 1 < count && paragraph.spaced(at + 1),
        _ => false,
    })?;
    let plain = (1..dash).all(|at| match paragraph.tokens()[at].kind {
        TokenKind::Word => paragraph.tokens()[at].shape.is_capital(),
        TokenKind::Number => true,
        _ => matches!(paragraph.word(at), "," | "." | "(" | ")" | "/"),
    });
    (plain && dash + 1 < count).then_some(dash + 1)
}

/// A short paragraph with capitals on nearly all words of more than three letters.
fn is_headline(paragraph: &Paragraph) -> bool {
    if paragraph.tokens().len() > 30 {
        return false;
    }
    let (mut all, mut capital) = (0, 0);
    for token in paragraph.tokens() {
        let is_long = token.kind == TokenKind::Word && token.end() - token.start() > 3;
        all += usize::from(is_long);
        capital += usize::from(is_long && token.shape.is_capital());
    }
    all >= 4 && capital * 5 >= all * 4
}

/// A short stretch in the middle of a name.
fn is_nickname(paragraph: &Paragraph, stretch: &Stretch) -> bool {
    let capital = |at: usize| {
        paragraph
            .tokens()
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.shape.is_capital())
    };
    stretch.closed
        && stretch.inner.len() <= 2
        && stretch.inner.clone().all(capital)
        && stretch.tokens.start > 0
        && capital(stretch.tokens.start - 1)
        && capital(stretch.tokens.end)
}
