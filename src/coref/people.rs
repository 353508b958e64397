//! People: whom each name of a person means.

use std::cmp::Reverse;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Gender;
use super::cameo::Cameo;
use super::person::{PersonName, fit, given_name_gender};
use crate::order::sort_by_rank;

/// How many people with one word in their names are told apart: no article has a tenth of it.
const MOST_NAMESAKES: usize = 200;

/// Numbers the entities of all people's names; the first number not used is the answer. `cast` has
/// the names of the document, in order, with the paragraph of each.
pub fn people(cast: &[(usize, &Cameo)], of_name: &mut [usize]) -> usize {
    let people: Vec<(usize, &PersonName)> = cast
        .iter()
        .enumerate()
        .filter_map(|(at, (_, cameo))| Some((at, cameo.called.person.as_ref()?)))
        .collect();
    let mut known = Cast::default();
    // Fuller names first, wherever they stand: a headline has the surname, the lead the rest.
    let mut full: Vec<(usize, usize, &PersonName)> = people
        .iter()
        .filter(|(_, person)| person.is_full())
        .map(|(at, person)| (person.words.len(), *at, *person))
        .collect();
    sort_by_rank(&mut full, |(words, at, _)| [!words, *at, 0]);
    // Names that are alike in all that counts mean one person, who was found with the first.
    type Alike<'c> = (&'c PersonName, Option<Gender>, Option<usize>);
    let mut alike: HashMap<Alike, usize, FxBuildHasher> = HashMap::default();
    for (_, at, person) in &full {
        let cameo = cast[*at].1;
        let find = || known.join(cameo.entry, |known| known.full(person, cameo.gender));
        let key = (*person, cameo.gender, cameo.entry);
        of_name[*at] = *alike.entry(key).or_insert_with(find);
        let seen = &mut known.people[of_name[*at]];
        if *at < seen.first_full {
            seen.first_full = *at;
            seen.relative = cameo.relative;
        }
        seen.role = seen.role.or(cast[*at].1.role.as_deref());
    }
    // A name of one word goes to somebody named in full, in the order of the text.
    for (at, person) in &people {
        let (paragraph, cameo) = cast[*at];
        if person.is_full() {
            known.people[of_name[*at]].last_full = Some(paragraph);
        } else {
            of_name[*at] = known.join(cameo.entry, |known| {
                known.short(&person.words, cameo, paragraph)
            });
        }
        known.meet(of_name[*at]);
    }
    known.people.len()
}

/// Whether one of two roles ends in the other: "President" and "US President".
fn is_same_role(short: &str, full: &str) -> bool {
    let (short, full) = (short.as_bytes(), full.as_bytes());
    let common = short.len().min(full.len());
    short[short.len() - common..].eq_ignore_ascii_case(&full[full.len() - common..])
}

/// Everybody named in the text so far.
#[derive(Default)]
struct Cast<'c> {
    people: Vec<PersonSeen<'c>>,
    /// For the words of people's full names, the first and the last of `namesakes`.
    by_word: HashMap<&'c str, [usize; 2], FxBuildHasher>,
    /// The people whose full name holds a word, one after the other.
    namesakes: Vec<Namesake>,
    /// The people whom an entry of the house list names.
    by_entry: HashMap<usize, usize, FxBuildHasher>,
    /// Counts the mentions read so far.
    clock: usize,
}

/// Somebody whose full name holds a word.
struct Namesake {
    person: usize,
    /// How well that word alone can name them.
    fit: Option<u32>,
    /// The next whose name holds it.
    next: Option<usize>,
}

struct PersonSeen<'c> {
    /// The words of the fullest name.
    words: &'c [String],
    generation: Option<&'c str>,
    gender: Option<Gender>,
    /// The role that a full name was given first.
    role: Option<&'c str>,
    /// How often the person has been named so far, reading from the top.
    count: usize,
    /// The place of the first full name among all names.
    first_full: usize,
    /// Whether that one is told as somebody's relative.
    relative: bool,
    /// The paragraph of the last full name so far.
    last_full: Option<usize>,
    /// The clock at the last mention.
    last_seen: usize,
}

impl<'c> Cast<'c> {
    /// The person whom the entry of the house list names, else whom `find` finds.
    fn join(&mut self, entry: Option<usize>, find: impl FnOnce(&mut Cast<'c>) -> usize) -> usize {
        let listed = entry.and_then(|entry| self.by_entry.get(&entry).copied());
        let person = listed.unwrap_or_else(|| find(self));
        self.by_entry.extend(entry.map(|entry| (entry, person)));
        person
    }

    /// The person of a name of several words: somebody whose fuller name it fits, else somebody
    /// new. Father and son are told apart by "Jr."
    fn full(&mut self, name: &'c PersonName, gender: Option<Gender>) -> usize {
        let gender = gender.or_else(|| given_name_gender(&name.words));
        let candidates = || {
            let all = self.namesakes(name.words.last());
            all.map(|(person, _)| person).filter(|person| {
                let seen = &self.people[*person];
                let agrees = gender.is_none() || seen.gender.is_none() || gender == seen.gender;
                agrees && fit(&name.words, seen.words).is_some_and(|fit| fit >= 3)
            })
        };
        let own = |person: &usize| name.generation.as_deref() == self.people[*person].generation;
        let known = candidates().find(own).or_else(|| {
            // "Jimmy Carter" is born James Earl Carter Jr., where no other fits: a name in all its
            // length has the suffix that everyday forms leave out. "Donald Trump" is no Jr.
            let mut others = candidates();
            let only = others.next().filter(|_| others.next().is_none())?;
            let words = self.people[only].words;
            let is_whole = words.len() > 2 && words[1].chars().count() > 2;
            (name.generation.is_none() && is_whole && name.words[0] != words[0]).then_some(only)
        });
        match known {
            Some(person) => {
                let seen = &mut self.people[person];
                seen.gender = seen.gender.or(gender);
                person
            }
            None => self.add(&name.words, name.generation.as_deref(), gender),
        }
    }

    /// The first people whose full name holds `word`, with how well that word alone can name them.
    fn namesakes(&self, word: Option<&String>) -> impl Iterator<Item = (usize, Option<u32>)> {
        let known = word.and_then(|word| self.by_word.get(word.as_str()));
        let first = known.map(|[first, _]| &self.namesakes[*first]);
        let all = std::iter::successors(first, |known| Some(&self.namesakes[known.next?]));
        all.map(|known| (known.person, known.fit))
            .take(MOST_NAMESAKES)
    }

    fn add(
        &mut self,
        words: &'c [String],
        generation: Option<&'c str>,
        gender: Option<Gender>,
    ) -> usize {
        let person = self.people.len();
        for word in words {
            let fit = fit(std::slice::from_ref(word), words);
            let place = self.namesakes.len();
            let [_, last] = self.by_word.entry(word).or_insert([place; 2]);
            if let Some(before) = self.namesakes.get_mut(*last) {
                before.next = Some(place);
            }
            *last = place;
            let next = None;
            self.namesakes.push(Namesake { person, fit, next });
        }
        let (count, last_full, last_seen) = (0, None, 0);
        self.people.push(PersonSeen {
            words,
            generation,
            gender,
            role: None,
            count,
            first_full: usize::MAX,
            relative: false,
            last_full,
            last_seen,
        });
        person
    }

    /// The person of a name of one word: somebody whose name holds it, else somebody new.
    ///
    /// Where several can be meant ("Clinton"), it is the one with the title before the name, else, after "Mr.", the
    /// one named last of those whom this paragraph names in full, if it so names all of them, else who is not told
    /// as the relative of somebody, else the one named in full in this paragraph, else the one named most so far,
    /// else the one named last: writers name the other one in full. In a headline, before anybody is named in full,
    /// it is the one whom the text names first.
    fn short(&mut self, words: &'c [String], introduction: &Cameo, paragraph: usize) -> usize {
        let candidates = || self.namesakes(words.first());
        // "Liam Doyle, 17, drowned. His father, Brendan Doyle, wept. Mr Doyle said"
        let named_here = |(person, _): (usize, _)| self.people[person].last_full == Some(paragraph);
        let all_here = introduction.honorific && candidates().all(named_here);
        let best = candidates()
            .filter_map(|(person, fit)| {
                let seen = &self.people[person];
                let gender = introduction.gender;
                if gender.is_some() && seen.gender.is_some() && seen.gender != gender {
                    return None;
                }
                let fit = fit?;
                // After "Mr." stands a surname, never a given name.
                let fit = if introduction.honorific && fit == 2 {
                    1
                } else {
                    fit
                };
                let titled = introduction.role.as_deref().zip(seen.role);
                let titled = titled.is_some_and(|(short, full)| is_same_role(short, full));
                let here = (seen.last_full == Some(paragraph)).then_some(seen.last_seen);
                let first = Reverse(seen.first_full);
                Some((
                    (
                        fit,
                        titled,
                        here.filter(|_| all_here),
                        !seen.relative,
                        here,
                        seen.count,
                        seen.last_seen,
                        first,
                    ),
                    person,
                ))
            })
            .max();
        let person = match best {
            Some((_, person)) => person,
            None => self.add(words, None, introduction.gender),
        };
        let seen = &mut self.people[person];
        seen.gender = seen.gender.or(introduction.gender);
        person
    }

    /// Takes note of a mention of `person`.
    fn meet(&mut self, person: usize) {
        self.clock += 1;
        self.people[person].count += 1;
        self.people[person].last_seen = self.clock;
    }
}
