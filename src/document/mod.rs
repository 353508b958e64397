//! A text under edit: what was found in a paragraph is kept until something that it depends on
//! changes, so that an edit costs its paragraph and little beside.
//!
//! A whole text is analyzed by opening it as a document, so there is one way from letters to
//! findings. Each step keeps, for each paragraph, what went in and what came out:
//!
//! | step | of a paragraph depends on |
//! |---|---|
//! | tokens, first look at names, sketch of quotes | its letters |
//! | names | those, and what the whole document says of its capitalized words |
//! | entities | the names of the whole document |
//! | pronouns | its names, and who was named in the last sentences before it |
//! | quotes | its sketch and mentions, what the paragraph before handed on, and mentions in reach |
//!
//! A step runs for a paragraph where one of these is not what it was.

mod update;

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::{Analysis, Kind};
use crate::analyzer::Analyzer;
use crate::assembly::Findings;
use crate::coref::{Cameo, Reference, References, Window};
use crate::letters::{Change, Letters};
use crate::names::document::{Hint, Tally};
use crate::names::{Lesson, Lore, Name, Reading};
use crate::offsets::{Offsets, Positions};
use crate::order::sort_by_rank;
use crate::quotes::{Asks, Marked, Open, Said, Sketch, Trail, Turn};
use crate::text::Paragraph;
use update::Step;

pub use crate::letters::EditError;

/// A text that is edited, and what is found in it.
///
/// ```
/// let analyzer = copydesk::Analyzer::new();
/// let mut document = copydesk::Document::new("“We agreed,” Ana Ruiz said.");
/// document.replace(13, 21, "Jo Lee")?;
/// assert_eq!(document.analysis(&analyzer).entities[0].name, "Jo Lee");
/// # Ok::<(), copydesk::EditError>(())
/// ```
#[derive(Debug, Default)]
pub struct Document {
    letters: Letters,
    paragraphs: Vec<Paragraph>,
    sketches: Vec<Sketch>,
    leaves: Vec<Leaf>,
    /// How far each paragraph is out of date.
    states: Vec<State>,
    /// What was read of paragraphs that are no more, and is still counted in.
    gone: Vec<Leaf>,
    /// Whether all findings are those of the text as it stands.
    is_current: bool,
    /// Which step of an update comes next.
    step: Step,
    /// Whether nobody will edit it, so that what only the next update would need is not kept: a long text
    /// is read faster where less of it lies between one paragraph and the next.
    is_once: bool,
    /// How many paragraphs begin with the label of a speaker.
    labelled: usize,
    /// Whether any paragraph is part of a transcript.
    has_turns: bool,
    /// Where paragraphs came and went since the last update.
    region: Region,
    tally: Tally,
    lore: Lore,
    /// How many stretches of words stand in which marks.
    marked: Marked,
    uses_singles: bool,
    references: References,
    /// The house list under which names were settled; see [`Analyzer::revision`].
    revision: u64,
}

/// What is known of one paragraph.
#[derive(Debug, Default)]
struct Leaf {
    reading: Reading,
    pronouns: Vec<u32>,
    hints: Vec<Hint>,
    /// The names that the tagger found, by the rules that need the paragraph alone.
    joined: Vec<Name>,
    lesson: Lesson,
    /// The names, settled.
    names: Vec<Name>,
    cameos: Vec<Cameo>,
    /// The entity of each name.
    entities: Vec<usize>,
    /// Who was known before the paragraph, and who is after it: what the next one has before it.
    windows: [Handed<Window>; 2],
    /// What the paragraph before handed on, and what this one does.
    trails: [Handed<Trail>; 2],
    turn: Option<Box<Turn>>,
    said: Said,
    is_labelled: bool,
    /// For a paragraph that is gone, its mentions.
    mentions: Vec<Reference>,
    marked: Marked,
    /// What a page paints of the paragraph, in UTF-16 units from its start; none where it must be
    /// made anew.
    rows: Option<Vec<Row>>,
}

/// What a paragraph hands on to the next, kept once for both; none where it is what the first
/// paragraph begins with.
type Handed<T> = Option<Arc<T>>;

/// How far a paragraph is out of date; apart from all else that is known of it, so that an update
/// runs over few bytes.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Whether it came in since the last update.
    is_new: bool,
    /// Whether its letters were read; what the document says of them may still be to come.
    is_read: bool,
    /// Whether other paragraphs stand before it than before.
    is_pushed: bool,
    /// Whether more or fewer paragraphs stand before it than before.
    is_shifted: bool,
    /// Whether its names must be settled anew.
    is_unsettled: bool,
    /// Whether its names are others than at the last update, or stand elsewhere.
    is_renamed: bool,
    /// Whether its mentions must be found anew.
    renew_mentions: bool,
    /// Whether its mentions are others than at the last update.
    is_changed: bool,
    /// What its speakers depend on in other paragraphs.
    asks: Asks,
}

/// Where paragraphs came and went since the last update.
#[derive(Debug, Default)]
struct Region {
    /// The paragraphs that came, where all of them stand together.
    come: Option<Range<usize>>,
    /// Whether some came elsewhere, too.
    is_torn: bool,
    /// Whether the paragraphs that came have the mentions that those had that went.
    has_same_mentions: bool,
}

impl Region {
    fn add(&mut self, change: &Change) {
        let Change { first, gone, come } = *change;
        match &mut self.come {
            None => self.come = Some(first..first + come),
            Some(known) if known.start <= first && first + gone <= known.end => {
                known.end = known.end - gone + come;
            }
            Some(_) => self.is_torn = true,
        }
    }

    fn is_one(&self) -> bool {
        !self.is_torn
    }
}

/// A stretch to paint, in UTF-16 units from its paragraph's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    start: u32,
    end: u32,
    of: RowOf,
}

/// What a stretch to paint is of, in the order of rows with one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowOf {
    Name(Kind, u32),
    /// The quote that the paragraphs before left open.
    Continued,
    /// One of the paragraph's own quotes, by its index.
    Quote(u32),
}

impl RowOf {
    /// Its place among rows that begin and end together.
    fn rank(self) -> usize {
        match self {
            RowOf::Name(kind, _) => kind as usize,
            RowOf::Continued => Kind::ALL.len(),
            RowOf::Quote(quote) => Kind::ALL.len() + 1 + quote as usize,
        }
    }
}

impl Document {
    /// Opens `text`. Nothing is read until findings are asked for.
    pub fn new(text: &str) -> Document {
        let mut document = Document::default();
        let change = document.letters.replace(0, 0, text);
        document.follow(&change.expect("an empty text has the stretch 0..0"));
        document
    }

    /// `text`, of which the findings are asked once.
    pub(crate) fn once(text: &str) -> Document {
        Document {
            is_once: true,
            ..Document::new(text)
        }
    }

    /// The text as it stands now. U+FFFD stands for each half of a surrogate pair that a caller
    /// put there or left there alone; see [`Document::halves`].
    pub fn text(&self) -> &str {
        self.letters.text()
    }

    /// The length of the text in UTF-16 code units.
    pub fn units(&self) -> usize {
        self.letters.units()
    }

    /// The halves of surrogate pairs in the text, in order: at which UTF-16 code unit, and which.
    pub fn halves(&self) -> &[(usize, u16)] {
        self.letters.halves()
    }

    /// Replaces the UTF-16 code units from `from` to `to` by `insert`.
    ///
    /// # Errors
    /// Where these are not the ends of a stretch of the text; the text stays as it was.
    pub fn replace(&mut self, from: usize, to: usize, insert: &str) -> Result<(), EditError> {
        let change = self.letters.replace(from, to, insert)?;
        self.follow(&change);
        Ok(())
    }

    /// Replaces the UTF-16 code units from `from` to `to` by `insert`, which may hold halves of
    /// surrogate pairs, as JavaScript strings may. A half reads as U+FFFD until its other half
    /// stands beside it.
    ///
    /// # Errors
    /// Where these are not the ends of a stretch of the text; the text stays as it was.
    pub fn replace_units(
        &mut self,
        from: usize,
        to: usize,
        insert: &[u16],
    ) -> Result<(), EditError> {
        let change = self.letters.replace_units(from, to, insert)?;
        self.follow(&change);
        Ok(())
    }

    /// Everything found in the text, in byte offsets: what `analyzer` finds in the same text anew.
    pub fn analysis(&mut self, analyzer: &Analyzer) -> Analysis {
        self.findings(analyzer).analysis()
    }

    /// The same, without a copy of any letter.
    pub(crate) fn findings(&mut self, analyzer: &Analyzer) -> Findings<'_> {
        self.update(analyzer);
        Findings::new(
            &self.letters,
            &self.paragraphs,
            &self.references,
            self.leaves.iter().map(|leaf| &leaf.said),
        )
    }

    /// What a page paints, as [`Analysis::marks`] gives it, in UTF-16 code units, in rows of four
    /// one after the other. Costs little more than the rows themselves.
    pub fn marks(&mut self, analyzer: &Analyzer) -> Vec<i32> {
        self.update(analyzer);
        let mut marks = Vec::new();
        let (mut quotes, mut open) = (0, 0);
        for index in 0..self.leaves.len() {
            let rows = match self.leaves[index].rows.take() {
                Some(rows) => rows,
                None => self.rows(index),
            };
            let leaf = &mut self.leaves[index];
            let base = self.letters.places()[index].unit as i32;
            for row in &rows {
                let (kind, id) = match row.of {
                    RowOf::Name(kind, entity) => (kind as i32, entity as i32),
                    RowOf::Continued => (Kind::ALL.len() as i32, open),
                    RowOf::Quote(quote) => (Kind::ALL.len() as i32, quotes + quote as i32),
                };
                marks.extend([base + row.start as i32, base + row.end as i32, kind, id]);
            }
            if let Open::Own(quote) = leaf.said.open {
                open = quotes + quote as i32;
            }
            quotes += leaf.said.quotes.len() as i32;
            leaf.rows = Some(rows);
        }
        marks
    }

    /// What is painted of the paragraph at `index`, in order.
    fn rows(&self, index: usize) -> Vec<Row> {
        let leaf = &self.leaves[index];
        let paragraph = &self.paragraphs[index];
        let names = leaf.names.iter().zip(&leaf.entities);
        let names = names.map(|(name, entity)| {
            let of = RowOf::Name(name.kind, *entity as u32);
            (paragraph.place(&name.tokens), of)
        });
        let quotes = leaf.said.quotes.iter().zip(0..);
        let quotes = quotes.flat_map(|(quote, id)| {
            let spans = quote.spans.iter();
            spans.map(move |span| (*span, RowOf::Quote(id)))
        });
        let continued = leaf.said.continued.map(|span| (span, RowOf::Continued));
        let spans: Vec<_> = names.chain(continued).chain(quotes).collect();
        let letters = self.letters.paragraph(index);
        let place = self.letters.places()[index];
        let is_plain = place.length == place.units || spans.is_empty();
        let unit = (!is_plain).then(|| Positions::new(letters, Offsets::Utf16));
        let unit = |byte| unit.as_ref().map_or(byte, |positions| positions.at(byte)) as u32;
        let mut rows: Vec<Row> = spans
            .into_iter()
            .map(|(span, of)| Row {
                start: unit(span.start),
                end: unit(span.end),
                of,
            })
            .collect();
        sort_by_rank(&mut rows, |row| {
            [row.start as usize, row.end as usize, row.of.rank()]
        });
        rows
    }

    /// Takes over that paragraphs changed.
    fn follow(&mut self, change: &Change) {
        if !matches!(self.step, Step::Names) {
            // Of half an update nobody could tell what is still to be done: all is read anew.
            *self = Document {
                letters: std::mem::take(&mut self.letters),
                is_once: self.is_once,
                ..Document::default()
            };
            let come = self.letters.places().len();
            return self.follow(&Change {
                first: 0,
                gone: 0,
                come,
            });
        }
        let Change { first, gone, come } = *change;
        let old = first..first + gone;
        self.paragraphs
            .splice(old.clone(), (0..come).map(|_| Paragraph::default()));
        self.sketches
            .splice(old.clone(), (0..come).map(|_| Sketch::default()));
        let mentions = &mut self.references.mentions;
        let mentions = mentions.splice(old.clone(), (0..come).map(|_| Vec::new()));
        let states = (0..come).map(|_| State {
            is_new: true,
            ..State::default()
        });
        let states = self.states.splice(old.clone(), states);
        let leaves = (0..come).map(|_| Leaf::default());
        let leaves = self.leaves.splice(old, leaves);
        for ((leaf, state), mentions) in leaves.zip(states).zip(mentions) {
            if !state.is_new {
                self.gone.push(Leaf { mentions, ..leaf });
            }
        }
        self.is_current = false;
        self.region.add(change);
        if let Some(next) = self.states.get_mut(first + come) {
            // What was before it may have gone.
            next.is_pushed = true;
            next.is_shifted |= come != gone;
        }
    }
}
