//! Which files the static site is made of: `serve` answers with them, `dist` writes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::{files_below, root};

/// Where the bytes of one file of the site come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A file of the repository or of the build.
    File(PathBuf),
    /// Made here.
    Made(Vec<u8>),
}

impl Content {
    /// The bytes themselves.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read(&self) -> Result<Vec<u8>> {
        match self {
            Content::File(path) => {
                std::fs::read(path).with_context(|| format!("{} could not be read", path.display()))
            }
            Content::Made(bytes) => Ok(bytes.clone()),
        }
    }
}

/// Every file of the site under its path below the root of the site, with `/` between the parts:
/// what lies in `www/`, the bindings in the folder `bindings`, the licences, and the sample articles.
///
/// # Errors
/// Where a folder or an article cannot be read.
pub fn files(bindings: &Path) -> Result<BTreeMap<String, Content>> {
    let mut files = BTreeMap::new();
    for folder in [root().join("www").as_path(), bindings] {
        for path in files_below(folder)? {
            files.insert(slashed(&path), Content::File(folder.join(path)));
        }
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files.insert(licence.to_owned(), Content::File(root().join(licence)));
    }
    for (name, content) in samples(&root().join("seeds/articles"))? {
        files.insert(format!("samples/{name}"), content);
    }
    Ok(files)
}

/// The sample articles in `folder` and their `index.json`: `[{"file", "title"}]`, sorted by file,
/// the title being the article's first line.
fn samples(folder: &Path) -> Result<BTreeMap<String, Content>> {
    let mut samples = BTreeMap::new();
    let mut index = Vec::new();
    for path in files_below(folder)? {
        let file = slashed(&path);
        if !is_article(&file) {
            continue;
        }
        let path = folder.join(path);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} could not be read", path.display()))?;
        let title = text.lines().map(str::trim).find(|line| !line.is_empty());
        let title = title.with_context(|| {
            format!(
                "{} is empty: write its headline in the first line",
                path.display()
            )
        })?;
        index.push(json!({ "file": file, "title": title }));
        samples.insert(file, Content::File(path));
    }
    let index = serde_json::to_vec_pretty(&index)?;
    samples.insert("index.json".to_owned(), Content::Made(index));
    Ok(samples)
}

/// Whether a file in `seeds/articles` is an article: its gold lies beside it in another `.txt`, and
/// so does the report of the golden test.
pub fn is_article(file: &str) -> bool {
    file.ends_with(".txt") && !file.ends_with(".gold.txt") && file != "REPORT.txt"
}

/// A relative path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    path.iter()
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_articles_with_their_headlines() {
        let folder = std::env::temp_dir().join(format!("copydesk-samples-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in [
            ("b.txt", "\u{201c}Second\u{201d} thoughts\n\nText."),
            ("a.txt", "\r\nFirst things\r\n"),
            ("a.gold.txt", "gold"),
            ("REPORT.txt", "scores"),
            ("README.md", "about"),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        let samples = samples(&folder).unwrap();
        let names: Vec<&str> = samples.keys().map(String::as_str).collect();
        assert_eq!(names, ["a.txt", "b.txt", "index.json"]);
        let index: serde_json::Value =
            serde_json::from_slice(&samples["index.json"].read().unwrap()).unwrap();
        assert_eq!(
            index,
            json!([
                { "file": "a.txt", "title": "First things" },
                { "file": "b.txt", "title": "\u{201c}Second\u{201d} thoughts" },
            ])
        );
        std::fs::write(folder.join("c.txt"), " \n").unwrap();
        let error = super::samples(&folder).unwrap_err().to_string();
        assert!(error.contains("c.txt is empty"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
