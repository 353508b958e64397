//! Names gathered into entities, and what the text says of each.

use super::introduction::{Introduction, introduction};
use super::people::people;
use super::person::{PersonName, given_name_gender};
use super::things::things;
use super::{Cluster, Gender};
use crate::analysis::Kind;
use crate::names::Name;
use crate::text::{Paragraph, Shape};

/// The entities that names refer to.
pub struct Clusters {
    /// The entity of each name, in the order of the names.
    pub of_name: Vec<usize>,
    /// The entities, in the order of their first mention.
    pub clusters: Vec<Cluster>,
}

/// Gathers the names of a document into entities.
pub fn clusters(paragraphs: &[Paragraph], names: &[Name]) -> Clusters {
    let introductions: Vec<Introduction> = names
        .iter()
        .map(|name| match name.kind {
            Kind::Person => introduction(&paragraphs[name.paragraph], name),
            _ => Introduction::default(),
        })
        .collect();
    let mut of_name = vec![usize::MAX; names.len()];
    let people = people(paragraphs, names, &introductions, &mut of_name);
    let things = things(paragraphs, names, people, &mut of_name);
    let order = by_first_mention(&mut of_name, things);
    describe(paragraphs, names, &introductions, of_name, order)
}

/// Numbers entities anew in the order of their first mention, and answers how many there are.
fn by_first_mention(of_name: &mut [usize], count: usize) -> usize {
    let mut new = vec![usize::MAX; count];
    let mut next = 0;
    for entity in of_name {
        if new[*entity] == usize::MAX {
            new[*entity] = next;
            next += 1;
        }
        *entity = new[*entity];
    }
    next
}

/// Gives every entity its kind, fullest name, role and gender.
fn describe(
    paragraphs: &[Paragraph],
    names: &[Name],
    introductions: &[Introduction],
    of_name: Vec<usize>,
    count: usize,
) -> Clusters {
    let mut clusters: Vec<Option<Cluster>> = vec![None; count];
    let mut fullness = vec![(false, 0, 0); count];
    let mut genders = vec![[0usize; 2]; count];
    for ((name, entity), introduction) in names.iter().zip(&of_name).zip(introductions) {
        let paragraph = &paragraphs[name.paragraph];
        let words = paragraph.words(&name.tokens);
        let cluster = clusters[*entity].get_or_insert_with(|| Cluster {
            kind: name.kind,
            name: String::new(),
            role: None,
            words: Vec::new(),
            gender: None,
        });
        // A name written like a name beats one in a headline's capitals.
        let plain = name
            .tokens
            .clone()
            .any(|at| paragraph.tokens[at].shape != Shape::Capitals);
        let full = (plain, name.tokens.len(), words.len());
        if full > fullness[*entity] || cluster.name.is_empty() {
            fullness[*entity] = full;
            cluster.name = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if name.kind == Kind::Person {
                cluster.words = PersonName::of(paragraph, &name.tokens).words;
            }
        }
        if let Some(role) = &introduction.role {
            let role = paragraph.words(role);
            if cluster
                .role
                .as_ref()
                .is_none_or(|known| known.len() < role.len())
            {
                cluster.role = Some(role.to_owned());
            }
        }
        if let Some(gender) = introduction.gender {
            genders[*entity][gender as usize] += 1;
        }
        if name.kind == Kind::Person && cluster.gender.is_none() {
            cluster.gender = given_name_gender(&cluster.words);
        }
    }
    let clusters = clusters
        .into_iter()
        .zip(genders)
        .map(|(cluster, [he, she])| {
            let mut cluster = cluster.expect("every number was given to a name");
            cluster.gender = match he.cmp(&she) {
                std::cmp::Ordering::Greater => Some(Gender::Male),
                std::cmp::Ordering::Less => Some(Gender::Female),
                std::cmp::Ordering::Equal => cluster.gender,
            };
            cluster
        })
        .collect();
    Clusters { of_name, clusters }
}
