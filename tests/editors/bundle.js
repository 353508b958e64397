/** Bundles the editors, each from its own npm package. */

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/**
 * Modules that export what `hosts/` does, with an editor in each, and their style sheets.
 *
 * @param {readonly string[]} names Of modules in `hosts/`.
 * @returns {Promise<Map<string, string>>} Content by name, with its ending.
 */
export async function bundle(names) {
  const { outputFiles } = await build({
    absWorkingDir: FOLDER,
    entryPoints: names.map((name) => ({ in: `hosts/${name}.js`, out: name })),
    outdir: "/",
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    // What is tested and shown is what stands beside the page.
    external: ["/adapters/*"],
    logLevel: "error",
    loader: { ".woff": "dataurl", ".woff2": "dataurl", ".svg": "dataurl" },
  });
  return new Map(outputFiles.map(({ path, text }) => [path.slice(1), text]));
}

/**
 * A page with an editor, which its script calls `host`.
 *
 * @param {string} name Of the module in `hosts/`.
 * @param {Map<string, string>} files What `bundle` made, served below `/hosts/`.
 * @param {readonly string[]} paragraphs What the editor holds at first.
 */
export function hostPage(name, files, paragraphs) {
  const styles = files.has(`${name}.css`) ? `<link rel="stylesheet" href="/hosts/${name}.css">` : "";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>${styles}<div id="place"></div><script type="module">
    import { make } from "/hosts/${name}.js";
    globalThis.host = await make(document.getElementById("place"), ${JSON.stringify(paragraphs)});
  </script>`;
}
