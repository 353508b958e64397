//! An analysis as it crosses to JavaScript, and there from thread to thread: an array of numbers and
//! one string, as ten thousand objects cost more than finding what is in them.

use std::collections::HashMap;

use js_sys::{Array, Int32Array};
use rustc_hash::FxBuildHasher;
use wasm_bindgen::prelude::*;

use crate::offsets::utf16_length;
use crate::{Analysis, Entity, Mention, Quote, Span, Speaker};

/// Stands for what is absent, where every other number counts from 0.
const NONE: i32 = -1;

/// Packs an analysis that counts in UTF-16 code units: an `Int32Array`, which `www/packed.js` reads in
/// the order in which it is written here, and a string of all strings, one after the other. Letters of
/// the text itself are not among them.
pub fn pack(analysis: &Analysis) -> Array {
    let mut packer = Packer::default();
    packer.list(&analysis.mentions, Packer::mention);
    packer.list(&analysis.entities, Packer::entity);
    packer.list(&analysis.quotes, Packer::quote);
    let strings = JsValue::from_str(&packer.strings);
    Array::of2(&Int32Array::from(&packer.numbers[..]), &strings)
}

#[derive(Default)]
struct Packer<'a> {
    numbers: Vec<i32>,
    strings: String,
    /// The length of `strings` in UTF-16 code units.
    units: usize,
    /// Where each string begins in them, and its length; many come again.
    known: HashMap<&'a str, (usize, usize), FxBuildHasher>,
}

// Every field is named here, so that none that is added is forgotten.
impl<'a> Packer<'a> {
    fn list<T>(&mut self, items: &'a [T], write: impl Fn(&mut Self, &'a T)) {
        self.number(items.len());
        for item in items {
            write(self, item);
        }
    }

    fn mention(&mut self, mention: &'a Mention) {
        let Mention {
            span,
            text: _,
            kind,
            form,
            entity,
            confidence,
        } = mention;
        self.span(*span);
        self.number(*kind as usize);
        self.number(*form as usize);
        self.number(*entity);
        self.number(usize::from(*confidence));
    }

    fn entity(&mut self, entity: &'a Entity) {
        let Entity {
            id: _,
            kind,
            name,
            role,
            mentions,
            quotes,
        } = entity;
        self.number(*kind as usize);
        self.string(name);
        self.optional(role.as_deref(), Packer::string);
        self.list(mentions, |packer, &mention| packer.number(mention));
        self.list(quotes, |packer, &quote| packer.number(quote));
    }

    fn quote(&mut self, quote: &'a Quote) {
        let Quote {
            id: _,
            form,
            within,
            spans,
            cue,
            speaker,
        } = quote;
        self.number(*form as usize);
        self.optional(*within, Packer::number);
        self.list(spans, |packer, &span| packer.span(span));
        self.optional(*cue, Packer::span);
        self.optional(speaker.as_ref(), Packer::speaker);
    }

    fn speaker(&mut self, speaker: &'a Speaker) {
        let Speaker {
            entity,
            span,
            text: _,
            name,
            confidence,
            rule,
        } = speaker;
        self.span(*span);
        self.optional(*entity, Packer::number);
        self.string(name);
        self.number(usize::from(*confidence));
        self.string(rule);
    }

    /// A value, or one number that says that there is none; no value begins with a negative number.
    fn optional<T>(&mut self, value: Option<T>, write: impl Fn(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.numbers.push(NONE),
        }
    }

    fn span(&mut self, span: Span) {
        self.number(span.start);
        self.number(span.end);
    }

    fn string(&mut self, string: &'a str) {
        let (start, length) = *self.known.entry(string).or_insert_with(|| {
            let (start, length) = (self.units, utf16_length(string));
            self.strings.push_str(string);
            self.units += length;
            (start, length)
        });
        self.number(start);
        self.number(length);
    }

    /// A text of two billion code units does not fit into the memory of WebAssembly.
    fn number(&mut self, number: usize) {
        self.numbers.push(number as i32);
    }
}
