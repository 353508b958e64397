//! The command `train`: corpora and packages in, a packed model and its scores out.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use copydesk::names::Tagger;
use copydesk::names::decode::Label;
use copydesk::names::document::Note;
use copydesk::names::features::{TEMPLATES, features};
use copydesk::names::model::{Model, row_of};
use copydesk::names::words::Sentence as ReadyWords;
use copydesk::text::Paragraph;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::corpus::{self, Corpus};
use crate::crf::{Examples, Field, Settings, Stretch};
use crate::learned::Learned;
use crate::pack::{self, Lexicon};
use crate::places::{self, Limits};
use crate::report::report;
use crate::second::{self, Outcome, PARTS};
use crate::{Places, articles, clusters, headlines, roles, vectors};

/// How to train.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    places: Places,
    /// The folder of the teacher's labels
    #[arg(long, default_value = "seeds/labels")]
    labels: PathBuf,
    /// The folder of the articles that we wrote and marked
    #[arg(long, default_value = "seeds/corpus")]
    articles: PathBuf,
    /// Corpora to leave out and score on instead, by the beginning of their names
    #[arg(long)]
    leave_out: Vec<String>,
    /// Passes over the corpora
    #[arg(long, default_value_t = 8)]
    passes: usize,
    /// The size of steps
    #[arg(long, default_value_t = 0.05)]
    rate: f32,
    /// The pull of weights to zero
    #[arg(long, default_value_t = 5.0)]
    l1: f32,
    /// The pull of weights toward zero, in proportion
    #[arg(long, default_value_t = 1.0)]
    l2: f32,
    /// The least probability that a silver label may have where there are no teacher's labels
    #[arg(long, default_value_t = 0.15)]
    least: f32,
    /// The share of features hidden at each step
    #[arg(long, default_value_t = 0.3)]
    dropout: f32,
    /// The logarithm of the number of feature rows
    #[arg(long, default_value_t = 17)]
    bits: u32,
    /// How many words get a cluster
    #[arg(long, default_value_t = 45_000)]
    words: usize,
    /// How much the part a word plays in names counts in its cluster, beside its vector
    #[arg(long, default_value_t = 0.8)]
    roles: f32,
    /// The fewest people that a city of the gazetteer has
    #[arg(long, default_value_t = 500_000)]
    population: u64,
    /// How many surnames the gazetteer has
    #[arg(long, default_value_t = 0)]
    surnames: usize,
    /// Leave the second pass out
    #[arg(long)]
    without_evidence: bool,
    /// The size of steps in the second pass
    #[arg(long, default_value_t = 0.05)]
    evidence_rate: f32,
    /// The pull of the second pass's weights toward zero
    #[arg(long, default_value_t = 5.0)]
    evidence_l2: f32,
    /// Where what is learned is written, for the command pack
    #[arg(long, default_value = "target/learned.bin")]
    learned: PathBuf,
    /// Where words and clusters are kept between runs; made anew where missing
    #[arg(long)]
    words_cache: Option<PathBuf>,
}

/// Trains, packs and scores.
///
/// # Errors
/// Where an input is missing or the model cannot be written.
pub fn run(options: &Options) -> Result<()> {
    let leave_out = |name: &str| {
        options
            .leave_out
            .iter()
            .any(|start| name.starts_with(start))
    };
    eprintln!("reading the corpora");
    let mut corpora = corpus::read_all(
        &options.places.data.join("names/train"),
        Some(&options.labels),
        leave_out,
    )?;
    corpora.extend(articles::read(&options.articles)?);
    let lexicon = lexicon(options, &corpora)?;
    let bytes: &'static [u8] = lexicon.without_weights().leak();
    let model = Model::open(bytes)?;
    eprintln!("computing features");
    let mut examples = examples(&model, &corpora, 1 << options.bits);
    eprintln!(
        "{} words in {} stretches, {} features each",
        examples.labels.len(),
        examples.stretches.len(),
        examples.width
    );
    let last_loss = std::sync::Mutex::new(0.0);
    let settings = Settings {
        passes: options.passes,
        rate: options.rate,
        l1: options.l1,
        l2: options.l2,
        dropout: options.dropout,
    };
    let learn = |examples: &Examples, name: &'static str, part: Option<u32>, silver: bool| {
        let mut field = Field::new(1 << options.bits);
        let bar = bar(options.passes as u64, name);
        let use_it = |stretch: &Stretch| {
            part.is_none_or(|part| stretch.document % PARTS != part) && (silver || !stretch.silver)
        };
        field.train(examples, settings, use_it, |pass, loss| {
            bar.set_message(format!("loss {loss:.4}"));
            bar.set_position(pass as u64 + 1);
            *last_loss.lock().expect("no thread panics") = loss;
        });
        bar.finish();
        field
    };
    if examples.stretches.iter().any(|stretch| stretch.silver) {
        let judge = learn(&examples, "training on gold", None, false);
        let [left, all] = judge.sift(&mut examples, options.least);
        eprintln!("{left} of {all} words with silver labels are left");
    }
    let field = learn(&examples, "training", None, true);
    eprintln!("loss {:.4}", last_loss.lock().expect("no thread panics"));
    let outcome = if options.without_evidence {
        Outcome::default()
    } else {
        let fields: Vec<Field> = (0..PARTS)
            .into_par_iter()
            .map(|part| learn(&examples, "jackknife", Some(part), true))
            .collect();
        let settings = Settings {
            passes: 6,
            rate: options.evidence_rate,
            l1: 0.0,
            l2: options.evidence_l2,
            dropout: 0.0,
        };
        second::train(&examples, &fields, settings, |pass, loss, without| {
            eprintln!("second pass {pass}: loss {loss:.4} (without {without:.4})");
        })
    };
    let learned = Learned {
        field,
        confidence: confidence(&outcome.trials),
        evidence: outcome.weights,
        lexicon,
        notes: notes(options, &corpora, &examples),
    };
    learned.write(&options.learned)?;
    let bytes: &'static [u8] = packed(&learned).leak();
    report(&Tagger::new(bytes)?, &options.places.data, leave_out)
}

/// The model's bytes.
pub fn packed(learned: &Learned) -> Vec<u8> {
    learned.lexicon.model(
        &learned.field,
        &pack::levels(&learned.field),
        &learned.confidence,
        &learned.evidence,
    )
}

/// The margins, in the model's units, from which on at least 51, 52, … 99 percent of the words
/// taken for parts of names are right: a logistic curve laid through the trials.
fn confidence(trials: &[(f32, bool)]) -> Vec<i32> {
    let (mut slope, mut base) = (0.5_f64, 0.5_f64);
    // The curve has two numbers and the trials are many: plain gradient steps find it.
    for _ in 0..400 {
        let (mut by_slope, mut by_base) = (0.0, 0.0);
        for (margin, right) in trials {
            let margin = f64::from(margin.min(12.0));
            let wrong_by =
                1.0 / (1.0 + (-slope * margin - base).exp()) - f64::from(u8::from(*right));
            by_slope += wrong_by * margin;
            by_base += wrong_by;
        }
        let count = trials.len().max(1) as f64;
        slope = (slope - 0.05 * by_slope / count).max(0.05);
        base -= 0.2 * by_base / count;
    }
    (51..100)
        .map(|percent| {
            let share = f64::from(percent) / 100.0;
            let margin = ((share / (1.0 - share)).ln() - base) / slope;
            (margin * f64::from(pack::UNIT)).round() as i32
        })
        .collect()
}

/// For people: how the model was made, one fact a line.
fn notes(options: &Options, corpora: &[Corpus], examples: &Examples) -> String {
    let names: Vec<&str> = corpora.iter().map(|corpus| corpus.name.as_str()).collect();
    let silver = examples.stretches.iter().filter(|stretch| stretch.silver);
    let (kept, dropped): (Vec<&Stretch>, Vec<&Stretch>) =
        silver.partition(|stretch| stretch.weight > 0.0);
    let words = |stretches: &[&Stretch]| stretches.iter().map(|s| s.words.len()).sum::<usize>();
    format!(
        "{} words that can be part of a name, each with {} features, in {} feature rows; {} words \
         with machine labels are among them and {} more were left out as doubtful\n\
         passes {}, rate {}, l1 {}, l2 {}, dropout {}; {} words with clusters, roles {}; cities of \
         {} people or more, {} surnames\n\
         corpora: {}\n",
        examples.labels.len() - words(&dropped),
        examples.width,
        1 << options.bits,
        words(&kept),
        words(&dropped),
        options.passes,
        options.rate,
        options.l1,
        options.l2,
        options.dropout,
        options.words,
        options.roles,
        options.population,
        options.surnames,
        names.join(", ")
    )
}

/// The words with their clusters, and the gazetteer.
fn lexicon(options: &Options, corpora: &[Corpus]) -> Result<Lexicon> {
    let cache = options.words_cache.as_deref();
    let words = match cache.filter(|path| path.exists()) {
        Some(path) => {
            let text = fs::read_to_string(path)?;
            text.lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(word, code)| Ok((word.as_bytes().to_vec(), code.parse()?)))
                .collect::<Result<Vec<(Vec<u8>, u16)>>>()?
        }
        None => {
            eprintln!("reading word vectors");
            let vectors = vectors::read(&options.places.packages, options.words)?;
            eprintln!("clustering {} words", vectors.len());
            let with_roles = roles::with_roles(&vectors, corpora, options.roles);
            let views: Vec<&[f32]> = with_roles.iter().map(Vec::as_slice).collect();
            let codes = clusters::codes(&views);
            let words: Vec<(Vec<u8>, u16)> =
                vectors.into_iter().map(|v| v.word).zip(codes).collect();
            if let Some(path) = cache {
                let lines: Vec<String> = words
                    .iter()
                    .map(|(word, code)| format!("{}\t{code}", String::from_utf8_lossy(word)))
                    .collect();
                fs::write(path, lines.join("\n"))?;
            }
            words
        }
    };
    let limits = Limits {
        population: options.population,
        surnames: options.surnames,
        first_names: 2_000,
    };
    Lexicon::new(&words, &places::read(&options.places.packages, limits)?)
}

/// The features and labels of all words of the corpora that can be part of a name.
fn examples(model: &Model, corpora: &[Corpus], rows: usize) -> Examples {
    let mut examples = Examples {
        width: TEMPLATES.len(),
        ..Examples::default()
    };
    let mut ready = ReadyWords::default();
    let mut count = 0;
    for corpus in corpora {
        for document in &corpus.documents {
            examples.small.push(Vec::new());
            for sentence in &document.sentences {
                add(
                    &mut examples,
                    model,
                    &mut ready,
                    rows,
                    sentence,
                    corpus,
                    corpus.has_documents,
                );
            }
            for sentence in &document.sentences {
                count += 1;
                if let Some(headline) = headlines::written_as(sentence, count) {
                    examples.small.push(Vec::new());
                    add(
                        &mut examples,
                        model,
                        &mut ready,
                        rows,
                        &headline,
                        corpus,
                        false,
                    );
                }
            }
        }
    }
    examples
}

/// Adds a sentence to the document begun last.
fn add(
    examples: &mut Examples,
    model: &Model,
    ready: &mut ReadyWords,
    rows: usize,
    sentence: &corpus::Sentence,
    corpus: &Corpus,
    whole_document: bool,
) {
    let document = examples.small.len() - 1;
    let paragraph = Paragraph::new(0, &sentence.text);
    let labels = corpus::labels(&paragraph, sentence);
    ready.open(model, &paragraph);
    ready.read_small(&mut examples.small[document]);
    for tokens in &paragraph.sentences {
        ready.read(model, &paragraph, tokens);
        let mut stretches = Vec::new();
        ready.find_stretches(&mut stretches, |_, _| true);
        for stretch in stretches {
            let start = examples.labels.len();
            examples.notes.extend(Note::all(ready, stretch.clone()));
            for at in stretch {
                features(ready, at, |_, hash| {
                    examples.features.push(row_of(hash, rows) as u32);
                });
                examples.labels.push(labels[tokens.start + at]);
            }
            legal(&mut examples.labels[start..]);
            examples.stretches.push(Stretch {
                words: start..examples.labels.len(),
                weight: corpus.weight,
                document: document as u32,
                silver: corpus.silver,
                whole_document,
            });
        }
    }
}

/// Where a name was cut off at the start of a stretch, its first word there becomes a first word.
fn legal(labels: &mut [u8]) {
    let mut before = Label::Outside;
    for label in labels {
        let Some(own) = Label::ALL.get(usize::from(*label)).copied() else {
            before = Label::Outside;
            continue;
        };
        let own = match own.kind() {
            Some(kind) if !own.may_follow(before) => Label::first(kind),
            _ => own,
        };
        *label = own as u8;
        before = own;
    }
}

fn bar(length: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {elapsed} {msg}")
        .expect("the template is well formed");
    ProgressBar::new(length).with_style(style).with_prefix(what)
}
