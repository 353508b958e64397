//! `cargo xtask bench`: what Copydesk costs, beside its peers on the same text in the same run.
//!
//! The measuring is done by `benches/native.rs`, `benches/browser/` and `benches/instructions.rs`;
//! here they are started on one text, and what they print becomes one report. Times only inform:
//! they depend on the machine. What fails the chore is the budget of instructions, which do not.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{cargo, output, run};
use crate::node::{self, Node};
use crate::{chromium, dist, root, size};

mod instructions;
mod machine;
mod readme;
mod report;
mod results;
mod text;

use results::{Download, Results};

/// What the arguments ask for.
#[derive(Debug, PartialEq)]
struct Options {
    /// Everything once, on little text: shows that the bench works, not what things cost.
    quick: bool,
    /// Write the report and the README's table.
    save: bool,
    /// The folder with the corpora.
    data: PathBuf,
}

/// Measures everything and prints the report.
///
/// # Errors
/// Where the arguments are wrong, a part cannot be built or run, or an instruction count is over
/// its budget.
pub fn bench(arguments: &[String]) -> Result<()> {
    let options = options(arguments)?;
    let node = Node::ready()?;
    let chromium = chromium::find_or_install()?;
    dist::dist()?;
    let folder = root().join("target/bench");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} could not be made", folder.display()))?;
    bundle_peers(&node, &folder)?;
    let sources = text::write(&folder, &options.data, options.quick)?;
    let machine = machine::describe()?;

    println!("Counting instructions.");
    let counts = instructions::count()?;
    println!("Measuring natively.");
    let mut native = cargo(&["bench", "--locked", "--bench", "native", "--"]);
    native.arg(folder.join("text.txt"));
    let mut browser = node.command(["benches/browser/run.js"]);
    browser.env("COPYDESK_DIST", dist::folder());
    browser.env("COPYDESK_CHROMIUM", &chromium);
    browser.env("COPYDESK_BENCH", &folder);
    if options.quick {
        native.arg("--quick");
        browser.arg("--quick");
    }
    let native = json(&output(&mut native)?).context("the native bench did not do its work")?;
    println!("Measuring in Chromium.");
    let browser = json(&output(&mut browser)?).context("the bench in Chromium failed")?;
    let results = Results::new(&[native, browser], downloads(&node, &folder)?, counts)?;

    let report = report::write(&results, &sources, &machine);
    println!("\n{report}");
    if options.save {
        let path = root().join("benches/REPORT.txt");
        std::fs::write(&path, &report)
            .with_context(|| format!("{} could not be written", path.display()))?;
        readme::renew(&report)?;
        println!("Wrote benches/REPORT.txt and the table in README.md.");
    }
    instructions::check(&results.instructions)
}

fn options(arguments: &[String]) -> Result<Options> {
    let mut options = Options {
        quick: false,
        save: false,
        data: root().join("../shared/data"),
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--quick" => options.quick = true,
            "--save" => options.save = true,
            "--data" => {
                let folder = rest.next().context("--data needs a folder after it")?;
                options.data = PathBuf::from(folder);
            }
            _ => bail!(
                "bench knows no {argument}; it takes --quick, --save and --data FOLDER, and none \
                 of them is needed"
            ),
        }
    }
    if options.quick && options.save {
        bail!("what --quick measures is no report to keep: leave out --quick or --save");
    }
    Ok(options)
}

/// Makes one minified module of each peer, as a page that uses it would load.
fn bundle_peers(node: &Node, folder: &Path) -> Result<()> {
    let peers = root().join("benches/peers");
    node::install(&peers)?;
    let mut command = node.command([peers.join("node_modules/esbuild/bin/esbuild")]);
    command
        .current_dir(&peers)
        .args(["compromise.js", "wink.js", "--bundle", "--minify"])
        .args(["--format=esm", "--log-level=warning"])
        .arg(format!("--outdir={}", folder.display()));
    run(&mut command).context("the peers could not be bundled")
}

/// What a page downloads of each program, under brotli.
fn downloads(node: &Node, peers: &Path) -> Result<Vec<Download>> {
    let mut downloads = Vec::new();
    for (part, brotli) in size::parts(node)? {
        downloads.push(Download {
            program: "copydesk",
            part,
            brotli,
        });
    }
    for program in ["compromise", "wink"] {
        let (_, brotli) = size::weigh(node, &peers.join(format!("{program}.js")))?;
        downloads.push(Download {
            program,
            part: "js".to_owned(),
            brotli,
        });
    }
    Ok(downloads)
}

/// What a bench printed.
fn json(printed: &str) -> Result<Value> {
    serde_json::from_str(printed.trim()).context("it printed something that is not JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_refused_in_a_sentence() {
        let read = |arguments: &[&str]| {
            options(&arguments.iter().map(|&s| s.to_owned()).collect::<Vec<_>>())
        };
        assert!(read(&["--quick"]).unwrap().quick);
        assert_eq!(
            read(&["--save", "--data", "corpora"]).unwrap(),
            Options {
                quick: false,
                save: true,
                data: PathBuf::from("corpora")
            }
        );
        for (wrong, says) in [
            (&["--fast"][..], "--fast"),
            (&["--data"], "folder"),
            (&["--quick", "--save"], "leave out"),
        ] {
            let error = read(wrong).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
