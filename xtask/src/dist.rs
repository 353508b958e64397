//! `cargo xtask dist`: the static site and the npm package in one folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{output, run};
use crate::node::Node;
use crate::{bundle, files_below, root, site, wasm};

/// Writes `dist/` anew. Where that fails, no half of it is left behind.
///
/// # Errors
/// Where Node is missing, the build fails, the types of the modules are wrong, or the folder cannot
/// be written.
pub fn dist() -> Result<()> {
    let node = Node::ready().context("dist needs Node (cargo xtask serve does not)")?;
    let folder = folder();
    let written = write(&node, &folder);
    if written.is_err() && folder.exists() {
        std::fs::remove_dir_all(&folder)
            .with_context(|| format!("{} could not be removed", folder.display()))?;
    }
    written?;
    println!(
        "Wrote {} files to {}.",
        files_below(&folder)?.len(),
        folder.display()
    );
    println!("For <script integrity> and import maps, under sha384:");
    for (name, hash) in integrity(&node, &folder)? {
        println!("  {hash}  {name}");
    }
    Ok(())
}

/// The entries of the package, each with its value for the attribute `integrity`. Node has the hash built in, and there is no
/// `dist/` without Node.
fn integrity(node: &Node, folder: &Path) -> Result<Vec<(String, String)>> {
    let script = "const hash = require('node:crypto').createHash('sha384');\
                  hash.update(require('node:fs').readFileSync(process.argv[1]));\
                  console.log('sha384-' + hash.digest('base64'));";
    let mut hashes = Vec::new();
    for name in [
        "copydesk.js",
        "copydesk_bg.wasm",
        "element.js",
        "engine.js",
        "host.js",
        "worker.js",
    ] {
        let printed = output(node.command(["--eval", script]).arg(folder.join(name)))?;
        hashes.push((name.to_owned(), printed.trim().to_owned()));
    }
    Ok(hashes)
}

/// The folder that `dist` writes.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// Writes everything into `folder`.
fn write(node: &Node, folder: &Path) -> Result<()> {
    let bindings = wasm::build()?;
    let modules = bindings.with_file_name("copydesk-modules");
    for old in [folder, &modules] {
        if old.exists() {
            std::fs::remove_dir_all(old)
                .with_context(|| format!("{} could not be emptied", old.display()))?;
        }
    }
    for (path, content) in site::files(&bindings)? {
        let bytes = content.read()?;
        if bundle::is_source(&path) {
            put(&modules.join(path), &bytes)?;
        } else if path == "index.html" {
            let html = String::from_utf8(bytes).context("index.html is not UTF-8")?;
            put(&folder.join(path), bundle::preload_bundle(&html).as_bytes())?;
        } else {
            put(&folder.join(path), &bytes)?;
        }
    }
    bundle::bundle(node, &modules, folder)?;
    optimize(node, &folder.join("copydesk_bg.wasm"))?;
    declare(node).context("the types of the modules in www/ could not be written")
}

/// Writes a file, and the folder that it lies in.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let parent = path.parent().expect("each file lies in a folder");
    std::fs::create_dir_all(parent)
        .and_then(|()| std::fs::write(path, bytes))
        .with_context(|| format!("{} could not be written", path.display()))
}

/// Rewrites the module at `path` smaller and no slower. Which features it may use wasm-opt reads
/// from the section that rustc left in it. Its inlining stays off: LLVM has inlined what pays, and
/// a second round made the module larger under brotli and slower in V8 when both were measured.
fn optimize(node: &Node, path: &Path) -> Result<()> {
    let mut command = node.tool(
        "binaryen/bin/wasm-opt",
        [
            "-O2",
            "--shrink-level=1",
            "--skip-pass=inlining-optimizing",
            // No engine asks either, and brotli does better without.
            "--dealign",
            "--strip-target-features",
        ],
    );
    command.arg(path).arg("--output").arg(path);
    run(&mut command).context("wasm-opt could not work on the module")
}

/// Writes a `.d.ts` beside each module in `dist/`, from the types in its comments.
fn declare(node: &Node) -> Result<()> {
    run(&mut node.tool(
        "typescript/bin/tsc",
        ["--project", "xtask/tsconfig.dist.json"],
    ))
}
