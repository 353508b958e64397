//! Scores over every set there is, and the model card that keeps them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use copydesk::names::Tagger;

use crate::errors::Errors;
use crate::learned::Learned;
use crate::pack::Lexicon;
use crate::score::{self, Span};
use crate::{Places, corpus, model_bytes, train};

/// What to score.
#[derive(Args)]
pub struct EvalOptions {
    #[command(flatten)]
    places: Places,
    /// Corpora to score as well, by the beginning of their names; most were trained on
    #[arg(long)]
    corpus: Vec<String>,
    /// Print each wrong answer: the gold name, the found one, the text around
    #[arg(long)]
    wrong: bool,
    /// Compare the scores with those that the model card gives
    #[arg(long)]
    check: bool,
}

/// What to pack.
#[derive(Args)]
pub struct PackOptions {
    #[command(flatten)]
    places: Places,
    /// What the command train wrote
    #[arg(long, default_value = "target/learned.bin")]
    learned: PathBuf,
}

/// The command `eval`.
///
/// # Errors
/// Where the model or a set cannot be read, and where `--check` finds other scores.
pub fn eval(options: &EvalOptions) -> Result<()> {
    let tagger = Tagger::new(model_bytes(&options.places.model)?)?;
    let wanted = |name: &str| options.corpus.iter().any(|start| name.starts_with(start));
    let Scores { lines, errors } = scores(&tagger, &options.places.data, wanted, options.wrong)?;
    println!("{HEADING}\n{}\n\n{}", lines.join("\n"), errors.join("\n"));
    if options.check {
        let path = options.places.model.with_file_name("README.md");
        let card = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let other = lines
            .iter()
            .chain(&errors)
            .filter(|part| !card.contains(*part));
        let count = other.count();
        if count > 0 {
            bail!(
                "{count} of these lines and tables are not in {}; pack the model again with the \
                 trainer, or find out what changed",
                path.display()
            );
        }
        println!(
            "These are the scores and errors that {} gives.",
            path.display()
        );
    }
    Ok(())
}

/// The command `pack`: from what was learned to `model/`, card included.
///
/// # Errors
/// Where nothing was learned yet, a set cannot be read, or a file cannot be written.
pub fn pack(options: &PackOptions) -> Result<()> {
    let learned = Learned::read(&options.learned)?;
    let bytes = train::packed(&learned);
    let path = &options.places.model;
    fs::write(path, &bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    let size = bytes.len();
    let tagger = Tagger::new(bytes.leak())?;
    let Scores { lines, errors } = scores(&tagger, &options.places.data, |_| false, false)?;
    println!("{HEADING}\n{}", lines.join("\n"));
    let card = fill_sizes(include_str!("../card.md"), size, &learned.lexicon)
        .replace("{SCORES}", &format!("{HEADING}\n{}", lines.join("\n")))
        .replace("{ERRORS}", errors.join("\n").trim())
        .replace("{NOTES}", learned.notes.trim());
    let path = path.with_file_name("README.md");
    fs::write(&path, card).with_context(|| format!("{} cannot be written", path.display()))
}

/// The card with the sizes of a model that has so many bytes and this lexicon.
pub fn fill_sizes(card: &str, size: usize, lexicon: &Lexicon) -> String {
    let [words, gazetteer] = lexicon.sizes();
    card.replace("{SIZE}", &size.to_string())
        .replace("{WORDS}", &words.to_string())
        .replace("{GAZETTEER}", &gazetteer.to_string())
        .replace("{ROWS}", &(size - words - gazetteer).to_string())
}

/// The columns of [`scores`].
const HEADING: &str = "\
set                      person+place         person              place               organization
                         P     R     F1       P     R     F1      P     R     F1      P     R     F1";

/// Prints the scores of `tagger` on the development sets and on the corpora that `wanted` names.
///
/// # Errors
/// Where a set cannot be read.
pub fn report(tagger: &Tagger, data: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    println!(
        "{HEADING}\n{}",
        scores(tagger, data, wanted, false)?.lines.join("\n")
    );
    Ok(())
}

/// For each set, a line of scores and a table of errors.
struct Scores {
    lines: Vec<String>,
    errors: Vec<String>,
}

/// The scores on each development set and each corpus that `wanted` names.
fn scores(
    tagger: &Tagger,
    data: &Path,
    wanted: impl Fn(&str) -> bool,
    wrong: bool,
) -> Result<Scores> {
    let mut sets = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(data.join("names/dev"))
        .with_context(|| {
            format!(
                "{} has no names/dev; give the folder with --data",
                data.display()
            )
        })?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        sets.push((name, score::read(&path)?));
    }
    if let Ok(corpora) = corpus::read_all(&data.join("names/train"), None, |name| !wanted(name)) {
        for corpus in corpora {
            sets.push((corpus.name.clone(), score::of_corpus(&corpus)));
        }
    }
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for (name, golds) in sets {
        let mut made = Errors::default();
        let counts = score::score(tagger, &golds, |gold, wanted, found| {
            made.add(wanted, found);
            if wrong {
                print_wrong(&name, gold, wanted, found);
            }
        });
        lines.push(format!("{name:24} {}", counts.line()));
        errors.push(made.table(&name));
    }
    Ok(Scores { lines, errors })
}

fn print_wrong(set: &str, gold: &score::Gold, wanted: Option<&Span>, found: Option<&Span>) {
    let tell = |span: Option<&Span>| {
        span.map_or("-".to_owned(), |(span, kind)| {
            format!("{kind:?} {:?}", &gold.text[span.clone()])
        })
    };
    let at = wanted.or(found).map_or(0, |(span, _)| span.start);
    let start = gold.text.floor_char_boundary(at.saturating_sub(50));
    let end = gold
        .text
        .floor_char_boundary((at + 70).min(gold.text.len()));
    println!(
        "{set} {}\t{}\t{}\t{:?}",
        gold.id,
        tell(wanted),
        tell(found),
        &gold.text[start..end]
    );
}
