//! What can be asked for, and the help that says so.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use copydesk::Offsets;
use copydesk::formats::Format;

/// Finds people, places, organizations and quotes, with who said them, in news text.
///
/// Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyze articles: files, standard input, or archives in JSON lines
    Analyze(Analyze),
}

const EXAMPLES: &str = "\
Examples:
  copydesk analyze story.txt
  copydesk analyze --format html story.txt > story.html
  copydesk analyze --format nitf --output marked/ *.txt
  copydesk analyze --format csv *.txt > names-and-quotes.csv
  copydesk analyze --input jsonl < articles.jsonl > analyses.jsonl

Several texts:
  `json` gives one array, `jsonl` one line and `csv` some rows for each text, under the file's
  path as its id. Every other format makes one file for each text, in the directory that
  --output names.

JSON lines:
  Each line in is an object with a string \"text\" and, if you like, an \"id\" (a string, a number
  or null); other fields are ignored. Each line out is the analysis of the line in the same
  place. A line that is no such object is answered by {\"id\": …, \"error\": \"…\"}; in `csv` it has
  no rows. Empty lines at the end are passed over.

House list:
  {\"always\": [{\"name\": \"Harbour Trust\", \"kind\": \"organization\", \"aliases\": [\"HT\"]},
              {\"pattern\": \"Flight [A-Z]{2}[0-9]+\", \"kind\": \"place\"}],
   \"never\": [{\"name\": \"May\"}]}
  Kinds are person, place and organization. Names are found as they are written, aliases belong to
  the same entity, a pattern is a regular expression in which \\w, \\b and (?i) know ASCII only:
  other letters are written out, [A-Za-zÀ-ÿ]+. An entry that cannot be used is told on standard
  error and left out.

Exit status:
  0  every text was analyzed
  1  some were not, or an entry of the house list was left out; standard error says which and why
  2  the request itself cannot be met";

/// Articles to analyze, and how to answer.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Analyze {
    /// Files to read; `-`, or none at all, stands for standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How the input holds articles
    #[arg(short, long, value_enum, default_value_t = Input::Text)]
    pub input: Input,

    /// How to write the answer [default: json; with --input jsonl: jsonl]
    #[arg(short, long, value_name = "FORMAT", value_parser = format_parser())]
    pub format: Option<Format>,

    /// The unit in which positions count
    #[arg(long, value_name = "UNIT", default_value = "utf16", value_parser = offsets_parser())]
    pub offsets: Offsets,

    /// A house list, in JSON: names that are found always or never, whatever the model says
    #[arg(long, value_name = "FILE")]
    pub house: Option<PathBuf>,

    /// Write to this file instead of standard output, or, where it is a directory or ends in `/`,
    /// to one file for each text in it
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// How many threads analyze at once [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<NonZeroUsize>,
}

/// How the input holds articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Input {
    /// One article a file, in UTF-8
    Text,
    /// One article a line, as a JSON object
    Jsonl,
}

impl Analyze {
    /// The number of threads that analyze.
    pub fn threads(&self) -> usize {
        let cores = std::thread::available_parallelism();
        self.threads.or(cores.ok()).map_or(1, NonZeroUsize::get)
    }
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}

fn offsets_parser() -> impl TypedValueParser<Value = Offsets> {
    PossibleValuesParser::new(["utf16", "codepoints", "bytes"]).map(|name| match name.as_str() {
        "codepoints" => Offsets::Codepoints,
        "bytes" => Offsets::Bytes,
        _ => Offsets::Utf16,
    })
}
