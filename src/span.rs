//! Half-open stretches of text, in bytes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open stretch `start..end` of a text.
///
/// Inside the core the unit is always the byte, and both ends lie on character boundaries.
/// [`Analysis::convert`](crate::Analysis::convert) gives the same stretches in other units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first position inside the stretch.
    pub start: usize,
    /// The first position after the stretch.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span must not end before it starts");
        Span { start, end }
    }

    /// The letters of `text` under this span.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the two spans share at least one position.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same stretch, `by` positions further on.
    pub fn shifted(self, by: usize) -> Span {
        Span {
            start: self.start + by,
            end: self.end + by,
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Range<usize> {
        span.start..span.end
    }
}
