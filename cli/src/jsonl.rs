//! One article a line: archives of any length, in JSON lines, answered line by line.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use copydesk::formats::{self, Format};
use copydesk::{Analysis, Analyzer, Entity, Id, Mention, Offsets, Quote};
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::arguments::Analyze;
use crate::ordered::{Step, ordered};
use crate::output::{Output, note};
use crate::progress::progress;
use crate::{Outcome, Refusal, house};

/// Analyzes each line of each file and writes the answers in the order of the lines.
pub fn analyze(request: &Analyze) -> Result<Outcome, Refusal> {
    let shape = match request.format {
        None | Some(Format::Json | Format::Jsonl) => Shape::Lines,
        Some(Format::Csv) => Shape::Table,
        Some(format) => {
            return Err(Refusal(format!(
                "The format {format} makes one document for each text, and --input jsonl one \
                 line. Use json or csv, or give the texts as files."
            )));
        }
    };
    if request.output.as_deref().is_some_and(Path::is_dir) {
        return Err(Refusal(
            "--input jsonl answers in one stream, not in a directory. Name a file after \
             --output, or leave it out."
                .to_owned(),
        ));
    }
    let files = request.files_or_stdin();
    let mut output = Output::open(request.output.as_deref(), &files)?;
    if shape == Shape::Table {
        output.write(formats::CSV_HEADER);
    }
    let several = files.len() > 1;
    let bar = progress(None, request.output.is_none());
    let (analyzer, left_out) = house::analyzer(request)?;
    let work = |line: Line| line.answer(&analyzer, request.offsets, shape);
    let mut errors = left_out;
    let jobs = files
        .into_iter()
        .flat_map(|file| Lines::open(file, several));
    ordered(request.threads(), jobs, work, |step| match step {
        Step::Waiting => output.flush(),
        Step::Answer(answer) => {
            output.write(&answer.out);
            if let Some(sentence) = answer.note {
                errors += 1;
                bar.suspend(|| note(&sentence));
            }
            bar.inc(1);
        }
    });
    bar.finish_and_clear();
    output.flush();
    Ok(Outcome::of(errors))
}

/// How the answers stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// An object a line.
    Lines,
    /// Rows of one table.
    Table,
}

/// One line, or what kept it from being read.
struct Line {
    /// Where it stands, for a note: "line 3", "archive.jsonl, line 3".
    place: String,
    /// Without its line end; empty only for an empty line.
    bytes: io::Result<Vec<u8>>,
}

/// What is written for a line.
struct Answer {
    out: String,
    note: Option<String>,
}

impl Line {
    fn answer(self, analyzer: &Analyzer, offsets: Offsets, shape: Shape) -> Answer {
        let bytes = match self.bytes {
            Ok(bytes) => bytes,
            // There is no line, so there is no place for an answer.
            Err(error) => {
                let note = format!("{}: The input cannot be read: {error}.", self.place);
                return Answer {
                    out: String::new(),
                    note: Some(note),
                };
            }
        };
        // The letters are kept for the id where the bytes are not UTF-8.
        let line = String::from_utf8_lossy(&bytes);
        let mut article = Article::default();
        let outcome = match std::str::from_utf8(&bytes) {
            Err(error) => {
                let _ = article.read(&line);
                Err(format!(
                    "The line is not UTF-8: byte {} does not belong to a character. Save the \
                     input as UTF-8.",
                    error.valid_up_to()
                ))
            }
            Ok(_) => article.read(&line).and_then(|()| article.text()),
        };
        match outcome {
            Ok(text) => Answer {
                out: export(article.id, &text, analyzer, offsets, shape),
                note: None,
            },
            Err(error) => {
                let note = Some(format!("{}: {error}", self.place));
                let id = article.id.filter(|id| is_id(id));
                let out = match shape {
                    Shape::Lines => json_line(&ErrorAnswer { id, error: &error }),
                    Shape::Table => String::new(),
                };
                Answer { out, note }
            }
        }
    }
}

fn export(
    id: Option<&RawValue>,
    text: &str,
    analyzer: &Analyzer,
    offsets: Offsets,
    shape: Shape,
) -> String {
    let mut analysis = analyzer.analyze(text).convert(text, offsets);
    match shape {
        Shape::Lines => {
            // Named one by one, so that a new field cannot be forgotten here.
            let Analysis {
                id: _,
                offsets,
                mentions,
                entities,
                quotes,
            } = &analysis;
            json_line(&AnalysisAnswer {
                id,
                offsets: *offsets,
                mentions,
                entities,
                quotes,
            })
        }
        Shape::Table => {
            analysis.id = id.and_then(|id| {
                serde_json::from_str::<Option<Id>>(id.get())
                    .unwrap_or_else(|_| Some(Id::Text(id.get().to_owned())))
            });
            let table = formats::write(Format::Csv, &analysis, text)
                .expect("an analysis fits the text it was made from");
            table
                .strip_prefix(formats::CSV_HEADER)
                .unwrap_or(&table)
                .to_owned()
        }
    }
}

/// An analysis whose id goes out with the very letters it came in with: no number is too large
/// or too precise.
#[derive(Serialize)]
struct AnalysisAnswer<'a> {
    id: Option<&'a RawValue>,
    offsets: Offsets,
    mentions: &'a [Mention],
    entities: &'a [Entity],
    quotes: &'a [Quote],
}

#[derive(Serialize)]
struct ErrorAnswer<'a> {
    id: Option<&'a RawValue>,
    error: &'a str,
}

fn json_line(answer: &impl Serialize) -> String {
    let mut line = serde_json::to_string(answer).expect("plain data has a JSON form");
    line.push('\n');
    line
}

const SHAPE: &str = r#"Each line must be an object such as {"id": "a1", "text": "…"}."#;

/// The fields of a line, as far as they could be read.
#[derive(Default)]
struct Article<'a> {
    id: Option<&'a RawValue>,
    text: Option<&'a RawValue>,
}

impl<'a> Article<'a> {
    /// Reads the fields of `line`. What was read before an error stays.
    fn read(&mut self, line: &'a str) -> Result<(), String> {
        if line.trim().is_empty() {
            return Err(format!("The line is empty. {SHAPE}"));
        }
        let mut deserializer = serde_json::Deserializer::from_str(line);
        let read = self.deserialize(&mut deserializer);
        read.and_then(|()| deserializer.end()).map_err(|error| {
            // Each value is taken as it stands, so a wrong type can only be the line's own.
            if error.is_data() {
                return format!("The line is JSON, but not an object. {SHAPE}");
            }
            // A line is always the first of its own text.
            let message = error
                .to_string()
                .replace(" at line 1 column ", " at column ");
            format!("The line is not JSON: {message}. {SHAPE}")
        })
    }

    /// The text, once all fields have been read and are what they must be.
    fn text(&self) -> Result<String, String> {
        if let Some(id) = self.id.filter(|id| !is_id(id)) {
            return Err(format!(
                "The \"id\" is {}; it must be a string, a number or null. {SHAPE}",
                kind_of(id)
            ));
        }
        let Some(text) = self.text else {
            return Err(format!("The object has no \"text\". {SHAPE}"));
        };
        if !text.get().starts_with('"') {
            return Err(format!(
                "The \"text\" is {}, not a string. {SHAPE}",
                kind_of(text)
            ));
        }
        serde_json::Deserializer::from_str(text.get())
            .deserialize_bytes(TextVisitor)
            .map_err(|error| format!("The \"text\" cannot be read: {error}. {SHAPE}"))
    }
}

impl<'de> DeserializeSeed<'de> for &mut Article<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

/// Where a field stands twice, the last one holds, as in JavaScript.
impl<'de> Visitor<'de> for &mut Article<'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut fields: M) -> Result<(), M::Error> {
        while let Some(name) = fields.next_key::<Cow<'de, str>>()? {
            match name.as_ref() {
                "id" => self.id = Some(fields.next_value()?),
                "text" => self.text = Some(fields.next_value()?),
                _ => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Reads a string as bytes, because JSON may escape half a surrogate pair, as JavaScript does
/// with a string cut in an emoji. Such a half becomes U+FFFD, which keeps the positions of all
/// other letters, in UTF-16 and in code points.
struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(text.to_owned());
        }
        // The line itself was UTF-8, so only escaped halves are not: three bytes each, as many
        // as U+FFFD has.
        let mut bytes = bytes.to_vec();
        for at in 2..bytes.len() {
            if bytes[at - 2] == 0xED && bytes[at - 1] >= 0xA0 {
                bytes[at - 2..=at].copy_from_slice("\u{fffd}".as_bytes());
            }
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn is_id(value: &RawValue) -> bool {
    matches!(
        value.get().as_bytes().first(),
        Some(b'"' | b'-' | b'n' | b'0'..=b'9')
    )
}

/// What a JSON value is, with its article.
fn kind_of(value: &RawValue) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// The lines of one input, without its empty last ones.
struct Lines {
    /// The name of the file where there are several, for notes.
    name: Option<String>,
    input: Result<Box<dyn BufRead + Send>, Option<io::Error>>,
    /// The number of the last line read, from 1.
    number: u64,
    /// How many empty lines were read and not yet handed out.
    empty: u64,
    /// The line behind them.
    held: Option<Vec<u8>>,
}

impl Lines {
    fn open(file: PathBuf, several: bool) -> Lines {
        let input: io::Result<Box<dyn BufRead + Send>> = if file == Path::new("-") {
            Ok(Box::new(BufReader::new(io::stdin())))
        } else {
            File::open(&file).map(|file| Box::new(BufReader::with_capacity(1 << 16, file)) as _)
        };
        // Where the file cannot be opened its name is wanted in any case.
        let named = several || input.is_err();
        Lines {
            name: named.then(|| file.display().to_string()),
            input: input.map_err(Some),
            number: 0,
            empty: 0,
            held: None,
        }
    }

    fn line(&self, number: u64, bytes: io::Result<Vec<u8>>) -> Line {
        let place = match &self.name {
            Some(name) => format!("{name}, line {number}"),
            None => format!("line {number}"),
        };
        Line { place, bytes }
    }

    /// Reads on until a line that is not empty; false at the end.
    fn read(&mut self) -> io::Result<bool> {
        let input = match &mut self.input {
            Ok(input) => input,
            Err(error) => return error.take().map_or(Ok(false), Err),
        };
        loop {
            let mut bytes = Vec::new();
            if input.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(false);
            }
            self.number += 1;
            if bytes.ends_with(b"\n") {
                bytes.pop();
            }
            if bytes.ends_with(b"\r") {
                bytes.pop();
            }
            // What some editors write before the first letter.
            if self.number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                self.empty += 1;
            } else {
                self.held = Some(bytes);
                return Ok(true);
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.held.is_none() {
            match self.read() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.input = Err(None);
                    return Some(self.line(self.number + 1, Err(error)));
                }
            }
        }
        if self.empty > 0 {
            let number = self.number - self.empty;
            self.empty -= 1;
            return Some(self.line(number, Ok(Vec::new())));
        }
        let bytes = self.held.take()?;
        Some(self.line(self.number, Ok(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_keeps_its_place() {
        let text = |line| {
            let mut article = Article::default();
            article.read(line).and_then(|()| article.text())
        };
        let cut = r#"{"text": "a\ud83db\udd80c\ud83e\udd80\ud83d\ud83d"}"#;
        assert_eq!(
            text(cut).as_deref(),
            Ok("a\u{fffd}b\u{fffd}c🦀\u{fffd}\u{fffd}")
        );
        assert_eq!(text(r#"{"text": "폭한 🦀\n"}"#).as_deref(), Ok("폭한 🦀\n"));
    }
}
