//! Other words for a person: "the Dane", "the mother of two", "the striker".

use super::origin::is_of;
use super::phrase::is_kin;
use super::recent::only;
use super::title::{is_role, is_role_of, role_gender};
use super::{Gender, Reference, References};
use crate::analysis::Kind;
use crate::names::is_people;

impl References {
    /// The only person of the people that `phrase`, which has no article, tells: "the Dane", "the
    /// Polish minister". The latter is nobody who has another role than the last word, `word`.
    pub(super) fn by_origin<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        phrase: &[&str],
        word: &str,
    ) -> Option<usize> {
        let people = phrase.first().filter(|first| is_people(first))?;
        if phrase.len() > 2 || phrase.len() == 2 && !is_role(word) {
            return None;
        }
        let people = people.to_lowercase();
        // "The Danish leader"
        let leads = |role: &str| {
            let offices = [
                "president",
                "prime",
                "premier",
                "chancellor",
                "king",
                "queen",
            ];
            word == "leader" && offices.iter().any(|office| is_role_of(role, office))
        };
        let is_one = |entity: usize| {
            let cluster = &self.clusters[entity];
            let origin = cluster.origin.as_deref();
            origin.is_some_and(|origin| is_of(origin, &people))
                && (phrase.len() == 1
                    || cluster.roles.is_empty()
                    || cluster
                        .roles
                        .iter()
                        .any(|role| is_role_of(role, word) || leads(role)))
        };
        let mut all = before
            .clone()
            .filter(|mention| mention.kind == Kind::Person && is_one(mention.entity));
        let first = all.next()?.entity;
        all.all(|other| other.entity == first).then_some(first)
    }

    /// The person spoken of of late, if only one can be the `relation` of two or more.
    pub(super) fn by_relation<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        own: usize,
        relation: &str,
    ) -> Option<usize> {
        let gender = role_gender(relation)?;
        // "Her mother, Ann Lee, and aunt wept. The mother of three said"
        let is_told = |name: &&Reference| is_kin(&self.clusters[name.entity], &[relation]);
        if let Some(told) = only(before.clone().filter(is_told)) {
            return Some(told);
        }
        self.by_epithet(before, own, Some(gender), None)
    }

    /// The person spoken of of late, if only one can be of that `gender` and of those `people`: "the
    /// striker", "the Frenchman". The first `own` mentions before it are its own paragraph's.
    pub(super) fn by_epithet<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        own: usize,
        gender: Option<Gender>,
        people: Option<&str>,
    ) -> Option<usize> {
        let may_be = |mention: &&Reference| {
            let cluster = &self.clusters[mention.entity];
            let origin = cluster.origin.as_deref().zip(people);
            mention.kind == Kind::Person
                && (gender.is_none() || cluster.gender.is_none() || cluster.gender == gender)
                && origin.is_none_or(|(origin, people)| is_of(origin, people))
        };
        only(before.clone().take(own).filter(may_be))
            .or_else(|| only(before.clone().filter(may_be)))
    }
}
