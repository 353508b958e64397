//! One article a file: every format, one answer or one for each file.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use copydesk::Id;
use copydesk::formats::{self, Format};
use serde::Serialize;

use crate::arguments::Analyze;
use crate::ordered::{Step, ordered};
use crate::output::{Folder, Output, note};
use crate::progress::progress;
use crate::{Outcome, Refusal, house};

/// Analyzes each file and writes the answers in the order of the files.
pub fn analyze(request: &Analyze) -> Result<Outcome, Refusal> {
    let files = request.files_or_stdin();
    let format = request.format.unwrap_or(Format::Json);
    let mut answers = Answers::open(request, &files, format)?;
    let bar = progress(Some(files.len() as u64), request.output.is_none());
    let (analyzer, left_out) = house::analyzer(request)?;
    let single = files.len() == 1;
    let work = |file: PathBuf| {
        let export = read(&file).and_then(|text| {
            let mut analysis = analyzer.analyze(&text).convert(&text, request.offsets);
            analysis.id = (file != Path::new("-")).then(|| Id::Text(file.display().to_string()));
            formats::write(format, &analysis, &text).map_err(|error| error.to_string())
        });
        (file, export)
    };
    let mut errors = left_out;
    ordered(request.threads(), files.into_iter(), work, |step| {
        let Step::Answer((file, export)) = step else {
            return;
        };
        let outcome = match export {
            Ok(export) => answers.put(&file, &export),
            Err(sentence) => {
                if !single {
                    answers.put_error(&file, &sentence);
                }
                Err(sentence)
            }
        };
        if let Err(sentence) = outcome {
            errors += 1;
            bar.suspend(|| note(&sentence));
        }
        bar.inc(1);
    });
    bar.finish_and_clear();
    answers.close();
    Ok(Outcome::of(errors))
}

/// The text of `file`, or a sentence that says why there is none.
fn read(file: &Path) -> Result<String, String> {
    let (name, bytes) = if file == Path::new("-") {
        if io::stdin().is_terminal() {
            note("Reading the article from the keyboard; end it with Ctrl-D on a line of its own.");
        }
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        ("standard input".to_owned(), read.map(|_| bytes))
    } else {
        (file.display().to_string(), fs::read(file))
    };
    let bytes = bytes.map_err(|error| {
        format!("{name} cannot be read: {error}. Check the path and your right to read it.")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        format!(
            "{name} is not UTF-8 text: byte {} does not belong to a character. Save it as UTF-8 \
             and try again.",
            error.utf8_error().valid_up_to()
        )
    })
}

/// How several answers stand together.
enum Answers {
    /// One answer alone, or one after the other.
    Stream(Output),
    /// As an array; the flag tells whether it has begun.
    Array(Output, bool),
    /// As one table; the flag tells whether it has its header.
    Table(Output, bool),
    /// As objects, one a line.
    Lines(Output),
    /// Each in a file of its own.
    Folder(Folder),
}

impl Answers {
    fn open(request: &Analyze, files: &[PathBuf], format: Format) -> Result<Answers, Refusal> {
        let path = request.output.as_deref();
        if let Some(path) = path.filter(|path| names_directory(path)) {
            return Folder::open(path, files, format.extension()).map(Answers::Folder);
        }
        let open = || Output::open(path, files);
        match format {
            _ if files.len() == 1 => open().map(Answers::Stream),
            Format::Json => open().map(|output| Answers::Array(output, false)),
            Format::Jsonl => open().map(Answers::Lines),
            Format::Csv => open().map(|output| Answers::Table(output, false)),
            _ => Err(Refusal(format!(
                "The format {format} makes one document for each of the {} texts. Name a \
                 directory for them, such as `--output marked/`, or give one text.",
                files.len()
            ))),
        }
    }

    /// Adds the answer for `file`; gives a sentence where it cannot be written.
    fn put(&mut self, file: &Path, export: &str) -> Result<(), String> {
        match self {
            Answers::Folder(folder) => return folder.write(file, export),
            Answers::Stream(output) | Answers::Lines(output) => output.write(export),
            Answers::Array(output, begun) => {
                output.write(if *begun { ",\n" } else { "[\n" });
                output.write(export.trim_end());
                *begun = true;
            }
            Answers::Table(output, begun) => {
                let rows = export.strip_prefix(formats::CSV_HEADER).unwrap_or(export);
                output.write(if *begun { rows } else { export });
                *begun = true;
            }
        }
        Ok(())
    }

    /// Adds an object that says why there is no answer for `file`, where the shape allows.
    fn put_error(&mut self, file: &Path, sentence: &str) {
        if let Answers::Array(..) | Answers::Lines(_) = self {
            let error = ErrorAnswer {
                id: file.display().to_string(),
                error: sentence,
            };
            let mut line = serde_json::to_string(&error).expect("two strings have a JSON form");
            line.push('\n');
            // Only files of a folder can fail alone, and these are no folder.
            let _ = self.put(file, &line);
        }
    }

    fn close(self) {
        match self {
            Answers::Folder(_) => {}
            Answers::Stream(mut output) | Answers::Lines(mut output) => output.flush(),
            Answers::Array(mut output, begun) => {
                output.write(if begun { "\n]\n" } else { "[]\n" });
                output.flush();
            }
            Answers::Table(mut output, begun) => {
                if !begun {
                    output.write(formats::CSV_HEADER);
                }
                output.flush();
            }
        }
    }
}

#[derive(Serialize)]
struct ErrorAnswer<'a> {
    id: String,
    error: &'a str,
}

fn names_directory(path: &Path) -> bool {
    path.is_dir()
        || path
            .as_os_str()
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR])
}
