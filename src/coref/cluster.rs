//! Names gathered into entities, and what the text says of each.

use std::sync::Arc;

use super::cameo::Cameo;
use super::people::people;
use super::person::given_name_gender;
use super::things::things;
use super::title::{full_role, is_former, is_role_of, role_bits};
use super::{Cluster, Gender};

/// The entities that names refer to.
pub struct Clusters {
    /// The entity of each name, in the order of the names.
    pub of_name: Vec<usize>,
    /// The entities, in the order of their first mention.
    pub clusters: Vec<Cluster>,
}

/// Gathers the names of a document into entities: `cast` has them all, in order, with the index of
/// the paragraph of each.
pub fn clusters(cast: &[(usize, &Cameo)]) -> Clusters {
    let mut of_name = vec![usize::MAX; cast.len()];
    let people = people(cast, &mut of_name);
    let things = things(cast, people, &mut of_name);
    let count = by_first_mention(&mut of_name, things);
    let clusters = describe(cast, &of_name, count);
    Clusters { of_name, clusters }
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
fn describe(cast: &[(usize, &Cameo)], of_name: &[usize], count: usize) -> Vec<Cluster> {
    let mut clusters: Vec<Option<Cluster>> = vec![None; count];
    let mut fullest: Vec<Option<&Cameo>> = vec![None; count];
    let mut genders = vec![[0usize; 2]; count];
    let mut titled = vec![false; count];
    for ((_, cameo), entity) in cast.iter().zip(of_name) {
        let cluster = clusters[*entity].get_or_insert_with(|| Cluster {
            kind: cameo.kind,
            called: Arc::clone(&cameo.called),
            role: None,
            roles: Vec::new(),
            role_bits: Vec::new(),
            callings: Vec::new(),
            sort: None,
            origin: None,
            belongs: None,
            gender: None,
        });
        let full = &mut fullest[*entity];
        let fuller = full.is_none_or(|full| cameo.fullness > full.fullness);
        if fuller {
            *full = Some(cameo);
        }
        if let Some(role) = &cameo.role {
            let given = (role.as_str(), cameo.titled);
            let known = cluster.role.as_deref().map(|role| (role, titled[*entity]));
            if known.is_none_or(|known| is_fuller(given, known)) {
                titled[*entity] = cameo.titled;
                cluster.role = Some(role.clone());
            }
        }
        let other_role = cameo.seldom.iter().flat_map(|seldom| &seldom.other_role);
        for role in cameo.role.iter().chain(other_role) {
            let full = full_role(role);
            if !cluster.roles.iter().any(|known| *known == full) {
                cluster.role_bits.push(role_bits(&full));
                cluster.roles.push(full.into_owned());
            }
        }
        cluster.sort = cluster.sort.or(cameo.sort);
        if let Some(seldom) = &cameo.seldom {
            for calling in &seldom.callings {
                if !cluster.callings.contains(calling) {
                    cluster.callings.push(calling.clone());
                }
            }
            if cluster.belongs.is_none() {
                cluster.belongs.clone_from(&seldom.belongs);
            }
            if cluster.origin.is_none() {
                cluster.origin.clone_from(&seldom.origin);
            }
        }
        if let Some(gender) = cameo.gender {
            genders[*entity][gender as usize] += 1;
        }
        if fuller
            && cluster.gender.is_none()
            && let Some(person) = &cameo.called.person
        {
            cluster.gender = given_name_gender(&person.words);
        }
    }
    let described = clusters.into_iter().zip(fullest).zip(genders);
    described
        .map(|((cluster, fullest), [he, she])| {
            let mut cluster = cluster.expect("every number was given to a name");
            if let Some(fullest) = fullest {
                cluster.called = Arc::clone(&fullest.called);
            }
            cluster.gender = match he.cmp(&she) {
                std::cmp::Ordering::Greater => Some(Gender::Male),
                std::cmp::Ordering::Less => Some(Gender::Female),
                std::cmp::Ordering::Equal => cluster.gender,
            };
            cluster
        })
        .collect()
}

/// Whether a role tells more of a person than the one known before; both with whether they are titles before
/// the name. What is held today goes before what was, a title before another role behind the name, and the
/// longer before the shorter: "acting foreign minister of Norland" before "Foreign Minister".
fn is_fuller((role, title): (&str, bool), (known, known_title): (&str, bool)) -> bool {
    let holds = |role: &str, title: &str| {
        let head = title.rsplit(' ').next().unwrap_or(title).to_lowercase();
        is_role_of(role, &head)
    };
    match (is_former(role), is_former(known)) {
        (true, false) => false,
        (false, true) => true,
        _ if title && !known_title => role.len() > known.len() || !holds(known, role),
        _ => role.len() > known.len() && (title || !known_title || holds(role, known)),
    }
}
