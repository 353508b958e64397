//! The steps that bring the findings of a document up to date, each for the paragraphs where
//! something that it depends on is not what it was.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use super::{Document, Handed, Leaf, Region};
use crate::analyzer::Analyzer;
use crate::coref::{self, Cameo, Clusters, Namebook, REACH_PARAGRAPHS, Reference, Window, cameos};
use crate::names::document::{Touched, Words};
use crate::names::{
    Concerned, Desk, Lesson, Name, Reading, Tagger, are_concerned, join, settle_in,
};
use crate::quotes::{self, Asks, Classes, Scene, Sketch, Trail};
use crate::text::Paragraph;

/// How many paragraphs take one step after the other together. The code of all steps is more than the processor
/// has at hand, and so are the paragraphs of a long text. What is done with them is never inlined: in loops
/// within loops, the compiler would inline all that it calls as well.
const SOME: usize = 32;

impl Document {
    /// Brings the findings up to date.
    pub(super) fn update(&mut self, analyzer: &Analyzer) {
        while self.advance(analyzer) {}
    }

    /// Takes one of the steps that bring the findings up to date; whoever asks for findings then waits for what is left
    /// of them. After [`Document::read_ahead`], each is the work of some milliseconds in a long text. An edit before the
    /// last of them has the whole text read anew. Answers whether there are more.
    #[inline(never)]
    pub fn advance(&mut self, analyzer: &Analyzer) -> bool {
        let tagger = analyzer.tagger();
        match std::mem::take(&mut self.step) {
            Step::Names => {
                let relisted = self.revision != analyzer.revision();
                if self.is_current && !relisted {
                    return false;
                }
                self.is_current = false;
                self.revision = analyzer.revision();
                let mut desk = tagger.sit_down();
                let touched = self.read(tagger, &mut desk);
                self.find_names(analyzer, &mut desk, &touched, relisted);
                tagger.leave(desk);
                self.step = Step::Entities;
            }
            Step::Entities => {
                let mut desk = tagger.sit_down();
                let others = self.gather(analyzer, &mut desk.namebook);
                tagger.leave(desk);
                self.step = Step::Mentions(others);
            }
            Step::Mentions(others) => {
                self.refer(&others);
                self.step = Step::Quotes(others);
            }
            Step::Quotes(others) => {
                self.attribute(&others);
                for state in &mut self.states {
                    state.is_new = false;
                    state.is_pushed = false;
                    state.is_shifted = false;
                    state.renew_mentions = false;
                    state.is_changed = false;
                }
                self.gone.clear();
                self.region = Region::default();
                self.is_current = true;
                // A house list that came meanwhile is still to be gone by.
                return self.revision != analyzer.revision();
            }
        }
        true
    }

    /// The paragraphs of which nothing was read yet, by their indexes.
    fn come(&self) -> impl Iterator<Item = usize> {
        let states = self.states.iter().enumerate();
        states.filter(|(_, state)| state.is_new).map(|row| row.0)
    }

    /// Reads what came in, ahead of the steps over the whole document: who must not be held up for
    /// long inserts a long text by pieces and calls this after each. Findings are the same with and
    /// without.
    pub fn read_ahead(&mut self, analyzer: &Analyzer) {
        let tagger = analyzer.tagger();
        let mut desk = tagger.sit_down();
        let come: Vec<usize> = self.come().collect();
        self.read_paragraphs(&come, tagger, &mut desk);
        tagger.leave(desk);
    }

    /// What can be read of paragraphs that came in, by their indexes, without the others.
    fn read_paragraphs(&mut self, come: &[usize], tagger: &Tagger, desk: &mut Desk) {
        // One step for some paragraphs, then the next step: the code of all steps together is more than
        // the processor has at hand, and it would come from further away for each paragraph.
        let mut classes = Classes::default();
        for some in come.chunks(SOME) {
            let mut some = some.to_vec();
            some.retain(|index| !std::mem::replace(&mut self.states[*index].is_read, true));
            for &index in &some {
                let start = self.letters.places()[index].start;
                self.paragraphs[index] = Paragraph::new(start, self.letters.paragraph(index));
            }
            let tokens = some
                .iter()
                .map(|index| self.paragraphs[*index].tokens().len());
            classes.clear(tokens.sum());
            for &index in &some {
                let leaf = &mut self.leaves[index];
                leaf.reading = tagger.read(&self.paragraphs[index], desk);
                leaf.pronouns = classes.push(desk.classes());
            }
            let paragraphs = some.iter().map(|index| &self.paragraphs[*index]);
            let sketches = Sketch::all(paragraphs.zip(classes.each()));
            for (index, sketch) in some.iter().zip(sketches) {
                self.sketches[*index] = sketch;
            }
        }
    }

    /// Reads the paragraphs that came in. Tells of which words elsewhere the document may say
    /// something else now.
    fn read(&mut self, tagger: &Tagger, desk: &mut Desk) -> Touched {
        let come: Vec<usize> = self.come().collect();
        let all = come.len() == self.leaves.len() && self.gone.is_empty();
        if all {
            self.tally.reserve(self.letters.text().len());
        }
        // In a long text, what was read of some paragraphs is far from the processor once all are read.
        for some in come.chunks(SOME) {
            self.read_paragraphs(some, tagger, desk);
            self.take_in(some, all);
        }
        if all {
            return Touched::default();
        }
        for leaf in &self.gone {
            self.labelled -= usize::from(leaf.is_labelled);
            self.marked.subtract(leaf.marked);
        }
        let come = come.iter().map(|index| self.leaves[*index].reading.words());
        let come: Vec<Words> = come.collect();
        let gone: Vec<Words> = self.gone.iter().map(|leaf| leaf.reading.words()).collect();
        self.tally.exchange(&gone, &come)
    }

    /// Takes over what was read of paragraphs that came in; where they are `all` that there are, also into the tally.
    #[inline(never)]
    fn take_in(&mut self, come: &[usize], all: bool) {
        for &index in come {
            let leaf = &mut self.leaves[index];
            let sketch = &self.sketches[index];
            leaf.marked = sketch.marked();
            leaf.is_labelled = sketch.speaker_label.is_some();
            self.labelled += usize::from(leaf.is_labelled);
            self.marked.add(leaf.marked);
            if all {
                let (seen, small) = leaf.reading.words();
                self.tally.add(seen, small);
            }
            if self.is_once {
                leaf.reading.drop_small();
            }
        }
    }

    /// Finds the names of the paragraphs that came in, and of those where the document says
    /// something else now.
    fn find_names(
        &mut self,
        analyzer: &Analyzer,
        desk: &mut Desk,
        touched: &Touched,
        relisted: bool,
    ) {
        let mut forgotten: Vec<Lesson> = Vec::new();
        let mut learned: Vec<usize> = Vec::new();
        let lesson = |leaf: &mut Leaf| std::mem::take(&mut leaf.lesson);
        forgotten.extend(self.gone.iter_mut().map(lesson));
        let count = self.leaves.len();
        let (mut exchanged, mut exchanged_for) = (0, 0);
        for first in (0..count.max(1)).step_by(SOME) {
            let some = first..count.min(first + SOME);
            self.find_some_names(some, analyzer, desk, touched, &mut forgotten, &mut learned);
            let come = learned[exchanged_for..].iter();
            let come = come.map(|index| &self.leaves[*index].lesson);
            self.lore.exchange(&forgotten[exchanged..], come);
            (exchanged, exchanged_for) = (forgotten.len(), learned.len());
        }
        // Where all paragraphs are new, all are to be settled already.
        if learned.len() < count {
            let learned = learned.iter().map(|index| &self.leaves[*index].lesson);
            let words = Concerned::of(&forgotten, learned);
            if !relisted && words.is_empty() {
                return;
            }
            for (index, state) in self.states.iter_mut().enumerate() {
                let joined = &self.leaves[index].joined;
                state.is_unsettled |=
                    relisted || are_concerned(&self.paragraphs[index], joined, &words);
            }
        }
    }

    /// Finds the names of some paragraphs: takes away what those taught that are not current anymore, and adds
    /// which paragraphs teach something else.
    #[inline(never)]
    fn find_some_names(
        &mut self,
        some: Range<usize>,
        analyzer: &Analyzer,
        desk: &mut Desk,
        touched: &Touched,
        forgotten: &mut Vec<Lesson>,
        learned: &mut Vec<usize>,
    ) {
        let mut names: Vec<Name> = Vec::new();
        let mut found: Vec<(usize, bool, Vec<Name>)> = Vec::new();
        for index in some {
            let is_new = self.states[index].is_new;
            if !is_new && touched.is_empty() {
                continue;
            }
            let leaf = &mut self.leaves[index];
            if !is_new && !leaf.reading.is_touched(touched) {
                continue;
            }
            self.paragraphs[index].fetch();
            let hints = leaf.reading.hints(&self.tally);
            if !is_new && hints == leaf.hints {
                continue;
            }
            let tagger = analyzer.tagger();
            names.clear();
            tagger.decide(0, &leaf.reading, &hints, desk, &mut names);
            found.push((index, leaf.reading.has_landmarks, names.to_vec()));
            if self.is_once {
                leaf.reading = Reading::default();
            } else {
                leaf.hints = hints;
            }
        }
        // One step for all, as one step's code after the other is more than the processor has at hand.
        for (index, has_landmarks, names) in &mut found {
            join(&self.paragraphs[*index], *has_landmarks, names);
        }
        for (index, _, joined) in found {
            let (leaf, paragraph) = (&mut self.leaves[index], &self.paragraphs[index]);
            let is_new = self.states[index].is_new;
            if is_new || joined != leaf.joined {
                let lesson = Lesson::of(paragraph, &joined);
                let known = std::mem::replace(&mut leaf.lesson, lesson);
                if !is_new {
                    forgotten.push(known);
                }
                learned.push(index);
                leaf.joined = joined;
                self.states[index].is_unsettled = true;
            }
        }
    }

    /// Settles the names of the paragraph at `index`, where that is to be done.
    fn settle(&mut self, index: usize, analyzer: &Analyzer) {
        let state = &mut self.states[index];
        if !std::mem::take(&mut state.is_unsettled) {
            return;
        }
        let leaf = &mut self.leaves[index];
        let paragraph = &self.paragraphs[index];
        paragraph.fetch();
        let mut names = if self.is_once {
            leaf.lesson = Lesson::default();
            std::mem::take(&mut leaf.joined)
        } else {
            leaf.joined.clone()
        };
        settle_in(paragraph, &mut names, &self.lore);
        analyzer.house().apply(paragraph, 0, &mut names);
        if state.is_new || names != leaf.names {
            leaf.names = names;
            state.is_renamed = true;
        }
    }

    /// Settles the names of some paragraphs and tells what they are called; answers whether these are the same as
    /// before, new paragraphs aside.
    #[inline(never)]
    fn settle_some(
        &mut self,
        some: Range<usize>,
        analyzer: &Analyzer,
        book: &mut Namebook,
    ) -> bool {
        for index in some.clone() {
            self.settle(index, analyzer);
        }
        let mut same = true;
        for index in some {
            let (leaf, state) = (&mut self.leaves[index], &mut self.states[index]);
            if !std::mem::take(&mut state.is_renamed) {
                continue;
            }
            state.renew_mentions = true;
            leaf.rows = None;
            let cameos = cameos(&self.paragraphs[index], &leaf.names, book);
            same &= state.is_new || cameos == leaf.cameos;
            leaf.cameos = cameos;
        }
        same
    }

    /// Settles the names and gathers them into entities, where they are not what they were; tells
    /// which entities are others than those that had their numbers before.
    fn gather(&mut self, analyzer: &Analyzer, book: &mut Namebook) -> Others {
        let mut same = self.region.is_one();
        let count = self.leaves.len();
        for first in (0..count).step_by(SOME) {
            same &= self.settle_some(first..count.min(first + SOME), analyzer, book);
        }
        let come: Vec<usize> = self.come().collect();
        // Names that only moved within their paragraph are the same names.
        let some = |cameos: &&Vec<Cameo>| !cameos.is_empty();
        let came = come.iter().map(|index| &self.leaves[*index].cameos);
        let gone = self.gone.iter().map(|leaf| &leaf.cameos);
        if same && came.filter(some).eq(gone.filter(some)) {
            let entities = self.gone.iter().flat_map(|leaf| &leaf.entities);
            let mut entities = entities.copied();
            for index in come {
                let leaf = &mut self.leaves[index];
                leaf.entities = entities.by_ref().take(leaf.cameos.len()).collect();
            }
            return Others::default();
        }
        let count = self.leaves.iter().map(|leaf| leaf.cameos.len()).sum();
        let mut cast: Vec<(usize, &Cameo)> = Vec::with_capacity(count);
        for (index, leaf) in self.leaves.iter().enumerate() {
            cast.extend(leaf.cameos.iter().map(|cameo| (index, cameo)));
        }
        let Clusters { of_name, clusters } = coref::clusters(&cast);
        let mut of_name = &of_name[..];
        for (leaf, state) in self.leaves.iter_mut().zip(&mut self.states) {
            let (entities, rest) = of_name.split_at(leaf.cameos.len());
            of_name = rest;
            if entities != leaf.entities {
                leaf.entities = entities.to_vec();
                state.renew_mentions = true;
                leaf.rows = None;
            }
            if self.is_once {
                leaf.cameos = Vec::new();
            }
        }
        let known = self.references.replace(clusters);
        let clusters = &self.references.clusters;
        if *clusters == known {
            return Others::default();
        }
        let ids = 0..clusters.len().max(known.len());
        Others(ids.map(|id| clusters.get(id) != known.get(id)).collect())
    }

    /// A copy of what was handed on to a paragraph, to go on with; where nothing is kept, none: then it is
    /// carried from one paragraph to the next.
    fn copy<T: Clone + Default>(&self, before: &Handed<T>) -> Option<T> {
        let copy = || before.as_deref().cloned().unwrap_or_default();
        (!self.is_once).then(copy)
    }

    /// Finds the mentions of the paragraphs where something that they depend on is not what it was.
    fn refer(&mut self, others: &Others) {
        let mut handed_on: Option<Handed<Window>> = None;
        let mut carried = Window::default();
        for index in 0..self.leaves.len() {
            let state = self.states[index];
            let other = handed_on
                .as_ref()
                .is_some_and(|window| *window != self.leaves[index].windows[0]);
            let renew = state.is_new || state.renew_mentions || other || {
                let known = self.leaves[index].windows[0].iter();
                let mut known = known.flat_map(|window| window.entities());
                others.any() && known.any(|entity| others.hold(entity))
                    || others.hold_any(&self.leaves[index].entities)
            };
            if !renew && !state.is_pushed {
                handed_on = None;
                continue;
            }
            let before = match (handed_on.take(), index.checked_sub(1)) {
                (Some(window), _) => window,
                (None, Some(last)) => self.leaves[last].windows[1].clone(),
                (None, None) => None,
            };
            if !renew && before == self.leaves[index].windows[0] {
                continue;
            }
            self.paragraphs[index].fetch();
            let mut window = self.copy(&before);
            let leaf = &mut self.leaves[index];
            let all = leaf.names.iter().zip(&leaf.entities);
            let all = all.map(|(name, entity)| Reference::named(name, *entity));
            let mut named = Vec::with_capacity(leaf.names.len() + leaf.pronouns.len());
            named.extend(all);
            let mentions = coref::mentions(
                &self.paragraphs[index],
                &self.sketches[index],
                &leaf.pronouns,
                named,
                &self.references.clusters,
                window.as_mut().unwrap_or(&mut carried),
            );
            let known = &mut self.references.mentions[index];
            if state.is_new || *known != mentions {
                *known = mentions;
                self.states[index].is_changed = true;
            }
            let Some(window) = window else { continue };
            let after = handed(window, &before);
            let goes_on = after != leaf.windows[1] || state.is_new;
            handed_on = goes_on.then(|| after.clone());
            leaf.windows = [before, after];
        }
        // To phrases in other paragraphs it is all the same where in theirs the mentions stand.
        let told = |mention: &Reference| (mention.kind, mention.form, mention.entity);
        let come = self
            .come()
            .flat_map(|index| &self.references.mentions[index]);
        let gone = self.gone.iter().flat_map(|leaf| &leaf.mentions);
        let same = come.map(told).eq(gone.map(told));
        self.region.has_same_mentions = self.region.is_one() && same;
    }

    /// Finds the quotes of the paragraphs where something that they depend on is not what it was.
    fn attribute(&mut self, others: &Others) {
        let uses_singles = self.marked.uses_singles();
        let all = uses_singles != std::mem::replace(&mut self.uses_singles, uses_singles);
        let scene = Scene {
            paragraphs: &self.paragraphs,
            sketches: &self.sketches,
            references: &self.references,
            asks: Cell::new(Asks::default()),
        };
        let mut turns = Vec::new();
        if self.labelled > 0 || self.has_turns {
            turns = quotes::turns(&scene);
            self.has_turns = turns.iter().any(Option::is_some);
        }
        // The last paragraph so far before which phrases may mean somebody else now.
        let mut changed: Option<usize> = None;
        let mut handed_on: Option<Handed<Trail>> = None;
        let mut carried = Trail::default();
        let mut last_renewed = false;
        for index in 0..self.leaves.len() {
            let state = self.states[index];
            let last_is_other = std::mem::take(&mut last_renewed) || state.is_pushed;
            let elsewhere = !(state.is_new && self.region.has_same_mentions);
            let mentions = &self.references.mentions[index];
            if state.is_changed && elsewhere
                || state.is_shifted
                || others.any() && mentions.iter().any(|mention| others.hold(mention.entity))
            {
                changed = Some(index);
            }
            let in_reach = changed.is_some_and(|changed| index - changed <= REACH_PARAGRAPHS);
            let asked = state.asks.before && in_reach
                || state.asks.all && others.any()
                || state.asks.last && last_is_other;
            let turn = turns.get_mut(index).and_then(Option::take).map(Box::new);
            let turned = !turns.is_empty() && turn != self.leaves[index].turn;
            let renew = all || state.is_new || state.is_changed || asked || turned;
            let other = handed_on
                .as_ref()
                .is_some_and(|trail| *trail != self.leaves[index].trails[0]);
            if !renew && !other && !state.is_pushed {
                handed_on = None;
                continue;
            }
            let before = match (handed_on.take(), index.checked_sub(1)) {
                (Some(trail), _) => trail,
                (None, Some(last)) => self.leaves[last].trails[1].clone(),
                (None, None) => None,
            };
            if !renew && before == self.leaves[index].trails[0] {
                continue;
            }
            let mut copy = self.copy(&before);
            let leaf = &mut self.leaves[index];
            let trail = copy.as_mut().unwrap_or(&mut carried);
            let said = quotes::said(&scene, index, turn.as_deref(), uses_singles, trail);
            self.states[index].asks = scene.asks.get();
            last_renewed = true;
            if said != leaf.said {
                leaf.said = said;
                leaf.rows = None;
            }
            leaf.turn = turn;
            let Some(trail) = copy else { continue };
            let after = handed(trail, &before);
            let goes_on = after != leaf.trails[1] || state.is_new;
            handed_on = goes_on.then(|| after.clone());
            leaf.trails = [before, after];
        }
    }
}

/// What a paragraph hands on, where `before` was handed on to it.
fn handed<T: Default + PartialEq>(after: T, before: &Handed<T>) -> Handed<T> {
    match before {
        Some(before) if **before == after => Some(before.clone()),
        _ => (after != T::default()).then(|| Arc::new(after)),
    }
}

/// The step of an update that comes next.
#[derive(Debug, Default)]
pub(super) enum Step {
    /// The first: what came in is read, and its names are found.
    #[default]
    Names,
    Entities,
    Mentions(Others),
    Quotes(Others),
}

/// For each number, whether another entity has it than before, or the same one with another name,
/// role or gender; empty where none has.
#[derive(Debug, Default)]
pub(super) struct Others(Vec<bool>);

impl Others {
    fn any(&self) -> bool {
        !self.0.is_empty()
    }

    fn hold(&self, entity: usize) -> bool {
        self.0.get(entity).copied().unwrap_or(false)
    }

    fn hold_any(&self, entities: &[usize]) -> bool {
        self.any() && entities.iter().any(|entity| self.hold(*entity))
    }
}
