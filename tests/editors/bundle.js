/** Bundles the editors, each from its own npm package, once for a run. */

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/**
 * The files of pages with an editor each: a script that makes `globalThis.host`, and its styles.
 *
 * @param {readonly string[]} names Of modules in `hosts/`.
 * @param {readonly string[]} paragraphs What each editor holds at first.
 * @returns {Promise<Record<string, string>>} Content by path.
 */
export async function bundle(names, paragraphs) {
  const { outputFiles } = await build({
    absWorkingDir: FOLDER,
    entryPoints: names.map((name) => ({ in: `host:${name}`, out: name })),
    outdir: "/hosts",
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    // What is tested is what dist/ ships.
    external: ["/adapters/*"],
    logLevel: "error",
    loader: { ".woff": "dataurl", ".woff2": "dataurl", ".svg": "dataurl" },
    plugins: [
      {
        name: "host",
        setup(builder) {
          builder.onResolve({ filter: /^host:/ }, ({ path }) => ({ path: path.slice("host:".length), namespace: "host" }));
          // WordPress scales pictures with a library of 18 MB, which no text needs.
          builder.onResolve({ filter: /^(@wordpress\/vips|wasm-vips)/ }, () => ({ path: "none", namespace: "none" }));
          builder.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {};" }));
          builder.onLoad({ filter: /.*/, namespace: "host" }, ({ path }) => ({
            resolveDir: FOLDER,
            contents: `import { make } from "./hosts/${path}.js";
              globalThis.host = await make(document.getElementById("place"), ${JSON.stringify(paragraphs)});`,
          }));
        },
      },
    ],
  });
  /** @type {Record<string, string>} */
  const files = {};
  for (const { path, text } of outputFiles) files[path] = text;
  for (const name of names) {
    const styles = `/hosts/${name}.css` in files ? `<link rel="stylesheet" href="/hosts/${name}.css">` : "";
    files[`/hosts/${name}.html`] =
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>${styles}<div id="place"></div><script type="module" src="/hosts/${name}.js"></script>`;
  }
  return files;
}
