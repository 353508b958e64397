//! Finds people, places, organizations and quotes, with who said them, in news text.

mod analysis;
mod analyzer;
mod assembly;
pub mod coref;
mod document;
pub mod formats;
mod house;
mod key;
mod letters;
mod lexicon;
pub mod names;
mod offsets;
mod order;
mod quotes;
mod span;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;

// The allocator of the WebAssembly is tested without a browser, too.
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "wasm/memory.rs"]
mod memory;

pub use analysis::{Analysis, Entity, Id, Kind, Mention, MentionForm, Quote, QuoteForm, Speaker};
pub use analyzer::Analyzer;
pub use document::{Document, EditError};
pub use house::{HouseEntry, HouseError, HouseList};
pub use offsets::Offsets;
pub use span::Span;
