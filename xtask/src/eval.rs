//! `cargo xtask eval`: how well names are found, against the model card.

use std::process::Command;

use anyhow::Result;

use crate::command::run_shown;
use crate::root;

/// Prints the scores of the committed model over every set it finds, and compares them with those
/// that `model/README.md` gives. `arguments` go to the trainer: `--data FOLDER`, `--wrong`.
///
/// # Errors
/// Where the trainer cannot be built, a set cannot be read, or the scores are others.
pub fn eval(arguments: &[String]) -> Result<()> {
    run_shown(
        Command::new("cargo")
            .current_dir(root())
            .args(["run", "--release", "--quiet", "--package", "trainer", "--"])
            .args(["eval", "--check"])
            .args(arguments),
    )
}
