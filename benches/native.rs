//! What analysis costs on one core, without a browser. `cargo xtask bench` runs this, and reads what
//! it prints: series of measurements as JSON, as those of `benches/browser`.
//!
//! `cargo bench --bench native -- [FILE] [--quick]`: FILE holds the text, paragraphs with an empty
//! line between them; without it the sample articles are taken. Nothing passes or fails by the
//! figures, since they depend on the machine.

use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use copydesk::coref::{Namebook, cameos as cameos_of, clusters};
use copydesk::names::{Tagger, settle};
use copydesk::text::paragraphs;
use copydesk::{Analyzer, Document, Offsets};
use serde_json::json;

/// Bytes of a document, where no other size is said: a long read.
const DOCUMENT: usize = 40_000;

/// Bytes that the steps are measured on; more would only take longer.
const STEPS: usize = 1_000_000;

fn main() {
    let mut text = None;
    let mut rounds = 7;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => rounds = 1,
            // Cargo says to each of its benches what it is.
            "--bench" => {}
            path => {
                let read = std::fs::read_to_string(path);
                text = Some(read.unwrap_or_else(|error| panic!("{path} cannot be read: {error}")));
            }
        }
    }
    let text = text.unwrap_or_else(articles);
    let mut series = steps(&text, rounds);
    for size in [4_000, DOCUMENT, 400_000, 4_000_000] {
        let documents = cut(&text, size);
        if documents.is_empty() {
            continue;
        }
        let analyzer = Analyzer::new();
        let run = || {
            for document in &documents {
                black_box(analyzer.analyze(black_box(document)));
            }
        };
        run();
        let times = (0..rounds).map(|_| time(run)).collect();
        series.push(Series {
            name: format!("native/whole/{size}"),
            bytes: weigh(&documents),
            ms: times,
        });
    }
    let tokens: usize = step_documents(&text)
        .iter()
        .flat_map(|document| paragraphs(document))
        .map(|paragraph| paragraph.tokens().len())
        .sum();
    let series: Vec<_> = series
        .into_iter()
        .map(|each| json!({ "name": each.name, "bytes": each.bytes, "ms": each.ms }))
        .collect();
    println!("{}", json!({ "tokens": tokens, "series": series }));
}

/// Measurements of one kind.
struct Series {
    name: String,
    bytes: usize,
    ms: Vec<f64>,
}

/// What the parts of an analysis cost, taking turns: cutting into tokens, that and names, these and
/// the entities that they name, all, the answer alone of what was found before, all with the offsets
/// that JavaScript counts in; and an analyzer's start.
fn steps(text: &str, rounds: usize) -> Vec<Series> {
    let documents = step_documents(text);
    let tagger = Tagger::default();
    let analyzer = Analyzer::new();
    let cut = || {
        for document in &documents {
            black_box(paragraphs(black_box(document)));
        }
    };
    let names = || {
        for document in &documents {
            let paragraphs = paragraphs(black_box(document));
            black_box(tagger.names(&paragraphs));
        }
    };
    let entities = || {
        for document in &documents {
            let paragraphs = paragraphs(black_box(document));
            let mut names = tagger.names(&paragraphs);
            settle(&paragraphs, &mut names);
            let mut book = Namebook::default();
            let cameos = names.chunk_by(|before, after| before.paragraph == after.paragraph);
            let cameos = cameos.map(|names| {
                let paragraph = names[0].paragraph;
                (
                    paragraph,
                    cameos_of(&paragraphs[paragraph], names, &mut book),
                )
            });
            let cameos: Vec<_> = cameos.collect();
            let cast = cameos.iter().flat_map(|(paragraph, cameos)| {
                cameos.iter().map(move |cameo| (*paragraph, cameo))
            });
            black_box(clusters(&cast.collect::<Vec<_>>()));
        }
    };
    let all = || {
        for document in &documents {
            black_box(analyzer.analyze(black_box(document)));
        }
    };
    let opened = documents.iter().map(|document| {
        let mut opened = Document::new(document);
        opened.analysis(&analyzer);
        RefCell::new(opened)
    });
    let opened: Vec<RefCell<Document>> = opened.collect();
    let answer = || {
        for document in &opened {
            black_box(document.borrow_mut().analysis(&analyzer));
        }
    };
    let converted = || {
        for document in &documents {
            let analysis = analyzer.analyze(black_box(document));
            black_box(analysis.convert(document, Offsets::Utf16));
        }
    };
    let start = || {
        black_box(Analyzer::new());
    };
    let steps: [(&str, &dyn Fn()); 7] = [
        ("cut", &cut),
        ("names", &names),
        ("entities", &entities),
        ("all", &all),
        ("answer", &answer),
        ("converted", &converted),
        ("start", &start),
    ];
    let mut series: Vec<Series> = steps
        .iter()
        .map(|(name, _)| Series {
            name: format!("native/{name}"),
            bytes: if *name == "start" {
                0
            } else {
                weigh(&documents)
            },
            ms: Vec::new(),
        })
        .collect();
    all();
    for _ in 0..rounds {
        for ((_, run), series) in steps.iter().zip(&mut series) {
            series.ms.push(time(run));
        }
    }
    series
}

/// The documents that the steps are measured on.
fn step_documents(text: &str) -> Vec<&str> {
    let mut documents = cut(text, DOCUMENT);
    documents.truncate(STEPS / DOCUMENT);
    if documents.is_empty() {
        documents.push(text);
    }
    documents
}

/// Documents of about `size` bytes each, whole paragraphs, no letter twice; what is left at the end
/// and too short is left out. `benches/browser/site/cut.js` cuts alike.
fn cut(text: &str, size: usize) -> Vec<&str> {
    let mut documents = Vec::new();
    let (mut start, mut end) = (0, 0);
    while end < text.len() {
        end = text[end..]
            .find("\n\n")
            .map_or(text.len(), |at| end + at + 2);
        // The last paragraph may be longer than what is missing, so a few bytes less will do.
        if (end - start) * 100 >= size * 98 {
            documents.push(text[start..end].trim_end());
            start = end;
        }
    }
    documents
}

fn weigh(documents: &[&str]) -> usize {
    documents.iter().map(|document| document.len()).sum()
}

/// Milliseconds that `run` takes.
fn time(run: impl Fn()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e3
}

/// The sample articles, one after the other.
fn articles() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let mut files: Vec<_> = folder
        .read_dir()
        .expect("the samples are part of the repository")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".txt") && !name.ends_with(".gold.txt") && name != "REPORT.txt"
        })
        .collect();
    files.sort();
    let articles: Vec<String> = files
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("the samples are text"))
        .collect();
    articles.join("\n\n")
}
