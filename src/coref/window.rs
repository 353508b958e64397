//! The people named in the last few sentences, whom a pronoun can mean.

use super::{Cluster, Gender};

/// How many sentences back a pronoun looks.
pub const WINDOW: usize = 4;

/// How many mentions of people a sentence is remembered by, the last ones; a line of a table may have
/// thousands.
const MOST: u8 = 32;

/// Paragraphs farther back are not told apart.
const FARTHEST: u8 = 8;

/// What a mention scores that stands between marks, where others speak.
pub const QUOTED: i16 = -8;

/// A person as one sentence mentions them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub entity: u32,
    /// The number of its sentence in its paragraph, from 1 on; 0 in the paragraphs before.
    pub sentence: u32,
    /// The first token of the mention in its paragraph.
    pub token: u32,
    /// How many paragraphs back it stands, at most [`FARTHEST`].
    pub back: u8,
    /// What the mention scores wherever the pronoun stands.
    pub score: i16,
    /// Whether it stands where no subject does: within marks, after "to", before "'s".
    pub aside: bool,
    pub subject: bool,
    /// Whether it shares that place with somebody: "Lee and Cox left".
    pub joined: bool,
    /// Whether it owns what is spoken of: "Lee's lawyer", "his lawyer".
    pub owns: bool,
    /// Whether it says who speaks: "Lee said".
    pub speaks: bool,
    /// The gender that it tells, where it is a pronoun.
    pub told: Option<Gender>,
}

/// The people named in the last few sentences: what a paragraph hands on to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// In the order of the text.
    pub people: Vec<Candidate>,
    /// How many of them each sentence names, the latest sentence first.
    counts: [u8; WINDOW],
}

impl Window {
    /// Everybody in it, some more than once.
    pub fn entities(&self) -> impl Iterator<Item = usize> {
        let people = self.people.iter();
        people.map(|candidate| candidate.entity as usize)
    }

    /// The people of each sentence, the latest sentence first.
    pub fn sentences(&self) -> impl Iterator<Item = &[Candidate]> {
        let mut rest = &self.people[..];
        self.counts.iter().map(move |count| {
            let (before, sentence) = rest.split_at(rest.len() - usize::from(*count));
            rest = before;
            sentence
        })
    }

    /// The only person who fits of whom the last sentence of this paragraph told, though as no subject: "A
    /// different view came from Ann Lee. “…,” | she said".
    pub fn introduced(&self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut sentences = self.sentences();
        let outside = |known: &&Candidate| known.score > QUOTED;
        let own = sentences.next()?;
        if own.iter().any(|known| outside(&known)) {
            return None;
        }
        let told = sentences.next()?.iter().filter(outside);
        let mut told = told.filter(|known| fits(known.entity as usize));
        let first = told.next()?;
        let only = |known: &Candidate| known.entity == first.entity && !known.subject;
        (first.back == 0 && only(first) && told.all(only)).then_some(first.entity as usize)
    }

    /// Makes room for the people of a sentence.
    pub fn begin_sentence(&mut self) {
        let oldest = usize::from(self.counts[WINDOW - 1]);
        self.people.drain(..oldest);
        self.counts.rotate_right(1);
        self.counts[0] = 0;
    }

    /// Takes in a person of the latest sentence.
    pub fn remember(&mut self, candidate: Candidate) {
        if self.counts[0] == MOST {
            self.people.remove(self.people.len() - usize::from(MOST));
        } else {
            self.counts[0] += 1;
        }
        self.people.push(candidate);
    }

    /// Takes in whom the words of the others in its paragraph speak of, where that is one of this gender who is
    /// known: “He was the quickest lad,” his friend Doyle said.
    pub fn remember_spoken_of(&mut self, gender: Gender, clusters: &[Cluster]) {
        let speaks = |entity: u32| {
            let mut own = self.people.iter().filter(|known| known.back == 0);
            own.any(|known| known.entity == entity && known.speaks)
        };
        let fits = |known: &&Candidate| {
            let told = clusters[known.entity as usize].gender;
            told.is_none_or(|told| told == gender) && known.score > QUOTED && !speaks(known.entity)
        };
        let nearness = |known: &&Candidate| known.score - 2 * i16::from(known.back);
        // The last of equals is the nearest.
        let best = self
            .people
            .iter()
            .filter(fits)
            .max_by_key(nearness)
            .copied();
        if self
            .people
            .iter()
            .any(|known| known.back == 0 && known.speaks)
            && let Some(best) = best
        {
            self.remember(Candidate {
                score: QUOTED,
                aside: true,
                subject: false,
                back: 0,
                speaks: false,
                ..best
            });
        }
    }

    /// Whom the words of `speaker` spoke of, who did nothing but speak in the last paragraph: whom the text
    /// goes back to. That is one who was told of before, and named before the speaker.
    pub fn spoken_of_by(&self, speaker: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let own = self
            .people
            .iter()
            .filter(|known| known.entity as usize == speaker);
        let back = own
            .clone()
            .map(|known| known.back)
            .min()
            .filter(|back| *back > 0)?;
        let mut own = own.filter(|known| known.back == back);
        if !own.all(|known| known.speaks) {
            return None;
        }
        let is_told_of = |id: usize| {
            let mut own = self
                .people
                .iter()
                .filter(|known| known.entity as usize == id);
            own.any(|known| known.subject && !known.speaks)
        };
        let others = self
            .people
            .iter()
            .filter(|known| known.back == back && !known.speaks);
        let others = others.map(|known| known.entity as usize);
        let mut others = others.filter(|id| *id < speaker && fits(*id) && is_told_of(*id));
        let first = others.next()?;
        others.all(|other| other == first).then_some(first)
    }

    /// Ends a paragraph.
    pub fn end_paragraph(&mut self) {
        // To the next paragraph it is all the same which sentence of this one it was.
        for known in &mut self.people {
            known.sentence = 0;
            known.token = 0;
            known.back = (known.back + 1).min(FARTHEST);
        }
    }
}
