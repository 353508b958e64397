//! `cargo xtask examples`: the editors of the pages in `www/examples/`, from npm.
//!
//! They are other people's programs, so they are neither in the repository nor in `dist/`: they lie
//! in the folder of the build, where `serve` finds them.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::run;
use crate::node::{Node, install};
use crate::root;

/// Where the pages ask for the editors, below the root of the site.
pub const PLACE: &str = "examples/editors/";

/// Installs the editors and writes each as one module.
///
/// # Errors
/// Where Node is missing, the packages cannot be installed, or the modules cannot be written.
pub fn examples() -> Result<()> {
    let node = Node::ready()?;
    install(&root().join("tests/editors"))?;
    run(node.command(["tests/editors/write.js"]).arg(folder()))?;
    println!(
        "The editors of the examples are ready: run cargo xtask serve and open /examples/index.html."
    );
    Ok(())
}

/// The folder that holds the modules, if they were ever made.
pub fn folder() -> PathBuf {
    root().join("target/examples-editors")
}
