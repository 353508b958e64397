//! What machine the bench ran on.

use std::process::Command;

use anyhow::Result;

use crate::command::output;
use crate::root;

/// What a reader must know to judge times, in lines.
///
/// # Errors
/// Where the compiler does not tell its version, or there is no date.
pub fn describe() -> Result<Vec<String>> {
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]))?;
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let mut git = Command::new("git");
    git.current_dir(root())
        .args(["describe", "--always", "--dirty"]);
    // A copy without its history can be measured as well.
    let commit = output(&mut git).unwrap_or_else(|_| "unknown".to_owned());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    Ok(vec![
        format!("date       {}, commit {}", date.trim(), commit.trim()),
        format!(
            "machine    {processor}, {cores} cores; {load} programs were busy when it began \
             (a quiet machine has less than 1)"
        ),
        format!("compiler   {}", rustc.trim()),
    ])
}

/// The first value of `name` in a file of `name : value` lines.
fn field(path: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}
