/** A small static server on loopback, with the headers that Copydesk advises for production. */

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".wasm", "application/wasm"],
]);

/** The policy that production is advised to send. */
export const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

/**
 * Serves a folder on a free port.
 *
 * @param {string} folder Absolute path.
 * @param {{ policy?: string | ((path: string) => string), missing?: string[], extra?: Record<string, string> }} [options]
 *   `policy`: the content security policy of every answer, or of the answer for a path; `missing`: paths answered with 404;
 *   `extra`: scripts, style sheets and pages by path that are served besides the folder's files.
 * @returns {Promise<{ origin: string, close(): Promise<void> }>}
 */
export async function serve(folder, { policy = POLICY, missing = [], extra = {} } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const headers = { "content-security-policy": typeof policy === "string" ? policy : policy(path), "cache-control": "no-store", "access-control-allow-origin": "*" };
    const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    try {
      if (missing.includes(path) || !file.startsWith(folder + sep)) throw new Error("not served");
      const content = extra[path] ?? (await readFile(file));
      const type = path in extra && !/\.(js|css)$/.test(path) ? ".html" : extname(file);
      response.writeHead(200, { ...headers, "content-type": TYPES.get(type) ?? "application/octet-stream" });
      response.end(content);
    } catch {
      response.writeHead(404, headers);
      response.end("There is no such file.");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
