//! Where answers and notes go.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::Refusal;

/// A file or standard output, buffered.
pub struct Output {
    to: BufWriter<Box<dyn Write>>,
    name: String,
}

impl Output {
    /// Opens the file at `path`, or standard output where there is none.
    ///
    /// Refused where the file cannot be written, or is one of `inputs`: it would be lost before
    /// it is read.
    pub fn open(path: Option<&Path>, inputs: &[PathBuf]) -> Result<Output, Refusal> {
        let Some(path) = path else {
            return Ok(Output {
                to: BufWriter::new(Box::new(io::stdout())),
                name: "standard output".to_owned(),
            });
        };
        refuse_input(path, inputs)?;
        let name = path.display().to_string();
        match File::create(path) {
            Ok(file) => Ok(Output {
                to: BufWriter::new(Box::new(file)),
                name,
            }),
            Err(error) => Err(Refusal(format!(
                "{name} cannot be written: {error}. Name another file after --output."
            ))),
        }
    }

    /// Writes `text`.
    ///
    /// Where that fails, there is nobody left to answer, and the program ends: quietly where the
    /// reader has gone, as `head` does, else with a note and status 1.
    pub fn write(&mut self, text: &str) {
        self.to
            .write_all(text.as_bytes())
            .unwrap_or_else(|error| self.give_up(&error));
    }

    /// Hands on everything written so far. Fails as [`Output::write`] does.
    pub fn flush(&mut self) {
        self.to.flush().unwrap_or_else(|error| self.give_up(&error));
    }

    fn give_up(&self, error: &io::Error) -> ! {
        if error.kind() == ErrorKind::BrokenPipe {
            process::exit(0);
        }
        note(&format!(
            "{} cannot be written: {error}. The answers so far are not complete.",
            self.name
        ));
        process::exit(1);
    }
}

/// A directory that takes one file for each text.
pub struct Folder {
    path: PathBuf,
    extension: &'static str,
}

impl Folder {
    /// Makes the directory at `path` if need be, for one file for each of `inputs`.
    ///
    /// Refused where two inputs would be written to the same file, or one over itself.
    pub fn open(
        path: &Path,
        inputs: &[PathBuf],
        extension: &'static str,
    ) -> Result<Folder, Refusal> {
        let folder = Folder {
            path: path.to_owned(),
            extension,
        };
        let mut taken = std::collections::HashMap::new();
        for input in inputs {
            let file = folder.file_for(input);
            refuse_input(&file, inputs)?;
            if let Some(other) = taken.insert(file.clone(), input) {
                return Err(Refusal(format!(
                    "{} and {} would both be written to {}. Analyze them in two runs, with two \
                     directories after --output.",
                    other.display(),
                    input.display(),
                    file.display()
                )));
            }
        }
        match fs::create_dir_all(path) {
            Ok(()) => Ok(folder),
            Err(error) => Err(Refusal(format!(
                "The directory {} cannot be made: {error}. Name another one after --output.",
                path.display()
            ))),
        }
    }

    /// Writes the export of `input`; gives a sentence where that fails.
    pub fn write(&self, input: &Path, text: &str) -> Result<(), String> {
        let file = self.file_for(input);
        fs::write(&file, text)
            .map_err(|error| format!("{} cannot be written: {error}.", file.display()))
    }

    fn file_for(&self, input: &Path) -> PathBuf {
        let stem = match input.file_stem() {
            Some(stem) if input != Path::new("-") => stem.to_os_string(),
            _ => "standard-input".into(),
        };
        let mut name = stem;
        name.push(".");
        name.push(self.extension);
        self.path.join(name)
    }
}

/// Tells `sentence` on standard error.
pub fn note(sentence: &str) {
    // With standard error closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "copydesk: {sentence}");
}

fn refuse_input(file: &Path, inputs: &[PathBuf]) -> Result<(), Refusal> {
    let Ok(file) = file.canonicalize() else {
        // It is not there yet, so it is none of the inputs.
        return Ok(());
    };
    let same = |input: &&PathBuf| input.canonicalize().is_ok_and(|input| input == file);
    match inputs.iter().find(same) {
        None => Ok(()),
        Some(input) if file.is_file() => Err(Refusal(format!(
            "{} would be overwritten by its own answer. Name another path after --output.",
            input.display()
        ))),
        // A terminal or a pipe may be both.
        Some(_) => Ok(()),
    }
}
