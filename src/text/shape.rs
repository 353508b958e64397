//! How a word is written: its capitals, told once for every later step.

/// The pattern of capitals in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// No letters that have a case: numbers, marks, Arabic, Chinese.
    Uncased,
    /// Small letters only: "minister".
    Lower,
    /// One capital first, then small letters: "Minister". Also "O'brien", "Jean".
    Capitalized,
    /// A single capital, with or without a period: "J", "J.".
    Initial,
    /// Capitals only, two or more: "FAO", "U.S.", "MINISTER".
    Capitals,
    /// A capital first and another later: "McDonald", "O'Brien", "YouTube".
    Mixed,
    /// A small letter first and a capital later: "iPhone", "d'Ettorre".
    Inner,
}

impl Shape {
    /// The shape of `word`.
    pub fn of(word: &str) -> Shape {
        let (mut upper, mut lower) = (0u32, 0u32);
        let mut first_upper = None;
        for c in word.chars() {
            let is_upper = c.is_uppercase();
            if is_upper {
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            } else {
                continue;
            }
            first_upper.get_or_insert(is_upper);
        }
        match (first_upper, upper, lower) {
            (None, ..) => Shape::Uncased,
            (Some(false), 0, _) => Shape::Lower,
            (Some(false), ..) => Shape::Inner,
            (Some(true), 1, 0) => Shape::Initial,
            (Some(true), 1, _) => Shape::Capitalized,
            (Some(true), _, 0) => Shape::Capitals,
            (Some(true), ..) => Shape::Mixed,
        }
    }

    /// Whether the word begins with a capital, as names do.
    pub fn is_capital(self) -> bool {
        matches!(
            self,
            Shape::Capitalized | Shape::Initial | Shape::Capitals | Shape::Mixed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Shape::{self, *};

    #[test]
    fn shapes() {
        for (word, shape) in [
            ("minister", Lower),
            ("Minister", Capitalized),
            ("Édouard", Capitalized),
            ("J.", Initial),
            ("U.S.", Capitals),
            ("FAO", Capitals),
            ("McDonald", Mixed),
            ("O'Brien", Mixed),
            ("iPhone", Inner),
            ("2017", Uncased),
            ("القاهرة", Uncased),
            ("", Uncased),
        ] {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }
}
