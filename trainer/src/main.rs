//! Makes `model/`: reads corpora and registry packages, trains the tagger, packs and measures it.
//!
//! `cargo run --release -p trainer -- COMMAND`; model/README.md says which command made the model
//! that is there.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

mod articles;
mod clusters;
mod conventions;
mod corpus;
mod crf;
mod errors;
mod explain;
mod headlines;
mod learned;
mod pack;
mod places;
mod report;
mod roles;
mod score;
mod second;
mod spacing;
mod teacher;
mod train;
mod vectors;

#[derive(Parser)]
#[command(about = "Makes model/ from corpora and registry packages")]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train a tagger, write what it learned to a file for the command pack, and score it
    Train(train::Options),
    /// Pack what was learned into model/, and write the model card with its scores
    Pack(report::PackOptions),
    /// Score a packed model on the development sets and on corpora
    Eval(report::EvalOptions),
    /// Say which features, with which weights, made each word of a text what it is
    Explain(explain::Options),
}

/// Where things lie.
#[derive(Args, Clone)]
pub struct Places {
    /// The folder of the corpora: names/train/*.tsv and names/dev/*.jsonl
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The folder that fetch.sh filled
    #[arg(long, default_value = "target/packages")]
    packages: PathBuf,
    /// The packed model
    #[arg(long, default_value = "model/names.bin")]
    model: PathBuf,
}

fn main() -> Result<()> {
    match Program::parse().command {
        Command::Train(options) => train::run(&options),
        Command::Pack(options) => report::pack(&options),
        Command::Eval(options) => report::eval(&options),
        Command::Explain(options) => explain::run(&options),
    }
}

/// The bytes of a model file, kept for as long as the program runs.
pub fn model_bytes(path: &PathBuf) -> Result<&'static [u8]> {
    let bytes = fs::read(path).with_context(|| {
        format!(
            "there is no model at {}; the command train makes one",
            path.display()
        )
    })?;
    Ok(Box::leak(bytes.into_boxed_slice()))
}
