//! The short table in README.md: the same lines as in the report.

use anyhow::{Context, Result};

use crate::root;

/// What stands before the table, in the README and in the report.
const BEGIN: &str = "| | Copydesk |";

/// Puts the report's table in the place of the README's.
///
/// # Errors
/// Where either has none, or the README cannot be read or written.
pub fn renew(report: &str) -> Result<()> {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).context("README.md could not be read")?;
    let new = table(report).context("the report has no table")?;
    let old = table(&readme).with_context(|| {
        format!("README.md has no table: put a line that begins with {BEGIN} where it shall stand")
    })?;
    std::fs::write(&path, readme.replace(&old, &new)).context("README.md could not be written")
}

/// The lines of the table, each with its end.
fn table(text: &str) -> Option<String> {
    let table: String = text
        .lines()
        .skip_while(|line| !line.starts_with(BEGIN))
        .take_while(|line| line.starts_with('|'))
        .map(|line| format!("{line}\n"))
        .collect();
    (!table.is_empty()).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_where_its_lines_end() {
        let text = "Before.\n\n| | Copydesk | x |\n|---|---|---|\n| a | 1 | 2 |\n\n| other |\n";
        assert_eq!(
            table(text).as_deref(),
            Some("| | Copydesk | x |\n|---|---|---|\n| a | 1 | 2 |\n")
        );
        assert_eq!(table("| a |\n"), None);
    }

    #[test]
    fn the_readme_shows_what_the_report_says() {
        let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
        let shown = table(&read("README.md"));
        assert!(shown.is_some());
        assert_eq!(
            shown,
            table(&read("benches/REPORT.txt")),
            "run cargo xtask bench --save, which writes both"
        );
    }
}
