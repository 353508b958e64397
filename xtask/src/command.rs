//! Other programs: finding them, running them, and saying plainly what went wrong.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::root;

/// Runs `command` to its end. What it prints is kept back, and shown only when it fails.
///
/// # Errors
/// Where the program cannot be started, and where it ends with anything but success.
pub fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if output.status.success() {
        return Ok(());
    }
    // A failed write here would hide nothing but what the failure itself says.
    let _ = std::io::stdout().write_all(&output.stdout);
    let _ = std::io::stderr().write_all(&output.stderr);
    bail!(
        "`{line}` failed ({}); its output stands above",
        output.status
    )
}

/// Runs `command` to its end with its output shown as it comes.
///
/// # Errors
/// Where the program cannot be started, and where it ends with anything but success.
pub fn run_shown(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status}); its output stands above");
    }
    Ok(())
}

/// What `command` prints to standard output; its standard error is shown.
///
/// # Errors
/// Where the program cannot be started, and where it ends with anything but success.
pub fn output(command: &mut Command) -> Result<String> {
    let line = describe(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        bail!(
            "`{line}` failed ({}); its output stands above",
            output.status
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{line}` printed text that is not UTF-8"))
}

/// Whether `command` runs and succeeds; what it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Cargo, as it was called for this chore, in the root of the repository.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// The file that `program` names: itself where it is a path, else the first of that name on
/// `PATH`.
pub fn find_program(program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return is_executable(program).then(|| program.to_path_buf());
    }
    let folders = std::env::var_os("PATH")?;
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd"]
    } else {
        &[""]
    };
    std::env::split_paths(&folders)
        .flat_map(|folder| {
            endings.iter().map(move |ending| {
                let mut path = folder.join(program).into_os_string();
                path.push(ending);
                PathBuf::from(path)
            })
        })
        .find(|path| is_executable(path))
}

/// A `Command` as one would type it.
fn describe(command: &Command) -> String {
    let parts = std::iter::once(command.get_program()).chain(command.get_args());
    parts
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}
