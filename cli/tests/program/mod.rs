//! The program under test, as a shell would run it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// What a run left behind.
pub struct Answer {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub notes: String,
    /// The exit status.
    pub status: i32,
}

/// The program with `arguments`, all its streams piped.
pub fn copydesk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program on `input` to its end.
pub fn run(arguments: &[&str], input: &[u8]) -> Answer {
    let mut child = copydesk(arguments).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let output = thread::scope(|scope| {
        // Written beside the reading, so that neither waits for the other.
        scope.spawn(move || {
            // A program that refuses its arguments reads nothing.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().expect("the program ends")
    });
    Answer {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        notes: String::from_utf8(output.stderr).expect("UTF-8"),
        status: output.status.code().expect("no signal ended the program"),
    }
}

/// An empty directory for one test.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the directory can be made");
    folder
}
