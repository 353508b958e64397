//! An analysis as it crosses to JavaScript, and there from thread to thread: an array of numbers and
//! one string, as ten thousand objects cost more than finding what is in them.

use js_sys::{Array, Int32Array};
use wasm_bindgen::prelude::*;

use crate::assembly::{Findings, Found, Named, Passage, Quoted};
use crate::coref::{Cluster, single_spaced};
use crate::offsets::{Offsets, Positions, utf16_length};

/// Stands for what is absent, where every other number counts from 0.
const NONE: i32 = -1;

/// Packs findings, in UTF-16 code units: an `Int32Array`, which `www/packed.js` reads in the order in
/// which it is written here, and a string of all strings, one after the other. Letters of the text
/// itself are not among them.
pub fn pack(findings: &Findings) -> Array {
    let mut packer = Packer::new(findings);
    packer.list(&findings.mentions, |packer, _, mention| {
        packer.mention(mention);
    });
    packer.list(findings.clusters, Packer::entity);
    packer.list(&findings.quotes, Packer::quote);
    let strings = JsValue::from_str(&packer.strings);
    Array::of2(&Int32Array::from(&packer.numbers[..]), &strings)
}

struct Packer<'f> {
    findings: &'f Findings<'f>,
    positions: Positions<'f>,
    numbers: Vec<i32>,
    strings: String,
    /// The length of `strings` in UTF-16 code units.
    units: usize,
    /// Where the name of each entity so far stands in them, and its length.
    names: Vec<(usize, usize)>,
    /// The same for the rules.
    rules: Vec<(&'static str, (usize, usize))>,
}

impl<'f> Packer<'f> {
    fn new(findings: &'f Findings<'f>) -> Packer<'f> {
        let Findings {
            mentions,
            clusters,
            quotes,
            ..
        } = findings;
        // What the numbers of nearly all need; those of a mention and its place in a list are as many.
        let numbers = 7 * mentions.len() + 8 * clusters.len() + 17 * quotes.len();
        Packer {
            findings,
            positions: Positions::new(findings.letters.text(), Offsets::Utf16),
            numbers: Vec::with_capacity(numbers),
            strings: String::new(),
            units: 0,
            names: Vec::with_capacity(findings.clusters.len()),
            rules: Vec::new(),
        }
    }

    fn list<T>(&mut self, items: &'f [T], write: impl Fn(&mut Self, usize, &'f T)) {
        self.number(items.len());
        for (index, item) in items.iter().enumerate() {
            write(self, index, item);
        }
    }

    fn mention(&mut self, mention: &Found) {
        let Found {
            passage,
            kind,
            form,
            entity,
            confidence,
        } = *mention;
        self.passage(passage);
        self.number(kind as usize);
        self.number(form as usize);
        self.number(entity);
        self.number(usize::from(confidence));
    }

    fn entity(&mut self, id: usize, cluster: &Cluster) {
        self.number(cluster.kind as usize);
        let name = self.string(cluster.name());
        self.names.push(name);
        self.pair(name);
        match &cluster.role {
            Some(role) => {
                let role = self.string(role);
                self.pair(role);
            }
            None => self.numbers.push(NONE),
        }
        self.number(self.findings.quoted_words(id));
        for list in [
            self.findings.mentions_of.at(id),
            self.findings.quotes_of.at(id),
        ] {
            self.list(list, |packer, _, number| packer.number(*number));
        }
    }

    fn quote(&mut self, id: usize, quote: &Quoted) {
        let Quoted {
            told,
            paragraph,
            within,
            speaker,
        } = *quote;
        self.number(told.form as usize);
        self.optional(within, Packer::number);
        let count = self.numbers.len();
        self.numbers.push(0);
        for passage in self.findings.passages(id) {
            self.numbers[count] += 1;
            self.passage(passage);
        }
        self.optional(told.cue, |packer, span| {
            packer.passage(Passage { paragraph, span });
        });
        self.optional(speaker, Packer::speaker);
    }

    fn speaker(&mut self, named: Named) {
        let voice = named.voice;
        self.passage(named.passage);
        self.optional(voice.entity, Packer::number);
        let name = match voice.entity {
            Some(entity) => self.names[entity],
            None => self.string(&single_spaced(self.findings.text(named.meant))),
        };
        self.pair(name);
        self.number(usize::from(voice.confidence));
        let known = self.rules.iter().find(|(rule, _)| *rule == voice.rule);
        let rule = match known {
            Some((_, known)) => *known,
            None => {
                let new = self.string(voice.rule);
                self.rules.push((voice.rule, new));
                new
            }
        };
        self.pair(rule);
    }

    /// A value, or one number that says that there is none; no value begins with a negative number.
    fn optional<T>(&mut self, value: Option<T>, write: impl Fn(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.numbers.push(NONE),
        }
    }

    /// Where a passage begins and ends in the document.
    fn passage(&mut self, passage: Passage) {
        let Passage { paragraph, span } = passage;
        let place = self.findings.letters.places()[paragraph];
        if place.length == place.units {
            self.pair((place.unit + span.start, place.unit + span.end));
        } else {
            let at = |byte| self.positions.at(place.start + byte);
            self.pair((at(span.start), at(span.end)));
        }
    }

    /// Adds a string to the others: where it begins among them, and its length.
    fn string(&mut self, string: &str) -> (usize, usize) {
        let place = (self.units, utf16_length(string));
        self.strings.push_str(string);
        self.units += place.1;
        place
    }

    fn pair(&mut self, (first, second): (usize, usize)) {
        self.number(first);
        self.number(second);
    }

    /// A text of two billion code units does not fit into the memory of WebAssembly.
    fn number(&mut self, number: usize) {
        self.numbers.push(number as i32);
    }
}
