//! The project's chores: `cargo xtask NAME`.
//!
//! Each chore is one module. They share `wasm` (the core as WebAssembly with its bindings),
//! `site` (which files the static site is made of), `node` and `chromium` (the outside tools) and
//! `command` (running programs).

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

mod bench;
mod bundle;
mod chromium;
mod command;
mod dist;
mod eval;
mod examples;
mod node;
mod serve;
mod site;
mod size;
mod test;
mod tidy;
mod wasm;

/// One chore: what it is called by, what it does, and the function that does it with the arguments
/// after the name.
struct Chore {
    name: &'static str,
    arguments: &'static str,
    does: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "serve",
        arguments: "[--port N]",
        does: "build the page and serve it on this machine (needs no Node)",
        run: serve::serve,
    },
    Chore {
        name: "dist",
        arguments: "",
        does: "write dist/: the static site and the npm package (needs Node 20)",
        run: |arguments| none_of(arguments).and_then(|()| dist::dist()),
    },
    Chore {
        name: "examples",
        arguments: "",
        does: "fetch the editors of the pages in www/examples (needs Node 20)",
        run: |arguments| none_of(arguments).and_then(|()| examples::examples()),
    },
    Chore {
        name: "test",
        arguments: "",
        does: "run every check and every test, the browser's included (needs Node 20)",
        run: |arguments| none_of(arguments).and_then(|()| test::test()),
    },
    Chore {
        name: "size",
        arguments: "",
        does: "weigh what a page downloads from dist/ against xtask/size-budget.txt",
        run: |arguments| none_of(arguments).and_then(|()| size::size()),
    },
    Chore {
        name: "eval",
        arguments: "[--data FOLDER]",
        does: "score the model on every set there is, against model/README.md",
        run: eval::eval,
    },
    Chore {
        name: "bench",
        arguments: "[--quick] [--save]",
        does: "measure what everything costs, beside two other programs (needs Node 20)",
        run: bench::bench,
    },
    Chore {
        name: "tidy",
        arguments: "",
        does: "look for over-long files, unfinished marks and missing module docs",
        run: |arguments| none_of(arguments).and_then(|()| tidy::tidy()),
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match start(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The whole chain in one line: what failed, then why.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the chore that the first argument names.
fn start(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", list());
        return Ok(());
    };
    if ["help", "--help", "-h"].contains(&name.as_str()) {
        println!("{}", list());
        return Ok(());
    }
    match CHORES.iter().find(|chore| chore.name == name) {
        Some(chore) => (chore.run)(rest),
        None => bail!(
            "there is no chore named {name}; these are the chores:\n{}",
            list()
        ),
    }
}

/// The chores, one line each.
fn list() -> String {
    let mut lines = vec!["cargo xtask NAME, where NAME is one of:".to_owned()];
    for Chore {
        name,
        arguments,
        does,
        ..
    } in CHORES
    {
        lines.push(format!("  {:<17} {does}", format!("{name} {arguments}")));
    }
    lines.join("\n")
}

/// Refuses arguments given to a chore that takes none.
fn none_of(arguments: &[String]) -> Result<()> {
    match arguments.first() {
        Some(argument) => bail!("this chore takes no arguments; leave out {argument}"),
        None => Ok(()),
    }
}

/// The root folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the manifest lies in xtask/, below the root")
}

/// All files below `folder`, sorted, as paths relative to it. Hidden entries and the packages that
/// npm installed are left out.
///
/// # Errors
/// Where `folder` or one below it cannot be read.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    fn visit(folder: &Path, base: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
        let entries = folder
            .read_dir()
            .with_context(|| format!("{} could not be read", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("{} could not be read", folder.display()))?;
            let path = entry.path();
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name == "node_modules" {
                continue;
            }
            if path.is_dir() {
                visit(&path, base, found)?;
            } else {
                found.push(
                    path.strip_prefix(base)
                        .expect("it was found below the base")
                        .to_path_buf(),
                );
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    visit(folder, folder, &mut found)?;
    found.sort();
    Ok(found)
}
