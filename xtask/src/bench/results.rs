//! What was measured, and the figures made of it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

/// Everything that one run of the bench measured.
pub struct Results {
    series: BTreeMap<String, Series>,
    /// Tokens in the text of the native steps.
    pub tokens: f64,
    /// The versions of Node and Chromium.
    pub browser: String,
    pub downloads: Vec<Download>,
    /// What callgrind counted, by function; empty where there is no valgrind.
    pub instructions: BTreeMap<String, u64>,
}

/// What a page downloads of one part of a program.
pub struct Download {
    pub program: &'static str,
    pub part: String,
    /// Bytes.
    pub brotli: u64,
}

/// Measurements of one kind, in the order of the rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What one measurement worked on, as UTF-8; 0 where that says nothing.
    pub bytes: f64,
    /// Milliseconds each.
    pub ms: Vec<f64>,
}

impl Results {
    /// Reads what the benches printed: `{"series": [{"name", "bytes", "ms"}], …}` each.
    ///
    /// # Errors
    /// Where something else was printed.
    pub fn new(
        printed: &[Value],
        downloads: Vec<Download>,
        instructions: BTreeMap<String, u64>,
    ) -> Result<Results> {
        let mut results = Results {
            series: BTreeMap::new(),
            tokens: 0.0,
            browser: String::new(),
            downloads,
            instructions,
        };
        for bench in printed {
            for series in bench["series"].as_array().context("no series")? {
                let name = series["name"].as_str().context("a series has no name")?;
                let read = Series {
                    bytes: series["bytes"].as_f64().context("a series has no bytes")?,
                    ms: series["ms"]
                        .as_array()
                        .context("a series has no times")?
                        .iter()
                        .map(|ms| ms.as_f64().context("a time is no number"))
                        .collect::<Result<_>>()?,
                };
                if !read.ms.is_empty() {
                    results.series.insert(name.to_owned(), read);
                }
            }
            if let Some(tokens) = bench["tokens"].as_f64() {
                results.tokens = tokens;
            }
            if let (Some(node), Some(chromium)) =
                (bench["node"].as_str(), bench["chromium"].as_str())
            {
                results.browser = format!("Chromium {chromium}, headless; Node {node}");
            }
        }
        Ok(results)
    }

    /// The series of this name, if it was measured.
    pub fn get(&self, name: &str) -> Option<&Series> {
        self.series.get(name)
    }

    /// How many times longer one series took than another, for each byte where both tell them.
    pub fn ratio(&self, slow: &str, fast: &str) -> Option<f64> {
        Some(self.get(slow)?.cost() / self.get(fast)?.cost())
    }

    /// Bytes under brotli of all parts of a program.
    pub fn downloaded(&self, program: &str) -> u64 {
        let parts = self.downloads.iter();
        parts
            .filter(|download| download.program == program)
            .map(|download| download.brotli)
            .sum()
    }
}

impl Series {
    /// The median time in milliseconds.
    pub fn median(&self) -> f64 {
        let sorted = self.sorted();
        let middle = sorted.len() / 2;
        if sorted.len().is_multiple_of(2) {
            (sorted[middle - 1] + sorted[middle]) / 2.0
        } else {
            sorted[middle]
        }
    }

    /// The times between which eight of ten lie, the nearest that were measured: with fewer than ten
    /// the shortest and the longest.
    pub fn spread(&self) -> (f64, f64) {
        let sorted = self.sorted();
        let rank = sorted.len() / 10;
        (sorted[rank], sorted[sorted.len() - 1 - rank])
    }

    /// The median speed in megabytes a second.
    pub fn speed(&self) -> f64 {
        self.bytes / self.median() / 1e3
    }

    /// The median time, for each byte where they are told.
    fn cost(&self) -> f64 {
        self.median() / if self.bytes > 0.0 { self.bytes } else { 1.0 }
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.ms.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn series(bytes: f64, ms: &[f64]) -> Series {
        Series {
            bytes,
            ms: ms.to_vec(),
        }
    }

    #[test]
    fn medians_and_spreads() {
        assert_eq!(series(0.0, &[3.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(series(0.0, &[4.0, 1.0]).median(), 2.5);
        assert_eq!(series(0.0, &[3.0, 1.0, 2.0]).spread(), (1.0, 3.0));
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(series(0.0, &ten).spread(), (2.0, 9.0));
        assert_eq!(series(5e6, &[500.0]).speed(), 10.0);
    }

    #[test]
    fn ratios_are_by_the_byte() {
        let printed = json!({ "series": [
            { "name": "slow", "bytes": 100, "ms": [10.0] },
            { "name": "fast", "bytes": 1000, "ms": [5.0] },
            { "name": "empty", "bytes": 0, "ms": [] },
        ]});
        let results = Results::new(&[printed], Vec::new(), BTreeMap::new()).unwrap();
        assert_eq!(results.ratio("slow", "fast"), Some(20.0));
        assert_eq!(results.ratio("slow", "missing"), None);
        assert_eq!(results.get("empty"), None);
    }

    #[test]
    fn what_is_no_series_is_refused() {
        for printed in [
            json!({}),
            json!({ "series": [{ "name": "a", "bytes": 1 }] }),
        ] {
            assert!(Results::new(&[printed], Vec::new(), BTreeMap::new()).is_err());
        }
    }
}
