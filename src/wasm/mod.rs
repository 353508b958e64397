//! The boundary to JavaScript: exports and conversion, and the only place that knows JavaScript.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::console;

mod memory;
mod packed;

#[global_allocator]
static MEMORY: memory::Memory = memory::Memory::new();

use crate::{Analysis, Analyzer, Document, EditError, HouseEntry, HouseList, formats};

/// The analyzer, as `www/copydesk.js` holds it. Every offset is in UTF-16 code units.
#[wasm_bindgen]
pub struct Engine {
    /// Shared with the documents that it opened, so that they go by its house list.
    analyzer: Rc<RefCell<Analyzer>>,
}

#[wasm_bindgen]
impl Engine {
    /// An engine with the embedded model.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Engine {
        console_error_panic_hook::set_once();
        Engine {
            analyzer: Rc::default(),
        }
    }

    /// The whole analysis of `text`, packed (see [`packed::pack`]).
    pub fn analyze(&self, text: &str) -> Array {
        packed::pack(&Document::once(text).findings(&self.analyzer.borrow()))
    }

    /// What a page paints: rows of start, end, kind, id (see `Analysis::marks`).
    pub fn marks(&self, text: &str) -> Vec<i32> {
        Document::once(text).marks(&self.analyzer.borrow())
    }

    /// Opens a text that will be edited.
    pub fn open(&self, text: &str) -> OpenDocument {
        OpenDocument {
            document: Document::new(text),
            analyzer: Rc::clone(&self.analyzer),
        }
    }

    /// Takes `list`, a plain object, in place of the house list given before. Answers a sentence
    /// for each entry that cannot be used; the console gets them, too, so that whoever drops the
    /// answer still sees them.
    ///
    /// # Errors
    /// A sentence, where `list` is no house list; the list given before still holds then.
    pub fn set_house_list(&mut self, list: &JsValue) -> Result<Vec<String>, JsValue> {
        let list = house_list(list).map_err(|reason| {
            sentence(&format_args!(
                "This is no house list: {reason}. Give an object such as \
                 {{\"always\": [{{\"name\": \"Harbour Trust\", \"kind\": \"organization\", \
                 \"aliases\": [\"HT\"]}}], \"never\": [{{\"name\": \"May\"}}]}}. \
                 The list given before still holds."
            ))
        })?;
        let errors = self.analyzer.borrow_mut().set_house_list(&list);
        let sentences: Vec<String> = errors.iter().map(ToString::to_string).collect();
        for sentence in &sentences {
            console::warn_1(&sentence.into());
        }
        Ok(sentences)
    }
}

/// A text under edit, as `Document` in `www/copydesk.js` holds it.
#[wasm_bindgen]
pub struct OpenDocument {
    document: Document,
    analyzer: Rc<RefCell<Analyzer>>,
}

#[wasm_bindgen]
impl OpenDocument {
    /// Replaces the UTF-16 code units from `from` to `to` by `insert`, which has no halves of
    /// surrogate pairs.
    ///
    /// # Errors
    /// A sentence, where these are not the ends of a stretch of the text.
    pub fn replace(&mut self, from: usize, to: usize, insert: &str) -> Result<(), JsValue> {
        told(self.document.replace(from, to, insert))
    }

    /// As `replace`, where `insert` may have halves of surrogate pairs.
    ///
    /// # Errors
    /// A sentence, where these are not the ends of a stretch of the text.
    pub fn replace_units(&mut self, from: usize, to: usize, insert: &[u16]) -> Result<(), JsValue> {
        told(self.document.replace_units(from, to, insert))
    }

    /// The whole analysis of the text, packed (see [`packed::pack`]).
    pub fn analysis(&mut self) -> Array {
        packed::pack(&self.document.findings(&self.analyzer.borrow()))
    }

    /// What a page paints: rows of start, end, kind, id (see `Analysis::marks`).
    pub fn marks(&mut self) -> Vec<i32> {
        self.document.marks(&self.analyzer.borrow())
    }

    /// Reads what came in, so that `marks` and `analysis` take less long.
    pub fn read_ahead(&mut self) {
        self.document.read_ahead(&self.analyzer.borrow());
    }

    /// Takes one of the steps for which `marks` and `analysis` would wait; answers whether there are more.
    pub fn advance(&mut self) -> bool {
        self.document.advance(&self.analyzer.borrow())
    }

    /// The text, with U+FFFD for each half of a surrogate pair.
    pub fn text(&self) -> String {
        self.document.text().to_owned()
    }

    /// The halves of surrogate pairs in the text, in rows of two: at which code unit, which half.
    pub fn halves(&self) -> Vec<u32> {
        let halves = self.document.halves().iter();
        halves
            .flat_map(|(at, half)| [*at as u32, u32::from(*half)])
            .collect()
    }
}

fn told(edited: Result<(), EditError>) -> Result<(), JsValue> {
    edited.map_err(|error| sentence(&error))
}

/// Reads a house list, or says why it is none: with the place, which `serde_wasm_bindgen` does not
/// tell, and without overlooking a field that no house list has.
fn house_list(value: &JsValue) -> Result<HouseList, String> {
    if !is_plain(value) {
        return Err("it is no object".to_owned());
    }
    for key in Object::keys(value.unchecked_ref::<Object>()) {
        if key != "always" && key != "never" {
            let key = key.as_string().unwrap_or_default();
            return Err(format!(
                "it has a field \"{key}\" besides \"always\" and \"never\""
            ));
        }
    }
    Ok(HouseList {
        always: house_entries(value, "always")?,
        never: house_entries(value, "never")?,
    })
}

fn house_entries(list: &JsValue, field: &str) -> Result<Vec<HouseEntry>, String> {
    let entries = member(list, field)?;
    if entries.is_undefined() {
        return Ok(Vec::new());
    }
    let entries = entries
        .dyn_ref::<Array>()
        .ok_or_else(|| format!("its field \"{field}\" is no array"))?;
    let read = |(index, entry): (usize, JsValue)| {
        let place = format!("\"{field}\" number {}", index + 1);
        if is_plain(&entry) {
            house_entry(&entry, &place)
        } else {
            Err(format!("{place} is no object"))
        }
    };
    entries.iter().enumerate().map(read).collect()
}

/// Reads the entry at `place`, which is an object.
fn house_entry(entry: &JsValue, place: &str) -> Result<HouseEntry, String> {
    let text = |name: &str| {
        let value = member(entry, name)?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        let text = value.as_string();
        text.map(Some)
            .ok_or_else(|| format!("the {name} of {place} is no text"))
    };
    let aliases = member(entry, "aliases")?;
    let aliases = if aliases.is_undefined() {
        Some(Vec::new())
    } else {
        let texts = aliases.dyn_ref::<Array>();
        texts.and_then(|texts| texts.iter().map(|text| text.as_string()).collect())
    };
    Ok(HouseEntry {
        name: text("name")?,
        aliases: aliases.ok_or_else(|| format!("the aliases of {place} are no array of texts"))?,
        pattern: text("pattern")?,
        kind: text("kind")?,
        others: other_fields(entry, &["name", "aliases", "pattern", "kind"]),
    })
}

/// The names of the fields of `object` that are not among `known`.
fn other_fields(object: &JsValue, known: &[&str]) -> Vec<String> {
    let names = Object::keys(object.unchecked_ref::<Object>());
    let names = names.iter().filter_map(|name| name.as_string());
    names.filter(|name| !known.contains(&&**name)).collect()
}

fn member(object: &JsValue, name: &str) -> Result<JsValue, String> {
    // A getter of the caller may throw.
    Reflect::get(object, &name.into()).map_err(|_| format!("its field \"{name}\" cannot be read"))
}

/// Whether `value` has named fields: an object, and no array.
fn is_plain(value: &JsValue) -> bool {
    value.is_object() && !Array::is_array(value)
}

/// `analysis`, as [`Engine::analyze`] gave it for `text`, in the format with this name
/// (see `formats::Format`).
///
/// # Errors
/// A sentence, where there is no such format or the analysis does not belong to the text.
#[wasm_bindgen]
pub fn format(analysis: JsValue, text: &str, format: &str) -> Result<String, JsValue> {
    let format = format
        .parse()
        .map_err(|error: formats::FormatError| sentence(&error))?;
    let analysis: Analysis = serde_wasm_bindgen::from_value(analysis).map_err(|error| {
        sentence(&format_args!(
            "This is no analysis: {error}. Give the object that the engine returned."
        ))
    })?;
    formats::write(format, &analysis, text).map_err(|error| sentence(&error))
}

/// What a caller in JavaScript catches.
fn sentence(error: &dyn std::fmt::Display) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
