//! The `copydesk` program: people, places, organizations and quotes of files and archives.

mod arguments;
mod articles;
mod house;
mod jsonl;
mod ordered;
mod output;
mod progress;

use std::process::ExitCode;

use arguments::{Analyze, Arguments, Command, Input};
use clap::Parser;

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let Command::Analyze(request) = command;
    let outcome = match request.input {
        Input::Text => articles::analyze(&request),
        Input::Jsonl => jsonl::analyze(&request),
    };
    match outcome {
        Ok(Outcome::Whole) => ExitCode::SUCCESS,
        Ok(Outcome::WithErrors) => ExitCode::from(1),
        Err(Refusal(sentence)) => {
            output::note(&sentence);
            ExitCode::from(2)
        }
    }
}

/// How a run ended that was begun.
enum Outcome {
    /// Every text was answered.
    Whole,
    /// Some texts could not be; each was told on standard error.
    WithErrors,
}

impl Outcome {
    fn of(errors: usize) -> Outcome {
        if errors == 0 {
            Outcome::Whole
        } else {
            Outcome::WithErrors
        }
    }
}

/// Why a request cannot be begun, in a sentence.
struct Refusal(String);

impl Analyze {
    /// The files to read; `-`, standard input, where none is given.
    fn files_or_stdin(&self) -> Vec<std::path::PathBuf> {
        if self.files.is_empty() {
            vec!["-".into()]
        } else {
            self.files.clone()
        }
    }
}
