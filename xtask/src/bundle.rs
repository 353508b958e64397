//! The modules of `www/` as a page downloads them: few files, minified.
//!
//! In `www/` there is a module for each thing; a browser that asks for thirty files one after another
//! shows the first highlight late. So what several entries need goes into one file beside them, and
//! each entry keeps its own name.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command::run;
use crate::node::Node;

/// Modules that keep their names, and the file that holds what they share.
struct Bundle {
    entries: &'static [&'static str],
    /// The name of the file without its ending, and modules that with all that they import go into
    /// it; none where each entry stands for itself.
    shared: Option<(&'static str, &'static [&'static str])>,
    /// What stays an import: it is an entry of another bundle.
    apart: &'static [&'static str],
}

const BUNDLES: [Bundle; 3] = [
    Bundle {
        entries: &[
            "element.js",
            "page.js",
            "connection.js",
            "adapters/ckeditor5.js",
            "adapters/codemirror.js",
            "adapters/dom.js",
            "adapters/prosemirror.js",
            "adapters/tiptap.js",
        ],
        shared: Some((
            "host",
            &[
                "adapters/prosemirror.js",
                "card.js",
                "connection.js",
                "editor.js",
                "highlighter.js",
                "house-list.js",
                "keys.js",
                "lists.js",
            ],
        )),
        apart: &["./responder.js"],
    },
    Bundle {
        entries: &["copydesk.js", "formats.js", "responder.js"],
        shared: Some(("engine", &["responder.js"])),
        apart: &["node:*"],
    },
    // The worker is asked for alone, and the first highlight waits for it: it has its own engine.
    Bundle {
        entries: &[
            "worker.js",
            "start.js",
            "newsroom.js",
            "types.js",
            "page.css",
            "embed.css",
            "examples/examples.css",
        ],
        shared: None,
        apart: &["node:*"],
    },
];

/// Whether the file at `path` of the site, with `/` between its parts, is only read by [`bundle`] and
/// not shipped as it is. The examples are shipped as people would write them, and so is the module
/// that tells of its messages to whoever reads it.
pub fn is_source(path: &str) -> bool {
    let is_module = path.ends_with(".js") && !path.starts_with("examples/") && path != "embed.js";
    is_module || path.ends_with(".css")
}

/// Writes the bundles of the modules in `source` into `folder`.
///
/// # Errors
/// Where a file cannot be written, or a module does not stand what its importers ask of it.
pub fn bundle(node: &Node, source: &Path, folder: &Path) -> Result<()> {
    for bundle in &BUNDLES {
        let mut command = node.tool("esbuild/bin/esbuild", bundle.entries);
        command
            .current_dir(source)
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--log-level=warning",
            ])
            // What a module does when it is imported counts, whatever the package says of it.
            .arg("--ignore-annotations")
            .arg("--outbase=.")
            .arg(format!("--outdir={}", folder.display()))
            .args(bundle.apart.iter().map(|path| format!("--external:{path}")));
        if let Some((name, modules)) = bundle.shared {
            // Every entry gets all of them, so that what is shared is one file and not one for each
            // set of entries.
            let path = source.join(format!("{name}.inject.js"));
            let imports: Vec<String> = modules
                .iter()
                .map(|module| format!("import \"./{module}\";\n"))
                .collect();
            std::fs::write(&path, imports.concat())
                .with_context(|| format!("{} could not be written", path.display()))?;
            command
                .arg("--splitting")
                .arg(format!("--chunk-names={name}"))
                .arg(format!("--inject:./{name}.inject.js"));
        }
        run(&mut command).with_context(|| {
            format!(
                "the modules {} could not be bundled",
                bundle.entries.join(", ")
            )
        })?;
    }
    Ok(())
}

/// `html` with the one shared module of the page named in place of those that it names in `www/`.
pub fn preload_bundle(html: &str) -> String {
    let is_preload = |line: &&str| line.starts_with("<link rel=\"modulepreload\"");
    let mut lines: Vec<&str> = html.lines().filter(|line| !is_preload(line)).collect();
    if let Some(first) = html.lines().position(|line| is_preload(&line)) {
        lines.insert(first, "<link rel=\"modulepreload\" href=\"host.js\">");
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_styles_are_bundled_and_examples_are_not() {
        for path in ["element.js", "adapters/dom.js", "page.css"] {
            assert!(is_source(path), "{path}");
        }
        for path in [
            "embed.js",
            "examples/form.js",
            "index.html",
            "copydesk_bg.wasm",
            "copydesk.d.ts",
        ] {
            assert!(!is_source(path), "{path}");
        }
    }

    #[test]
    fn a_page_preloads_the_one_file_that_its_modules_share() {
        let html = "<script src=\"page.js\"></script>\n\
                    <link rel=\"modulepreload\" href=\"card.js\">\n\
                    <link rel=\"modulepreload\" href=\"frames.js\">\n</head>\n";
        assert_eq!(
            preload_bundle(html),
            "<script src=\"page.js\"></script>\n<link rel=\"modulepreload\" href=\"host.js\">\n</head>\n"
        );
        assert_eq!(preload_bundle("<p>\n"), "<p>\n");
    }
}
