//! Who is who: the mentions of one person, place or organization gathered into one entity.

mod callings;
mod cameo;
mod cluster;
mod epithet;
mod introduction;
mod kin;
mod origin;
mod people;
pub mod person;
mod phrase;
mod place;
mod pronoun;
mod recent;
mod sort;
#[cfg(test)]
mod tests;
mod things;
pub mod title;
mod window;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxBuildHasher;

use crate::analysis::{Kind, MentionForm};
use crate::key::{Key, key};
use crate::names::Name;
use crate::order::sort_by_rank;
use crate::quotes::Sketch;
#[cfg(test)]
use crate::quotes::{Classes, word};
use crate::text::Paragraph;
use callings::Calling;
pub use callings::tells_work;
use cameo::Called;
pub use cameo::{Cameo, Namebook, cameos, single_spaced};
pub use cluster::{Clusters, clusters};
pub use introduction::role_before_comma;
pub use phrase::{JOINTS, REACH_PARAGRAPHS, is_few, tells_of_somebody};
pub use sort::{is_firm_sign, is_newspaper, is_organization, may_have_any_name};
pub use things::{ALIASES, is_legal_form};
pub use window::Window;

/// A mention and the entity it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its tokens in its paragraph; never empty.
    pub tokens: Range<usize>,
    /// What it refers to.
    pub kind: Kind,
    /// How it refers.
    pub form: MentionForm,
    /// An index into [`References::clusters`].
    pub entity: usize,
    /// How sure the choice is, in whole percent.
    pub confidence: u8,
}

/// What the text says of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// What it is.
    pub kind: Kind,
    /// The fullest name the text gives.
    called: Arc<Called>,
    /// The title the text gives a person, or none.
    pub role: Option<String>,
    /// All titles that it gives, in full: "chief executive" for "CEO".
    roles: Vec<String>,
    /// The words of each, as [`title::role_bits`] tells them.
    role_bits: Vec<u64>,
    /// What a person may be called besides their roles: "driver".
    callings: Vec<Calling>,
    /// The sort that the text says an organization is of.
    sort: Option<&'static sort::Sort>,
    /// The word that tells of which people or country a person is, in small letters.
    origin: Option<String>,
    /// What the text says a person is to "him" or "her": "his lawyer".
    belongs: Option<String>,
    /// Whether it is "he" or "she", where the text tells.
    pub gender: Option<Gender>,
}

impl Cluster {
    /// The fullest name the text gives.
    pub fn name(&self) -> &str {
        &self.called.letters
    }

    /// The roles that can be that of the word with this bit; see [`title::word_bit`].
    fn roles_with(&self, bit: u64) -> impl Iterator<Item = &String> {
        let bits = self.role_bits.iter();
        let roles = self.roles.iter().zip(bits);
        roles.filter_map(move |(role, bits)| (bits & bit != 0).then_some(role))
    }

    /// For a person, the words of the fullest name, as names are compared; else none.
    fn words(&self) -> &[String] {
        let person = self.called.person.as_ref();
        person.map_or(&[], |person| &person.words)
    }
}

/// Which singular pronoun a person takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// The people of a document by the words of their fullest names.
#[derive(Debug, Clone, Default)]
struct Namesakes {
    /// For each word the first whose name holds it, as an index into `people`.
    first: HashMap<Key, usize, FxBuildHasher>,
    /// Each with the index of the next one of the same word.
    people: Vec<(usize, Option<usize>)>,
}

/// Every mention of a document, and the entities they refer to.
#[derive(Debug, Clone, Default)]
pub struct References {
    /// Those of each paragraph, sorted by first token; names first, where two begin together.
    pub mentions: Vec<Vec<Reference>>,
    /// The entities, in the order of their first mention.
    pub clusters: Vec<Cluster>,
    /// The people whose fullest name holds a word, once somebody asked for them.
    namesakes: OnceLock<Namesakes>,
    /// The people whose name is told with a title that somebody has alone, "Prime Minister Ann Lee", by that
    /// title in small letters, once somebody asked for them.
    holders: OnceLock<HashMap<Key, Vec<usize>, FxBuildHasher>>,
}

/// Gathers `names` into entities, and finds the pronouns that refer to them.
#[cfg(test)]
fn references(paragraphs: &[Paragraph], names: &[Name]) -> References {
    let names: Vec<Vec<Name>> = (0..paragraphs.len())
        .map(|index| {
            let own = names.iter().filter(|name| name.paragraph == index);
            own.cloned().collect()
        })
        .collect();
    let mut book = Namebook::default();
    let cast: Vec<Vec<Cameo>> = paragraphs
        .iter()
        .zip(&names)
        .map(|(paragraph, names)| cameos(paragraph, names, &mut book))
        .collect();
    let cast = cast.iter().enumerate();
    let cast: Vec<(usize, &Cameo)> = cast
        .flat_map(|(index, cameos)| cameos.iter().map(move |cameo| (index, cameo)))
        .collect();
    let Clusters { of_name, clusters } = clusters(&cast);
    let mut rest = of_name.into_iter();
    let mut window = Window::default();
    let all_mentions = paragraphs.iter().zip(&names).map(|(paragraph, names)| {
        let named = names.iter().zip(&mut rest);
        let named = named
            .map(|(name, entity)| Reference::named(name, entity))
            .collect();
        let sketch = Sketch::of(paragraph);
        let tokens = paragraph.tokens().iter().enumerate();
        let words = tokens.map(|(at, token)| word(paragraph.word(at), token.kind));
        let pronouns = Classes::default().push(words.collect::<Vec<_>>().iter());
        mentions(paragraph, &sketch, &pronouns, named, &clusters, &mut window)
    });
    let mentions = all_mentions.collect();
    References {
        mentions,
        clusters,
        namesakes: OnceLock::new(),
        holders: OnceLock::new(),
    }
}

/// The mentions of one paragraph: `named`, which are in order, and the pronouns among them.
/// `sketch` tells who speaks in it and which words stand in quotation marks, where a pronoun is another
/// speaker's; `pronouns` are what [`Classes::push`](crate::quotes::Classes::push) tells; `window` holds who was named before, and then who is known after the paragraph.
pub fn mentions(
    paragraph: &Paragraph,
    sketch: &Sketch,
    pronouns: &[u32],
    named: Vec<Reference>,
    clusters: &[Cluster],
    window: &mut Window,
) -> Vec<Reference> {
    let mut mentions = named;
    let found = pronoun::antecedents(paragraph, sketch, pronouns, &mentions, clusters, window);
    mentions.extend(found);
    sort_by_rank(&mut mentions, |mention| {
        let is_other = usize::from(mention.form != MentionForm::Name);
        [mention.tokens.start, is_other, 0]
    });
    mentions
}

impl Reference {
    /// The mention that `name` is, of `entity`.
    pub fn named(name: &Name, entity: usize) -> Reference {
        Reference {
            tokens: name.tokens.clone(),
            kind: name.kind,
            form: MentionForm::Name,
            entity,
            confidence: name.confidence,
        }
    }

    /// Whether it is a person's name, not another word for them.
    pub fn names_person(&self) -> bool {
        self.kind == Kind::Person && self.form == MentionForm::Name
    }
}

impl References {
    /// Puts other entities in the place of those that were known, which are the answer.
    pub fn replace(&mut self, clusters: Vec<Cluster>) -> Vec<Cluster> {
        self.namesakes = OnceLock::new();
        self.holders = OnceLock::new();
        std::mem::replace(&mut self.clusters, clusters)
    }

    /// The people whose fullest name holds `word`, in the order of their numbers.
    fn namesakes(&self, word: &str) -> impl Iterator<Item = usize> {
        let Namesakes { first, people } = self.namesakes.get_or_init(|| {
            let mut namesakes = Namesakes::default();
            for (id, cluster) in self.clusters.iter().enumerate().rev() {
                for word in cluster.words() {
                    let place = namesakes.people.len();
                    let next = namesakes.first.insert(key(word.bytes()), place);
                    namesakes.people.push((id, next));
                }
            }
            namesakes
        });
        let first = first.get(&key(word.bytes())).copied();
        let places = std::iter::successors(first, |place| people[*place].1);
        places.map(|place| people[place].0)
    }

    /// The only person of the document who has the office `role` as a title before the name, wherever that
    /// stands: "prime minister".
    fn holder(&self, role: &str) -> Option<usize> {
        let holders = self.holders.get_or_init(|| {
            let mut holders: HashMap<Key, Vec<usize>, FxBuildHasher> = HashMap::default();
            for (id, cluster) in self.clusters.iter().enumerate() {
                let titled = |role: &&String| role.starts_with(char::is_uppercase);
                if let Some(role) = cluster.role.as_ref().filter(titled) {
                    let role = title::full_role(role).to_lowercase();
                    holders.entry(key(role.bytes())).or_default().push(id);
                }
            }
            holders
        });
        match holders.get(&key(title::full_role(role).to_lowercase().bytes()))?[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether the text tells that an entity is of the people of this word: "German".
    pub fn is_of(&self, entity: usize, people: &str) -> bool {
        let origin = self.clusters[entity].origin.as_deref();
        origin.is_some_and(|origin| origin::is_of(origin, &people.to_lowercase()))
    }

    /// Whether the text calls a person by this noun, in small letters, whatever stands before it: "challenger" of
    /// "the Labour challenger Ann Lee".
    pub fn is_called(&self, entity: usize, noun: &str) -> bool {
        let cluster = &self.clusters[entity];
        let mut callings = cluster.callings.iter();
        callings.any(|calling| calling.is(noun))
            || cluster
                .roles
                .iter()
                .any(|role| title::is_role_of(role, noun))
    }

    /// The mentions that begin within `tokens` of a paragraph, in order.
    pub fn within(&self, paragraph: usize, tokens: &Range<usize>) -> &[Reference] {
        let mentions = &self.mentions[paragraph];
        let start = mentions.partition_point(|m| m.tokens.start < tokens.start);
        let end = mentions.partition_point(|m| m.tokens.start < tokens.end);
        &mentions[start..end.max(start)]
    }
}
