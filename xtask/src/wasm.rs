//! The core as WebAssembly: the target, the build and the bindings, all without Node.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{find_program, output, run_shown};
use crate::root;

/// The target that the core is built for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The name of the glue module without its ending; `www/copydesk.js` imports it under this name.
const GLUE: &str = "copydesk_glue";

/// Builds the core in release mode and its bindings, and returns the folder that they lie in:
/// `copydesk_glue.js`, `copydesk_glue.d.ts` and `copydesk_bg.wasm`.
///
/// # Errors
/// Where the target cannot be added, the core does not compile, or the bindings cannot be made.
pub fn build() -> Result<PathBuf> {
    add_target()?;
    // The core is a `cdylib` here alone: Cargo gives the files of one no hash in their names, so that a
    // program and its tests in release mode, which panic in different ways, would write to the same file. And it
    // is nothing else: beside an `rlib` Cargo optimizes nothing across crates.
    let module = cargo_build(
        &[
            "rustc",
            "--crate-type=cdylib",
            "--package",
            "copydesk",
            "--lib",
            "--release",
            "--target",
            TARGET,
        ],
        |artifact| {
            artifact["filenames"]
                .as_array()?
                .iter()
                .filter_map(Value::as_str)
                .find(|name| name.ends_with(".wasm"))
        },
    )?;
    bind(&module).with_context(|| format!("the bindings of {} could not be made", module.display()))
}

/// Adds the WebAssembly target to the toolchain in use, where it is missing.
///
/// # Errors
/// Where it is missing and rustup is, too, or rustup fails.
pub fn add_target() -> Result<()> {
    // Asking the compiler itself covers toolchains that rustup did not install.
    let library =
        output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    if find_program(Path::new("rustup")).is_none() {
        bail!(
            "the Rust target {TARGET} is missing and rustup, which would add it, was not found: \
             install rustup from https://rustup.rs, then run the command again"
        );
    }
    println!("Adding the Rust target {TARGET}.");
    run_shown(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("rustup could not add the target {TARGET}: check the network, then run the command again"))
}

/// Runs cargo with `arguments`, the first of which builds, and returns the file that `pick` finds in one
/// of its artifact messages; cargo itself knows best where its target folder is.
///
/// # Errors
/// Where the build fails, and where none of its messages names such a file.
pub fn cargo_build(arguments: &[&str], pick: impl Fn(&Value) -> Option<&str>) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let messages = output(
        Command::new(cargo)
            .current_dir(root())
            .args(arguments)
            .args(["--locked", "--message-format=json-render-diagnostics"]),
    )?;
    let mut found = None;
    for line in messages.lines() {
        let message: Value =
            serde_json::from_str(line).context("cargo printed a message that is not JSON")?;
        if message["reason"] == "compiler-artifact"
            && let Some(file) = pick(&message)
        {
            // What was asked for is built after what it depends on, so the last one counts.
            found = Some(PathBuf::from(file));
        }
    }
    found.with_context(|| format!("cargo {} built no such file", arguments.join(" ")))
}

/// Makes the bindings of `module` in a folder beside it.
fn bind(module: &Path) -> Result<PathBuf> {
    let folder = module.with_file_name("copydesk-bindings");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)
            .with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    Bindgen::new()
        .input_path(module)
        .out_name(GLUE)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // `copydesk.js` always says where the module is; a second opinion in the glue would be wrong.
        .omit_default_module_path(true)
        .generate(&folder)?;
    std::fs::rename(
        folder.join(format!("{GLUE}_bg.wasm")),
        folder.join("copydesk_bg.wasm"),
    )?;
    // Types of the module's raw exports: nobody who uses the glue needs them.
    std::fs::remove_file(folder.join(format!("{GLUE}_bg.wasm.d.ts")))?;
    Ok(folder)
}
