//! The analyzer, with the newsroom's own list of names.

use std::fs;

use copydesk::{Analyzer, HouseList};

use crate::Refusal;
use crate::arguments::Analyze;
use crate::output::note;

/// The analyzer that `request` asks for, and how many entries of its house list were left out;
/// each of those is told on standard error.
///
/// Refused where the house list cannot be read as a whole.
pub fn analyzer(request: &Analyze) -> Result<(Analyzer, usize), Refusal> {
    let mut analyzer = Analyzer::new();
    let Some(path) = &request.house else {
        return Ok((analyzer, 0));
    };
    let name = path.display();
    let json = fs::read_to_string(path).map_err(|error| {
        Refusal(format!(
            "The house list {name} cannot be read: {error}. Check --house."
        ))
    })?;
    let list: HouseList = serde_json::from_str(&json).map_err(|error| {
        Refusal(format!(
            "The house list {name} is not as it should be: {error}. `copydesk analyze --help` \
             shows one."
        ))
    })?;
    let errors = analyzer.set_house_list(&list);
    for error in &errors {
        note(&error.to_string());
    }
    Ok((analyzer, errors.len()))
}
