//! Of which people somebody is: "the Dane" for Ole Dahl of Denmark.

use std::sync::LazyLock;

use super::title::PEOPLE;
use crate::lexicon;

/// The words for each people that letters do not tell to be one, and for its country.
static PEOPLES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    lexicon::lines(PEOPLE, "people")
        .map(|line| line.split_whitespace().collect())
        .collect()
});

/// Whether `origin`, an adjective or a country, is that of "the `people`"; both in small letters.
pub fn is_of(origin: &str, people: &str) -> bool {
    let listed = |line: &Vec<&str>| line.contains(&origin) && line.contains(&people);
    // "Italy" and "Italian" part at the last letter, "Norway" and "Norwegian" at the last but one;
    // "Iran" and "Iraqi", "Australia" and "Austrian" part earlier.
    let common = origin.bytes().zip(people.bytes());
    let common = common.take_while(|(one, other)| one == other).count();
    origin == people || common >= 4 && common + 2 >= origin.len() || PEOPLES.iter().any(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_and_their_countries() {
        for (origin, people, expect) in [
            ("denmark", "dane", true),
            ("spanish", "spaniard", true),
            ("italy", "italian", true),
            ("norway", "norwegian", true),
            ("german", "german", true),
            ("iran", "iraqi", false),
            ("australia", "austrian", false),
            ("swedish", "dane", false),
        ] {
            assert_eq!(is_of(origin, people), expect, "{origin} {people}");
        }
    }
}
