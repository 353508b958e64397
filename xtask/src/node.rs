//! Node, npm and what the project needs from them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{find_program, output, run};
use crate::root;

/// The oldest major version of Node that the project's JavaScript is written for.
const OLDEST: u32 = 20;

/// Node, with the packages of `package-lock.json` in `node_modules`.
pub struct Node {
    program: PathBuf,
}

impl Node {
    /// Finds Node and brings `node_modules` up to date with the lock file.
    ///
    /// # Errors
    /// Where Node or npm is missing or too old, and where the packages cannot be installed.
    pub fn ready() -> Result<Node> {
        let cure = format!(
            "Node {OLDEST} or newer was not found: install Node with npm from your distribution \
             or from https://nodejs.org, then run the command again"
        );
        let program = find_program(Path::new("node")).context(cure.clone())?;
        let version = output(Command::new(&program).arg("--version"))?;
        match major(&version) {
            Some(number) if number >= OLDEST => {}
            _ => bail!("{cure} (found {} at {})", version.trim(), program.display()),
        }
        install(root())?;
        Ok(Node { program })
    }

    /// Node started in the root of the repository with `arguments`.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(root()).args(arguments);
        command
    }

    /// The program at `path` below `node_modules`, with `arguments`.
    pub fn tool<S: AsRef<OsStr>>(
        &self,
        path: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = self.command([root().join("node_modules").join(path)]);
        command.args(arguments);
        command
    }
}

/// Brings `node_modules` in `folder` up to date with the lock file there.
///
/// # Errors
/// Where npm is missing, and where the packages cannot be installed.
pub fn install(folder: &Path) -> Result<()> {
    if !packages_are_old(folder) {
        return Ok(());
    }
    let npm = find_program(Path::new("npm")).context(
        "npm was not found beside Node: install it from your distribution, then run the command \
         again",
    )?;
    let lock = folder.join("package-lock.json");
    println!("Installing the packages of {}.", lock.display());
    // No package of ours needs its install script, so none gets to run one.
    run(Command::new(npm).current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))
    .with_context(|| {
        format!(
            "the packages of {} could not be installed: check the network, then run the command \
             again",
            lock.display()
        )
    })
}

/// Whether `node_modules` in `folder` is missing or older than the lock file.
fn packages_are_old(folder: &Path) -> bool {
    let changed = |path: &str| {
        folder
            .join(path)
            .metadata()
            .and_then(|found| found.modified())
    };
    // npm writes this file at the end of each installation.
    match (
        changed("node_modules/.package-lock.json"),
        changed("package-lock.json"),
    ) {
        (Ok(installed), Ok(locked)) => installed < locked,
        _ => true,
    }
}

/// The major version in what `node --version` prints.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("nodejs"), None);
    }
}
