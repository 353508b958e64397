/**
 * The bench's server on loopback: sends what it has under brotli, as production would, and isolates
 * the pages, since only then their clocks are finer than 0.1 ms.
 */

import { createServer } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".wasm", "application/wasm"],
]);

/**
 * Serves what lies in some folders now; nothing is read or compressed while somebody waits for it.
 *
 * @param {[string, string][]} folders The path that each is served at, such as `/bench/`, and the folder.
 * @returns {Promise<Site>}
 *
 * @typedef {object} Site
 * @property {string} origin
 * @property {(path: string, html: string) => void} put Serves one more page.
 * @property {() => Promise<void>} close
 */
export async function serve(folders) {
  /** @type {Map<string, { type: string, body: Buffer }>} */
  const files = new Map();
  /** @param {string} path @param {string | Buffer} content */
  const put = (path, content) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: content.length > 1e6 ? 9 : 11 };
    const type = TYPES.get(extname(path)) ?? "application/octet-stream";
    files.set(path, { type, body: brotliCompressSync(content, { params }) });
  };
  for (const [base, folder] of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !TYPES.has(extname(entry.name))) continue;
      const file = join(entry.parentPath, entry.name);
      put(base + relative(folder, file).split(sep).join("/"), await readFile(file));
    }
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = files.get(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    response.writeHead(file ? 200 : 404, {
      "cache-control": "no-store",
      "content-type": file?.type ?? "text/plain",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      ...(file && { "content-encoding": "br" }),
    });
    response.end(file?.body ?? "There is no such file.");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    put,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
