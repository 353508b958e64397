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

use std::cell::Cell;
use std::ops::Range;

use crate::analysis::{Analysis, Kind};
use crate::analyzer::Analyzer;
use crate::assembly::assemble;
use crate::coref::{
    self, Cameo, Clusters, REACH_PARAGRAPHS, Reference, References, Window, cameos,
};
use crate::letters::{Change, Letters};
use crate::names::document::{Hint, Tally, Touched, Words};
use crate::names::{Desk, Lesson, Lore, Name, Reading, Tagger, join, settle_in};
use crate::offsets::{Offsets, Positions};
use crate::quotes::{self, Open, Said, Scene, Sketch, Trail, Turn};
use crate::text::Paragraph;

pub use crate::letters::EditError;

/// A text that is edited, and what is found in it.
///
/// ```
/// let analyzer = copydesk::Analyzer::new();
/// let mut document = copydesk::Document::new("“We agreed,” Ana Ruiz said.");
/// document.replace(13, 22, "Jo Lee")?;
/// assert_eq!(document.analysis(&analyzer).entities[0].name, "Jo Lee");
/// # Ok::<(), copydesk::EditError>(())
/// ```
#[derive(Debug, Default)]
pub struct Document {
    letters: Letters,
    paragraphs: Vec<Paragraph>,
    sketches: Vec<Sketch>,
    leaves: Vec<Leaf>,
    /// What was read of paragraphs that are no more, and is still counted in.
    gone: Vec<Leaf>,
    /// Whether all findings are those of the text as it stands.
    is_current: bool,
    /// How many paragraphs begin with the label of a speaker.
    labelled: usize,
    /// Where paragraphs came and went since the last update.
    region: Region,
    tally: Tally,
    lore: Lore,
    /// How many stretches of words stand in double marks, and how many in single ones.
    marked: [usize; 2],
    uses_singles: bool,
    references: References,
    /// The house list under which names were settled; see [`Analyzer::revision`].
    revision: u64,
}

/// What is known of one paragraph.
#[derive(Debug, Default)]
struct Leaf {
    /// Whether nothing was read yet.
    is_new: bool,
    /// Whether other paragraphs stand before it than before.
    is_pushed: bool,
    /// Whether more or fewer paragraphs stand before it than before.
    is_shifted: bool,
    /// Whether its names are others than at the last update, or stand elsewhere.
    is_renamed: bool,
    /// Whether its mentions must be found anew.
    renew_mentions: bool,
    /// Whether its mentions are others than at the last update.
    is_changed: bool,
    reading: Reading,
    hints: Vec<Hint>,
    /// The names that the tagger found, by the rules that need the paragraph alone.
    joined: Vec<Name>,
    lesson: Lesson,
    /// The names, settled.
    names: Vec<Name>,
    cameos: Vec<Cameo>,
    /// The entity of each name.
    entities: Vec<usize>,
    /// Who was known before the paragraph, and who is after it.
    windows: [Window; 2],
    /// What the paragraph before handed on, and what this one does.
    trails: [Trail; 2],
    turn: Option<Turn>,
    said: Said,
    is_labelled: bool,
    /// For a paragraph that is gone, its mentions.
    mentions: Vec<Reference>,
    marked: [usize; 2],
    /// What a page paints of the paragraph, in UTF-16 units from its start; none where it must be
    /// made anew.
    rows: Option<Vec<Row>>,
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

/// Whether paragraphs that came have the same as those that went, nothing aside.
fn is_same<'l, T: PartialEq + 'l>(
    gone: impl Iterator<Item = &'l Leaf>,
    come: impl Iterator<Item = &'l Leaf>,
    of: impl Fn(&'l Leaf) -> &'l Vec<T> + Copy,
) -> bool {
    let some = |list: &&Vec<T>| !list.is_empty();
    gone.map(of).filter(some).eq(come.map(of).filter(some))
}

/// A stretch to paint, in UTF-16 units from its paragraph's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    start: u32,
    end: u32,
    of: RowOf,
}

/// What a stretch to paint is of, in the order of rows with one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RowOf {
    Name(Kind, u32),
    /// The quote that the paragraphs before left open.
    Continued,
    /// One of the paragraph's own quotes, by its index.
    Quote(u32),
}

impl Document {
    /// Opens `text`. Nothing is read until findings are asked for.
    pub fn new(text: &str) -> Document {
        let mut document = Document::default();
        let change = document.letters.replace(0, 0, text);
        document.follow(&change.expect("an empty text has the stretch 0..0"));
        document
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
        self.update(analyzer);
        assemble(
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
        let mut bytes: Vec<usize> = Vec::with_capacity(2 * spans.len());
        let place = self.letters.places()[index];
        let unit = if place.length == place.units {
            None
        } else {
            bytes.extend(spans.iter().flat_map(|(span, _)| [span.start, span.end]));
            Some(Positions::new(letters, Offsets::Utf16, bytes))
        };
        let unit = |byte| unit.as_ref().map_or(byte, |positions| positions.at(byte)) as u32;
        let mut rows: Vec<Row> = spans
            .into_iter()
            .map(|(span, of)| Row {
                start: unit(span.start),
                end: unit(span.end),
                of,
            })
            .collect();
        rows.sort_unstable();
        rows
    }

    /// Takes over that paragraphs changed.
    fn follow(&mut self, change: &Change) {
        let Change { first, gone, come } = *change;
        let places = &self.letters.places()[first..first + come];
        let paragraphs = (first..first + come)
            .zip(places)
            .map(|(index, place)| Paragraph::new(place.start, self.letters.paragraph(index)));
        let old = first..first + gone;
        self.paragraphs.splice(old.clone(), paragraphs);
        self.sketches
            .splice(old.clone(), (0..come).map(|_| Sketch::default()));
        let mentions = &mut self.references.mentions;
        let mentions = mentions.splice(old.clone(), (0..come).map(|_| Vec::new()));
        let leaves = (0..come).map(|_| Leaf {
            is_new: true,
            ..Leaf::default()
        });
        let gone_leaves = self.leaves.splice(old, leaves).zip(mentions);
        let gone_leaves = gone_leaves.map(|(leaf, mentions)| Leaf { mentions, ..leaf });
        self.gone.extend(gone_leaves.filter(|leaf| !leaf.is_new));
        self.is_current = false;
        self.region.add(change);
        if let Some(next) = self.leaves.get_mut(first + come) {
            // What was before it may have gone.
            next.is_pushed = true;
            next.is_shifted |= come != gone;
        }
    }

    /// Brings the findings up to date.
    fn update(&mut self, analyzer: &Analyzer) {
        let relisted = self.revision != analyzer.revision();
        if self.is_current && !relisted {
            return;
        }
        let touched = self.read(analyzer.tagger());
        self.find_names(analyzer, &touched, relisted);
        let clusters_changed = self.gather();
        self.refer(clusters_changed);
        self.attribute(clusters_changed);
        for leaf in &mut self.leaves {
            leaf.is_new = false;
            leaf.is_pushed = false;
            leaf.is_shifted = false;
            leaf.is_changed = false;
            leaf.renew_mentions = false;
        }
        self.gone.clear();
        self.region = Region::default();
        self.is_current = true;
        self.revision = analyzer.revision();
    }

    /// Reads the paragraphs that came in. Tells of which words elsewhere the document may say
    /// something else now.
    fn read(&mut self, tagger: &Tagger) -> Touched {
        let mut desk = Desk::default();
        let come = self.leaves.iter_mut().zip(&mut self.sketches);
        let come = come.zip(&self.paragraphs).filter(|row| row.0.0.is_new);
        for ((leaf, sketch), paragraph) in come {
            leaf.reading = tagger.read(paragraph, &mut desk);
            *sketch = Sketch::new(paragraph);
            leaf.marked = sketch.marked();
            leaf.is_labelled = sketch.speaker_label.is_some();
            self.labelled += usize::from(leaf.is_labelled);
            for (sum, own) in self.marked.iter_mut().zip(leaf.marked) {
                *sum += own;
            }
        }
        for leaf in &self.gone {
            self.labelled -= usize::from(leaf.is_labelled);
            for (sum, own) in self.marked.iter_mut().zip(leaf.marked) {
                *sum -= own;
            }
        }
        let come = self.leaves.iter().filter(|leaf| leaf.is_new);
        let come: Vec<Words> = come.map(|leaf| leaf.reading.words()).collect();
        let gone: Vec<Words> = self.gone.iter().map(|leaf| leaf.reading.words()).collect();
        if come.len() == self.leaves.len() && gone.is_empty() {
            for (seen, small) in come {
                self.tally.add(seen, small);
            }
            Touched::default()
        } else {
            self.tally.exchange(&gone, &come)
        }
    }

    /// Finds the names of the paragraphs that came in, and of those where the document says
    /// something else now.
    fn find_names(&mut self, analyzer: &Analyzer, touched: &Touched, relisted: bool) {
        let mut desk = Desk::default();
        let mut forgotten: Vec<Lesson> = Vec::new();
        let mut learned: Vec<Lesson> = Vec::new();
        forgotten.extend(
            self.gone
                .iter_mut()
                .map(|leaf| std::mem::take(&mut leaf.lesson)),
        );
        let mut settle: Vec<usize> = Vec::new();
        for (index, leaf) in self.leaves.iter_mut().enumerate() {
            if !leaf.is_new && (touched.is_empty() || !leaf.reading.is_touched(touched)) {
                continue;
            }
            let hints = leaf.reading.hints(&self.tally);
            if !leaf.is_new && hints == leaf.hints {
                continue;
            }
            let paragraph = &self.paragraphs[index];
            let tagger = analyzer.tagger();
            let mut joined = tagger.decide(0, &leaf.reading, &hints, &mut desk);
            leaf.hints = hints;
            join(paragraph, &mut joined);
            if leaf.is_new || joined != leaf.joined {
                let lesson = Lesson::of(paragraph, &joined);
                forgotten.push(std::mem::replace(&mut leaf.lesson, lesson.clone()));
                learned.push(lesson);
                leaf.joined = joined;
                settle.push(index);
            }
        }
        forgotten.retain(|lesson| *lesson != Lesson::default());
        learned.retain(|lesson| *lesson != Lesson::default());
        let all = relisted || forgotten != learned;
        if forgotten != learned {
            for lesson in &forgotten {
                self.lore.remove(lesson);
            }
            for lesson in &learned {
                self.lore.add(lesson);
            }
        }
        if all {
            settle = (0..self.leaves.len()).collect();
        }
        for index in settle {
            let leaf = &mut self.leaves[index];
            let paragraph = &self.paragraphs[index];
            let mut names = leaf.joined.clone();
            settle_in(paragraph, &mut names, &self.lore);
            analyzer.house().apply(paragraph, 0, &mut names);
            if leaf.is_new || names != leaf.names {
                leaf.names = names;
                leaf.is_renamed = true;
            }
        }
    }

    /// Gathers the names into entities, where they are not what they were; tells whether the
    /// entities are others than before.
    fn gather(&mut self) -> bool {
        let mut same = self.region.is_one();
        for (index, leaf) in self.leaves.iter_mut().enumerate() {
            if !std::mem::take(&mut leaf.is_renamed) {
                continue;
            }
            leaf.renew_mentions = true;
            leaf.rows = None;
            let cameos = cameos(&self.paragraphs[index], &leaf.names);
            same &= leaf.is_new || cameos == leaf.cameos;
            leaf.cameos = cameos;
        }
        // Names that only moved within their paragraph are the same names.
        let come = self.leaves.iter().filter(|leaf| leaf.is_new);
        same = same && is_same(self.gone.iter(), come, |leaf| &leaf.cameos);
        if same {
            let entities = self.gone.iter().flat_map(|leaf| &leaf.entities);
            let mut entities = entities.copied();
            for leaf in self.leaves.iter_mut().filter(|leaf| leaf.is_new) {
                leaf.entities = entities.by_ref().take(leaf.cameos.len()).collect();
            }
            return false;
        }
        let cast = self.leaves.iter().enumerate();
        let cast: Vec<(usize, &Cameo)> = cast
            .flat_map(|(index, leaf)| leaf.cameos.iter().map(move |cameo| (index, cameo)))
            .collect();
        let Clusters { of_name, clusters } = coref::clusters(&cast);
        let mut of_name = of_name.into_iter();
        for leaf in &mut self.leaves {
            let entities: Vec<usize> = of_name.by_ref().take(leaf.cameos.len()).collect();
            if entities != leaf.entities {
                leaf.entities = entities;
                leaf.renew_mentions = true;
                leaf.rows = None;
            }
        }
        let changed = clusters != self.references.clusters;
        self.references.clusters = clusters;
        changed
    }

    /// Finds the mentions of the paragraphs where something that they depend on is not what it was.
    fn refer(&mut self, clusters_changed: bool) {
        let mut handed_on: Option<Window> = None;
        for index in 0..self.leaves.len() {
            let leaf = &self.leaves[index];
            let other = handed_on
                .as_ref()
                .is_some_and(|window| *window != leaf.windows[0]);
            let renew = leaf.is_new || leaf.renew_mentions || clusters_changed || other;
            if !renew && !leaf.is_pushed {
                handed_on = None;
                continue;
            }
            let before = match (handed_on.take(), index.checked_sub(1)) {
                (Some(window), _) => window,
                (None, Some(last)) => self.leaves[last].windows[1].clone(),
                (None, None) => Window::default(),
            };
            let leaf = &mut self.leaves[index];
            if !renew && before == leaf.windows[0] {
                continue;
            }
            let mut window = before.clone();
            let named = leaf.names.iter().zip(&leaf.entities);
            let named = named.map(|(name, entity)| Reference::named(name, *entity));
            let mentions = coref::mentions(
                &self.paragraphs[index],
                named.collect(),
                &self.references.clusters,
                &mut window,
            );
            let known = &mut self.references.mentions[index];
            if leaf.is_new || *known != mentions {
                *known = mentions;
                leaf.is_changed = true;
            }
            let goes_on = window != leaf.windows[1] || leaf.is_new;
            leaf.windows = [before, window.clone()];
            handed_on = goes_on.then_some(window);
        }
        // To phrases in other paragraphs it is all the same where in theirs the mentions stand.
        let come = self.leaves.iter().zip(&self.references.mentions);
        let come = come.filter(|(leaf, _)| leaf.is_new);
        let come = come.flat_map(|(_, mentions)| mentions);
        let gone = self.gone.iter().flat_map(|leaf| &leaf.mentions);
        let told = |mention: &Reference| (mention.kind, mention.form, mention.entity);
        self.region.has_same_mentions = self.region.is_one() && come.map(told).eq(gone.map(told));
    }

    /// Finds the quotes of the paragraphs where something that they depend on is not what it was.
    fn attribute(&mut self, clusters_changed: bool) {
        let uses_singles = self.marked[1] > self.marked[0];
        let all = uses_singles != std::mem::replace(&mut self.uses_singles, uses_singles);
        let scene = Scene {
            paragraphs: &self.paragraphs,
            sketches: &self.sketches,
            references: &self.references,
            asked: Cell::new(false),
        };
        let mut turns = if self.labelled > 0 {
            quotes::turns(&scene)
        } else {
            Vec::new()
        };
        // The last paragraph so far before which phrases may mean somebody else now.
        let mut changed: Option<usize> = None;
        let mut handed_on: Option<Trail> = None;
        for index in 0..self.leaves.len() {
            let leaf = &self.leaves[index];
            let elsewhere = !(leaf.is_new && self.region.has_same_mentions);
            if leaf.is_changed && elsewhere || leaf.is_shifted {
                changed = Some(index);
            }
            let in_reach = changed.is_some_and(|changed| index - changed <= REACH_PARAGRAPHS);
            let turn = turns.get_mut(index).and_then(Option::take);
            let asked = leaf.said.asked && (in_reach || clusters_changed);
            let renew = all || leaf.is_new || leaf.is_changed || asked || turn != leaf.turn;
            let other = handed_on
                .as_ref()
                .is_some_and(|trail| *trail != leaf.trails[0]);
            if !renew && !other && !leaf.is_pushed {
                handed_on = None;
                continue;
            }
            let before = match (handed_on.take(), index.checked_sub(1)) {
                (Some(trail), _) => trail,
                (None, Some(last)) => self.leaves[last].trails[1].clone(),
                (None, None) => Trail::default(),
            };
            let leaf = &mut self.leaves[index];
            if !renew && before == leaf.trails[0] {
                continue;
            }
            let mut trail = before.clone();
            let said = quotes::said(&scene, index, turn.as_ref(), uses_singles, &mut trail);
            if said != leaf.said {
                leaf.said = said;
                leaf.rows = None;
            }
            leaf.turn = turn;
            let goes_on = trail != leaf.trails[1] || leaf.is_new;
            leaf.trails = [before, trail.clone()];
            handed_on = goes_on.then_some(trail);
        }
    }
}
