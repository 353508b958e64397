//! `cargo xtask size`: what a page downloads, against a budget that only a commit can change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::output;
use crate::node::Node;
use crate::{dist, files_below, root};

/// Endings of the files that a page downloads; types and manifests are for people who build.
const DOWNLOADED: [&str; 5] = ["html", "css", "js", "wasm", "svg"];

/// Prints the bytes of each file that a page downloads, plain and under brotli at its best, and
/// compares sums with `xtask/size-budget.txt`.
///
/// # Errors
/// Where `dist/` is missing, the budget cannot be read, or a sum is over it.
pub fn size() -> Result<()> {
    let folder = dist::folder();
    if !folder.is_dir() {
        bail!("there is no dist/ to weigh: run cargo xtask dist first");
    }
    let node = Node::ready()?;
    let mut weights = Vec::new();
    for (ending, path) in downloaded(&folder)? {
        let (plain, brotli) = weigh(&node, &folder.join(&path))?;
        println!("{plain:>10} {brotli:>10}  {}", path.display());
        weights.push((ending, brotli));
    }
    let path = root().join("xtask/size-budget.txt");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{} could not be read", path.display()))?;
    let budget = read(&text).with_context(|| format!("{} is not right", path.display()))?;
    let (lines, over) = compare(&weights, &budget);
    println!("{}", lines.join("\n"));
    if !over.is_empty() {
        bail!(
            "over the budget: {}; make it smaller, or raise the number in \
             xtask/size-budget.txt and say why in the commit",
            over.join(", ")
        );
    }
    Ok(())
}

/// The bytes under brotli of what the page of this project downloads, by the files' endings: the files
/// that `index.html` leads to, without those that are imported only when something fails or is asked for.
///
/// # Errors
/// Where `dist/` cannot be read.
pub fn parts(node: &Node) -> Result<BTreeMap<String, u64>> {
    let folder = dist::folder();
    let mut parts = BTreeMap::new();
    let files = downloaded(&folder)?;
    let texts: Vec<String> = files
        .iter()
        .map(|(_, path)| {
            let bytes = std::fs::read(folder.join(path))?;
            Ok(String::from_utf8(bytes).unwrap_or_default())
        })
        .collect::<std::io::Result<_>>()
        .context("dist/ could not be read")?;
    let names: Vec<String> = files
        .iter()
        .map(|(_, path)| path.display().to_string())
        .collect();
    for index in reached(&names, &texts, "index.html") {
        let (ending, path) = &files[index];
        *parts.entry(ending.clone()).or_default() += weigh(node, &folder.join(path))?.1;
    }
    Ok(parts)
}

/// The indexes of the files that `first` leads to, itself among them: those whose names stand in quotes
/// in a file that is reached, but for `import("…")`.
fn reached(names: &[String], texts: &[String], first: &str) -> Vec<usize> {
    let leads = |text: &str, name: &str| {
        [format!("\"{name}\""), format!("\"./{name}\"")]
            .iter()
            .flat_map(|quoted| text.match_indices(quoted.as_str()))
            .any(|(at, _)| !text[..at].ends_with("import("))
    };
    let mut reached: Vec<usize> = names
        .iter()
        .position(|name| name == first)
        .into_iter()
        .collect();
    let mut next = 0;
    while let Some(&at) = reached.get(next) {
        next += 1;
        for (index, name) in names.iter().enumerate() {
            if !reached.contains(&index) && leads(&texts[at], name) {
                reached.push(index);
            }
        }
    }
    reached
}

/// The files below `folder` that a page downloads, each after its ending. No newsroom puts the examples
/// on its server.
fn downloaded(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let files = files_below(folder)?.into_iter().filter_map(|path| {
        if path.starts_with("examples") {
            return None;
        }
        let ending = path.extension()?.to_str()?.to_owned();
        DOWNLOADED
            .contains(&ending.as_str())
            .then_some((ending, path))
    });
    Ok(files.collect())
}

/// The sums under brotli in bytes, beside the budget, one line each, and the names that are over.
fn compare(
    weights: &[(String, u64)],
    budget: &BTreeMap<String, u64>,
) -> (Vec<String>, Vec<String>) {
    let mut lines = Vec::new();
    let mut over = Vec::new();
    for (name, &allowed) in budget {
        let counted = weights
            .iter()
            .filter(|(ending, _)| name == "all" || ending == name);
        let sum: u64 = counted.map(|(_, brotli)| brotli).sum();
        lines.push(format!(
            "{name}: {sum} bytes under brotli of {allowed} allowed"
        ));
        if sum > allowed {
            over.push(format!("{name} by {} bytes", sum - allowed));
        }
    }
    (lines, over)
}

/// The budget: one `NAME BYTES` a line, where the name is an ending or `all`; `#` begins a comment.
fn read(text: &str) -> Result<BTreeMap<String, u64>> {
    let mut budget = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let entry = match words[..] {
            [] => continue,
            [name, bytes] if name == "all" || DOWNLOADED.contains(&name) => {
                bytes.parse().ok().map(|bytes| (name.to_owned(), bytes))
            }
            _ => None,
        };
        let (name, bytes) = entry.with_context(|| {
            format!(
                "line {} must be a name and a number of bytes, such as: wasm 100000",
                index + 1
            )
        })?;
        budget.insert(name, bytes);
    }
    Ok(budget)
}

/// The bytes of the file at `path`, plain and under brotli. Node has brotli built in, and there is
/// no `dist/` without Node.
///
/// # Errors
/// Where the file cannot be read.
pub fn weigh(node: &Node, path: &Path) -> Result<(u64, u64)> {
    let plain = path.metadata()?.len();
    let script = "const { brotliCompressSync, constants } = require('node:zlib');\
                  const bytes = require('node:fs').readFileSync(process.argv[1]);\
                  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };\
                  console.log(brotliCompressSync(bytes, { params }).length);";
    let printed = output(node.command(["--eval", script]).arg(path))?;
    let brotli = printed.trim().parse().context("node printed no number")?;
    Ok((plain, brotli))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_downloads_what_it_leads_to() {
        let names = ["index.html", "a.js", "b.js", "c.js", "d.wasm"].map(str::to_owned);
        let texts = [
            "<script src=\"a.js\">",
            "import \"./b.js\"; import(\"./c.js\")",
            "new URL(\"d.wasm\", here)",
            "",
            "",
        ]
        .map(str::to_owned);
        assert_eq!(reached(&names, &texts, "index.html"), [0, 1, 2, 4]);
    }

    #[test]
    fn sums_over_the_budget_are_named() {
        let budget = read("# bytes under brotli\nall 100\njs 30 # modules\n\nwasm 80\n").unwrap();
        let weights = [("js", 20), ("wasm", 70), ("js", 15)].map(|(e, n)| (e.to_owned(), n));
        let (lines, over) = compare(&weights, &budget);
        assert_eq!(lines.len(), 3);
        assert_eq!(over, ["all by 5 bytes", "js by 5 bytes"]);
    }

    #[test]
    fn a_wrong_budget_is_told_by_its_line() {
        for text in ["all 10\njs", "all 10\nexe 5", "all 10\njs ten"] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with("line 2 must be"), "{error}");
        }
    }
}
