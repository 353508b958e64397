//! How many instructions a fixed text takes, against a budget that only a commit can change.
//!
//! callgrind counts what a program executes, so the figure is the same on a busy machine and on a
//! quiet one. It is not quite the same in each run, as hash tables get a new seed each time, and
//! other compilers make other code: that is what the room in the budget is for.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::find_program;
use crate::{root, wasm};

/// The budget: one `FUNCTION INSTRUCTIONS` a line; `#` begins a comment.
const BUDGET: &str = "xtask/instruction-budget.txt";

/// Counts the instructions of each function that the budget names, callees included. The answer is
/// empty, and a line says why, where there is no valgrind or the processor is another than the
/// budget's.
///
/// # Errors
/// Where the budget cannot be read, or `benches/instructions.rs` cannot be built or run.
pub fn count() -> Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    if !cfg!(target_arch = "x86_64") {
        println!("Instructions are not counted: the budget is for x86-64.");
        return Ok(counts);
    }
    let Some(valgrind) = find_program(Path::new("valgrind")) else {
        println!(
            "Instructions are not counted, as valgrind was not found: install it from your \
             system's packages to have them."
        );
        return Ok(counts);
    };
    let program = wasm::cargo_build(
        &["build", "--profile", "bench", "--bench", "instructions"],
        |artifact| artifact["executable"].as_str(),
    )?;
    for function in budget()?.into_keys() {
        let measured = Command::new(&valgrind)
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(format!("--toggle-collect=*{function}*"))
            .arg(&program)
            .stdin(Stdio::null())
            .output()
            .context("valgrind could not be started")?;
        let printed = String::from_utf8_lossy(&measured.stderr);
        let count = collected(&printed).with_context(|| {
            format!("callgrind told no count of {function}; this is what it printed:\n{printed}")
        })?;
        if count == 0 {
            bail!(
                "callgrind saw no {function} in benches/instructions.rs: name in {BUDGET} the \
                 functions that are there"
            );
        }
        counts.insert(function, count);
    }
    Ok(counts)
}

/// Compares counts with the budget.
///
/// # Errors
/// Where one is over it.
pub fn check(counts: &BTreeMap<String, u64>) -> Result<()> {
    let over = over(counts, &budget()?);
    if !over.is_empty() {
        bail!(
            "over the budget of instructions: {}; make it faster, or raise the number in {BUDGET} \
             and say why in the commit",
            over.join(", ")
        );
    }
    Ok(())
}

/// The budget as it is committed.
///
/// # Errors
/// Where it cannot be read.
pub fn budget() -> Result<BTreeMap<String, u64>> {
    let text = std::fs::read_to_string(root().join(BUDGET))
        .with_context(|| format!("{BUDGET} could not be read"))?;
    read(&text).with_context(|| format!("{BUDGET} is not right"))
}

fn over(counts: &BTreeMap<String, u64>, budget: &BTreeMap<String, u64>) -> Vec<String> {
    let mut over = Vec::new();
    for (function, &count) in counts {
        if let Some(&allowed) = budget.get(function).filter(|&&allowed| count > allowed) {
            over.push(format!("{function} with {count} of {allowed}"));
        }
    }
    over
}

fn read(text: &str) -> Result<BTreeMap<String, u64>> {
    let mut budget = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let entry = match words[..] {
            [] => continue,
            [function, number] => number.parse().ok().map(|number| (function, number)),
            _ => None,
        };
        let (function, number) = entry.with_context(|| {
            format!(
                "line {} must be a function of benches/instructions.rs and a number",
                index + 1
            )
        })?;
        budget.insert(function.to_owned(), number);
    }
    Ok(budget)
}

/// The number in callgrind's line `==1== Collected : 1234`.
fn collected(printed: &str) -> Option<u64> {
    let line = printed.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_budget_names_functions_of_the_bench() {
        let bench = std::fs::read_to_string(root().join("benches/instructions.rs")).unwrap();
        let budget = budget().unwrap();
        assert!(!budget.is_empty());
        for function in budget.keys() {
            assert!(bench.contains(&format!("fn {function}(")), "{function}");
        }
    }

    #[test]
    fn a_count_over_the_budget_is_named() {
        let budget = read("# instructions\nfast 100\nslow 50 # too many\n").unwrap();
        let counts = BTreeMap::from([("fast".to_owned(), 100), ("slow".to_owned(), 51)]);
        assert_eq!(over(&counts, &budget), ["slow with 51 of 50"]);
    }

    #[test]
    fn a_wrong_budget_is_told_by_its_line() {
        for text in ["a 10\nb", "a 10\nb many", "a 10\nb 1 2"] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with("line 2 must be"), "{error}");
        }
    }

    #[test]
    fn callgrinds_count_is_read() {
        let printed = "==7== Events    : Ir\n==7== Collected : 30813889\n==7==\n";
        assert_eq!(collected(printed), Some(30_813_889));
        assert_eq!(collected("Segmentation fault"), None);
    }
}
