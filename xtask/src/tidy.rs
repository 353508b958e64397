//! `cargo xtask tidy`: rules of the house that neither the compiler nor clippy knows.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{files_below, root};

/// The most lines that a file written by hand may have.
const MOST_LINES: usize = 600;

/// Endings of files written by hand.
const WRITTEN: [&str; 7] = ["rs", "js", "mjs", "css", "html", "py", "sh"];

/// Folders that are generated, or fetched.
const NOT_OURS: [&str; 4] = ["dist", "model", "node_modules", "target"];

/// What marks a place as unfinished; split here so that this file does not find itself.
const UNFINISHED: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
];

/// Checks every file written by hand and prints what is wrong with each.
///
/// # Errors
/// Where a file breaks a rule, or cannot be read.
pub fn tidy() -> Result<()> {
    let mut faults = Vec::new();
    let mut checked = 0;
    for entry in root().read_dir().context("the root could not be read")? {
        let entry = entry.context("the root could not be read")?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_generated(&entry.file_name()) || name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let files = if path.is_dir() {
            files_below(&path)?
                .into_iter()
                .filter(|below| {
                    !below
                        .components()
                        .any(|part| is_generated(part.as_os_str()))
                })
                .map(|below| path.join(below))
                .collect()
        } else {
            vec![path]
        };
        for file in files.iter().filter(|file| is_written(file)) {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} could not be read", file.display()))?;
            let shown = file.strip_prefix(root()).unwrap_or(file).display();
            faults.extend(
                check(&text, file)
                    .into_iter()
                    .map(|fault| format!("{shown}{fault}")),
            );
            checked += 1;
        }
    }
    if !faults.is_empty() {
        faults.sort();
        bail!(
            "{} things to put in order:\n  {}",
            faults.len(),
            faults.join("\n  ")
        );
    }
    println!("{checked} files are in order.");
    Ok(())
}

/// Whether a folder of this name is generated, or fetched.
fn is_generated(folder: &OsStr) -> bool {
    NOT_OURS.iter().any(|name| folder == *name)
}

/// Whether a file's ending says that people write it.
fn is_written(file: &Path) -> bool {
    file.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|it| WRITTEN.contains(&it))
}

/// What is wrong with one file, each fault to be read after the file's name.
fn check(text: &str, file: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!(
            ": has {lines} lines; split it, {MOST_LINES} is the most"
        ));
    }
    for (index, line) in text.lines().enumerate() {
        for mark in UNFINISHED.iter().filter(|mark| holds_word(line, mark)) {
            faults.push(format!(
                ":{}: says {mark}; finish it or open an issue for it",
                index + 1
            ));
        }
    }
    // Attributes of the whole crate may stand before its doc.
    let first = text
        .lines()
        .find(|line| !line.is_empty() && !line.starts_with("#!["));
    if file.extension().is_some_and(|ending| ending == "rs")
        && !first.is_some_and(|line| line.starts_with("//!"))
    {
        faults.push(": begins without a module doc; say in a //! line what it is for".to_owned());
    }
    faults
}

/// Whether `mark` stands in `line` and not as a part of a longer word.
fn holds_word(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        let joined = |next: Option<char>| next.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joined(before) && (mark.ends_with('(') || !joined(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn faults(text: &str, file: &str, expected: &[&str]) {
        let found = check(text, Path::new(file));
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (fault, part) in found.iter().zip(expected) {
            assert!(fault.contains(part), "{fault:?} does not say {part:?}");
        }
    }

    #[test]
    fn each_rule_finds_its_fault() {
        faults("//! Doc.\nfn f() {}\n", "a.rs", &[]);
        faults("#![allow(x)]\n\n//! Doc.\n", "a.rs", &[]);
        faults("fn f() {}\n", "a.rs", &["module doc"]);
        faults("", "a.rs", &["module doc"]);
        faults("p {}\n", "a.css", &[]);
        faults(&"x\n".repeat(600), "a.js", &[]);
        faults(&"x\n".repeat(601), "a.js", &["601 lines"]);
    }

    #[test]
    fn unfinished_marks_are_whole_words() {
        for mark in UNFINISHED {
            faults(
                &format!("\n// {mark} later\n"),
                "a.js",
                &[&format!(":2: says {mark}")],
            );
            faults(&format!("let MAS{mark}S = 1;"), "a.js", &[]);
        }
    }
}
