//! Whom an interview is with, where its labels are only letters.

use std::ops::Range;

use super::label::letters;
use super::speaker::Scene;
use super::words::{Word, word};
use crate::analysis::Kind;
use crate::coref::Reference;
use crate::coref::title::is_of_court;
use crate::text::TokenKind;

/// Who is heard is told of near the start of a text; one of a thousand pages is no record.
const MOST_PEOPLE: usize = 200;

/// Whom an interview is with, where the labels are only letters: the person whom the text names
/// most often before `at`, but of a judge and a witness the witness.
pub fn guest(scene: &Scene, at: usize) -> Option<usize> {
    let clusters = &scene.references.clusters;
    // For whom the text names, whether they may be a witness, and how often.
    let mut ranks: Vec<Option<(bool, usize)>> = vec![None; clusters.len()];
    let hears = |entity: usize| hears_witnesses(scene, entity);
    let mut best: Option<usize> = None;
    for (index, mentions) in scene.references.mentions[..at].iter().enumerate() {
        // The writer's line names who asks.
        if scene.paragraphs[index].word(0) == "By" {
            continue;
        }
        for mention in mentions.iter().filter(|mention| mention.names_person()) {
            let entity = mention.entity;
            let (_, count) = ranks[entity].get_or_insert_with(|| (!hears(entity), 0));
            *count += 1;
            if best.is_none_or(|best| ranks[entity] > ranks[best]) {
                best = Some(entity);
            }
        }
    }
    best
}

/// Whether somebody hears or questions witnesses by their role: "presiding judge".
pub fn hears_witnesses(scene: &Scene, entity: usize) -> bool {
    let role = scene.references.clusters[entity].role.as_deref();
    role.is_some_and(|role| role.split(' ').any(is_of_court))
}

/// The only judge whom the text names: "THE COURT".
pub fn judge(scene: &Scene) -> Option<usize> {
    let clusters = scene
        .references
        .clusters
        .iter()
        .take(MOST_PEOPLE)
        .enumerate();
    let mut judges = clusters.filter(|(_, cluster)| {
        let mut role = cluster.role.iter().flat_map(|role| role.split(' '));
        let bench = ["judge", "justice", "magistrate"];
        role.any(|word| bench.iter().any(|judge| word.eq_ignore_ascii_case(judge)))
    });
    let first = judges.next()?.0;
    judges.next().is_none().then_some(first)
}

/// The only person whose initials a label is: "IB: Well …", of Idris Bevan.
pub fn initialled(scene: &Scene, label: &str) -> Option<usize> {
    if !(2..=3).contains(&label.len()) || !label.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let people = scene
        .references
        .clusters
        .iter()
        .take(MOST_PEOPLE)
        .enumerate();
    let mut people = people.filter(|(_, cluster)| {
        let initials = cluster
            .name()
            .split(' ')
            .filter_map(|word| word.chars().next());
        cluster.kind == Kind::Person && initials.eq(label.chars())
    });
    let first = people.next()?.0;
    people.next().is_none().then_some(first)
}

/// The only person whom the questions call by name: "Q: Mr. Holt, why did you go?"
pub fn addressed(scene: &Scene, labelled: &[usize]) -> Option<usize> {
    let mut guest = None;
    for &at in labelled {
        let paragraph = &scene.paragraphs[at];
        let Some(label) = &scene.sketches[at].speaker_label else {
            continue;
        };
        if letters(paragraph, label) != "Q" {
            continue;
        }
        let called = |mention: &&Reference| {
            let Range { mut start, end } = mention.tokens;
            let title = |at: usize| word(paragraph.word(at), paragraph.tokens()[at].kind);
            while start > label.after && title(start - 1).is(Word::TITLE) {
                start -= 1;
            }
            let opens =
                start == label.after || start > label.after && paragraph.word(start - 1) == ",";
            let last = paragraph.tokens().get(end);
            let closes =
                last.is_none_or(|last| last.kind == TokenKind::Stop) || paragraph.word(end) == ",";
            mention.names_person() && opens && closes
        };
        for mention in scene.references.mentions[at].iter().filter(called) {
            if guest.is_some_and(|guest| guest != mention.entity) {
                return None;
            }
            guest = Some(mention.entity);
        }
    }
    guest
}
