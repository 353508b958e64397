/** The package in a host that Vite builds: without a setting, and with no file put anywhere by hand. */

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, createServer } from "vite";
import { ARTICLE } from "../browser/article.js";
import { DIST, start } from "../browser/browser.js";

const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<div id="story" contenteditable="true">${ARTICLE.split("\n\n").map((text) => `<p>${text}</p>`).join("")}</div>
<article-highlighter for="#story"></article-highlighter>
<script type="module" src="/host.js"></script>`;

const SCRIPT = `
import "copydesk/element";
import { formats } from "copydesk/formats";
globalThis.formats = formats.length;
`;

/** @type {string} */
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "copydesk-vite-"));
  mkdirSync(join(folder, "node_modules"));
  cpSync(DIST, join(folder, "node_modules/copydesk"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "dependencies": { "copydesk": "*" } }');
  writeFileSync(join(folder, "index.html"), HOST);
  writeFileSync(join(folder, "host.js"), SCRIPT);
});
after(() => rmSync(folder, { recursive: true }));

/**
 * Opens a host and waits until its names are marked.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} address
 */
async function isMarked(page, address) {
  await page.addInitScript(() => {
    /** @type {any[]} */
    const told = [];
    Object.assign(globalThis, { told });
    for (const type of ["ready", "error"]) {
      addEventListener(`copydesk-${type}`, (event) => told.push(/** @type {CustomEvent} */ (event).detail));
    }
  });
  await page.goto(address);
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) >= 4 || /** @type {any} */ (globalThis).told.some((/** @type {any} */ each) => each.code));
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).told), [{ place: "worker" }]);
  assert.ok((await page.evaluate(() => /** @type {any} */ (globalThis).formats)) > 3);
}

test("what vite build writes runs, the engine in a worker, under a strict policy", async (context) => {
  await build({ root: folder, logLevel: "warn" });
  const site = await start({ folder: join(folder, "dist") });
  context.after(() => site.close());
  await isMarked(await site.page(), `${site.origin}/`);
});

test("Vite's development server runs it too", async (context) => {
  const server = await createServer({ root: folder, logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  context.after(() => server.close());
  const site = await start();
  context.after(() => site.close());
  await isMarked(await site.page(), /** @type {string[]} */ (server.resolvedUrls?.local)[0]);
});
