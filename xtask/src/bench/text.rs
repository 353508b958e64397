//! The text that everything is measured on: real articles, none of them twice.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{files_below, root, site};

/// Bytes of the text, where there are articles enough.
const SIZE: usize = 4_000_000;

/// The same for a quick run.
const QUICK: usize = 60_000;

/// The corpora, below the data folder, in the order in which they are taken: the ones made for
/// measuring first.
const CORPORA: [&str; 6] = [
    "quotes/polnear-dev.jsonl",
    "names/dev/worldwide-dev.jsonl",
    "quotes/gum-news.jsonl",
    "quotes/gum-interview.jsonl",
    "names/dev/pud-news.jsonl",
    "quotes/polnear-train.jsonl",
];

/// A paragraph shorter than this may come again: a date, a byline.
const SHORT: usize = 60;

/// Where a part of the text is from.
#[derive(Debug, PartialEq)]
pub struct Source {
    pub name: String,
    pub articles: usize,
    pub bytes: usize,
}

/// Writes `text.txt`, the long text, and `sample.txt`, the article that pages open with, into
/// `folder`. Corpora that are not there are left out.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn write(folder: &Path, data: &Path, quick: bool) -> Result<Vec<Source>> {
    let mut text = Text::new(if quick { QUICK } else { SIZE });
    let samples = root().join("seeds/articles");
    let mut articles = Vec::new();
    for path in files_below(&samples)? {
        if site::is_article(&path.to_string_lossy()) {
            articles.push(std::fs::read_to_string(samples.join(path))?);
        }
    }
    let Some(sample) = articles.last().cloned() else {
        bail!("seeds/articles holds no article");
    };
    text.take("the sample articles", articles.into_iter());
    for corpus in CORPORA {
        let path = data.join(corpus);
        if !path.is_file() {
            println!("{} is not there; going on without it.", path.display());
            continue;
        }
        let lines = std::fs::read_to_string(&path)
            .with_context(|| format!("{} could not be read", path.display()))?;
        let articles: Vec<String> = lines
            .lines()
            .map(|line| {
                let article: Value = serde_json::from_str(line)?;
                let text = article["text"].as_str().context("no text")?;
                Ok(text.to_owned())
            })
            .collect::<Result<_>>()
            .with_context(|| format!("{} is not one article a line", path.display()))?;
        text.take(corpus.trim_end_matches(".jsonl"), articles.into_iter());
    }
    for (name, content) in [("text.txt", &text.text), ("sample.txt", &sample)] {
        let path = folder.join(name);
        std::fs::write(&path, content)
            .with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(text.sources)
}

/// A text that grows to a size.
struct Text {
    size: usize,
    text: String,
    sources: Vec<Source>,
    /// Every longer paragraph so far.
    seen: HashSet<String>,
}

impl Text {
    fn new(size: usize) -> Text {
        Text {
            size,
            text: String::new(),
            sources: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// Adds articles of one source while there is room, without paragraphs that stood before.
    fn take(&mut self, name: &str, articles: impl Iterator<Item = String>) {
        let mut source = Source {
            name: name.to_owned(),
            articles: 0,
            bytes: 0,
        };
        for article in articles {
            if self.text.len() >= self.size {
                break;
            }
            let before = self.text.len();
            for paragraph in article.split('\n').map(str::trim_end) {
                if paragraph.is_empty()
                    || (paragraph.len() >= SHORT && !self.seen.insert(paragraph.to_owned()))
                {
                    continue;
                }
                self.text.push_str(paragraph);
                self.text.push_str("\n\n");
            }
            if self.text.len() > before {
                source.articles += 1;
                source.bytes += self.text.len() - before;
            }
        }
        if source.articles > 0 {
            self.sources.push(source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_long_paragraph_stands_twice() {
        let long = "A paragraph that is long enough to be known again when it comes back.";
        let mut text = Text::new(10_000);
        text.take("a", [format!("Title\n\n{long}")].into_iter());
        text.take("b", [format!("Title\n{long}\nMore.")].into_iter());
        assert_eq!(text.text, format!("Title\n\n{long}\n\nTitle\n\nMore.\n\n"));
        assert_eq!(text.sources.len(), 2);
    }

    #[test]
    fn a_full_text_takes_no_more() {
        let mut text = Text::new(5);
        text.take("a", ["One one.".to_owned(), "Two.".to_owned()].into_iter());
        assert_eq!(text.text, "One one.\n\n");
        text.take("b", ["Three.".to_owned()].into_iter());
        assert_eq!(text.sources.len(), 1);
        assert_eq!(text.sources[0].bytes, text.text.len());
    }
}
