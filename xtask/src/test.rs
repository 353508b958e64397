//! `cargo xtask test`: every check and every test, the cheap ones first.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, run, run_shown};
use crate::node::{Node, install};
use crate::{chromium, dist, files_below, root, size, tidy, wasm};

/// How long a file of Node tests may take, in milliseconds: some five times what the longest took on two cores,
/// that of the ten editors, so that a browser that stands still fails the run instead of holding it.
const FILE_LIMIT: &str = "--test-timeout=1200000";

/// Runs all steps in order, up to the first that fails, and prints how long each took.
///
/// # Errors
/// Where a step fails; its own output and its name are printed.
pub fn test() -> Result<()> {
    let mut steps = Steps::default();
    steps.run("tidy", tidy::tidy)?;
    steps.run("cargo fmt", || {
        run(&mut cargo(&["fmt", "--all", "--check"]))
    })?;
    steps.run("Node and its packages", || Node::ready().map(drop))?;
    let chromium = steps.run("Chromium", chromium::find_or_install)?;
    steps.run("wasm target", wasm::add_target)?;
    steps.run("cargo clippy", || {
        run(&mut cargo(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-Dwarnings",
        ]))
    })?;
    steps.run("cargo clippy, wasm", || {
        let core = ["clippy", "--locked", "--package", "copydesk", "--lib"];
        run(cargo(&core).args(["--target", wasm::TARGET, "--", "-Dwarnings"]))
    })?;
    steps.run("cargo test", || {
        run_shown(&mut cargo(&["test", "--locked", "--workspace"]))
    })?;
    let program = steps.run("command line, release", || {
        wasm::cargo_build(
            &["build", "--package", "copydesk-cli", "--release"],
            |artifact| artifact["executable"].as_str(),
        )
    })?;
    steps.run("dist", dist::dist)?;
    steps.run("size", size::size)?;
    // Before the types, as tests are checked against the packages that they use.
    for folder in ["tests/vite", "tests/editors"] {
        steps.run(&format!("packages of {folder}"), || {
            install(&root().join(folder))
        })?;
    }
    let node = Node::ready()?;
    steps.run("types of the modules", || {
        run(&mut node.tool("typescript/bin/tsc", ["--project", "tsconfig.json"]))
    })?;
    for folder in ["tests/node", "tests/browser", "tests/vite", "tests/editors"] {
        steps.run(folder, || {
            let mut command = node.command(["--test", "--test-reporter=spec", FILE_LIMIT]);
            command.args(test_files(folder)?);
            command.env("COPYDESK_DIST", dist::folder());
            command.env("COPYDESK_CLI", &program);
            command.env("COPYDESK_CHROMIUM", &chromium);
            run_shown(&mut command)
        })?;
    }
    steps.sum_up();
    Ok(())
}

/// The steps run so far, with their times.
#[derive(Default)]
struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Runs one step under its name.
    fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("== {name}");
        let start = Instant::now();
        let result = step().with_context(|| format!("{name} failed"))?;
        let time = start.elapsed();
        println!("== {name}: passed in {:.1} s\n", time.as_secs_f64());
        self.done.push((name.to_owned(), time));
        Ok(result)
    }

    /// Prints all steps with their times, and how many there were.
    fn sum_up(&self) {
        for (name, time) in &self.done {
            println!("{:>7.1} s  {name}", time.as_secs_f64());
        }
        let whole: Duration = self.done.iter().map(|(_, time)| time).sum();
        println!("{:>7.1} s  in all", whole.as_secs_f64());
        println!("{} passed, 0 failed", self.done.len());
    }
}

/// The test files in `folder`, as paths below the root.
fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let files = files_below(&root().join(folder))?;
    let tests: Vec<PathBuf> = files
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.js"))
        .map(|file| PathBuf::from(folder).join(file))
        .collect();
    if tests.is_empty() {
        bail!("{folder} holds no file that ends in .test.js, so nothing was tested");
    }
    Ok(tests)
}
