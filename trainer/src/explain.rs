//! Why a word was tagged so: the features of each word and what each adds to each label.

use anyhow::Result;
use clap::Args;
use copydesk::names::decode::{Label, Scores};
use copydesk::names::features::{TEMPLATES, features};
use copydesk::names::model::{Model, Sums};
use copydesk::names::words::Sentence;
use copydesk::text::paragraphs;

use crate::{Places, model_bytes};

/// What to explain.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    places: Places,
    /// The text
    text: String,
    /// Explain only this word
    #[arg(long)]
    word: Option<String>,
    /// How many features to print for a word
    #[arg(long, default_value_t = 12)]
    top: usize,
}

/// Prints, for each word that can be part of a name, the scores of its labels and the features
/// that weigh most.
///
/// # Errors
/// Where the model cannot be opened.
pub fn run(options: &Options) -> Result<()> {
    let model = Model::open(model_bytes(&options.places.model)?)?;
    let mut sentence = Sentence::default();
    for paragraph in paragraphs(&options.text) {
        sentence.open(&model, &paragraph);
        for tokens in &paragraph.sentences {
            sentence.read(&model, &paragraph, tokens);
            let mut stretches = Vec::new();
            sentence.find_stretches(&mut stretches, |_, _| true);
            for at in stretches.into_iter().flatten() {
                let word = paragraph.word(tokens.start + at);
                if options.word.as_deref().is_none_or(|wanted| wanted == word) {
                    explain(&model, &sentence, at, word, options.top);
                }
            }
        }
    }
    Ok(())
}

fn explain(model: &Model, sentence: &Sentence, at: usize, word: &str, top: usize) {
    let mut total = Sums::default();
    let mut parts = Vec::new();
    features(sentence, at, |template, hash| {
        model.add(&mut total, [hash]);
        let mut one = Sums::default();
        model.add(&mut one, [hash]);
        parts.push((template, one.scores()));
    });
    println!("{word}");
    println!(
        "{:>42}  {}",
        "",
        Label::ALL.map(|label| format!("{label:>6.6?}")).join(" ")
    );
    let print = |name: &str, scores: Scores| {
        println!(
            "{name:>42}  {}",
            scores.map(|score| format!("{score:6}")).join(" ")
        );
    };
    print("sum", total.scores());
    let spread = |scores: &Scores| {
        scores.iter().max().copied().unwrap_or(0) - scores.iter().min().copied().unwrap_or(0)
    };
    parts.sort_by_key(|(template, scores)| (-spread(scores), *template));
    for (template, scores) in parts.into_iter().take(top) {
        print(TEMPLATES[template], scores);
    }
}
