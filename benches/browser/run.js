/**
 * The bench in Chromium: `cargo xtask bench` starts it and reads what it prints, all series as JSON.
 * Reads COPYDESK_DIST and COPYDESK_CHROMIUM, as the tests do, and COPYDESK_BENCH: a folder with the
 * text (`text.txt`), the article that pages open with (`sample.txt`) and the peers' bundles. With
 * the argument `--quick` everything is done once, on little text.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { analysis } from "./analysis.js";
import { opening } from "./opening.js";
import { pasting } from "./pasting.js";
import { Recorder } from "./series.js";
import { serve } from "./server.js";
import { typingInHost, typingInPage } from "./typing.js";

/**
 * @typedef {object} Bench
 * @property {import("playwright-core").Browser} browser
 * @property {import("./server.js").Site} site
 * @property {Recorder} record
 * @property {string} text
 * @property {string} sample
 */

const quick = process.argv.includes("--quick");
const folder = fromEnvironment("COPYDESK_BENCH");
const text = await readFile(join(folder, "text.txt"), "utf8");
const sample = (await readFile(join(folder, "sample.txt"), "utf8")).trimEnd();
const site = await serve([
  ["/", fromEnvironment("COPYDESK_DIST")],
  ["/bench/", fileURLToPath(new URL("site", import.meta.url))],
  ["/bench/", folder],
]);
const browser = await chromium.launch({
  executablePath: fromEnvironment("COPYDESK_CHROMIUM"),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const record = new Recorder();
/** @type {Bench} */
const bench = { browser, site, record, text, sample };
try {
  await opening(bench, quick ? 1 : 9);
  await analysis(bench, quick ? 1 : 5, Buffer.byteLength(text));
  await typingInHost(bench, quick ? 4e3 : 4e4, quick ? 1 : 4);
  await typingInPage(bench, quick ? 4e3 : 6e5, quick ? 1 : 4);
  await pasting(bench, quick ? 4e3 : 1e6, quick ? 1 : 9);
} finally {
  await browser.close();
  await site.close();
}
console.log(JSON.stringify({ chromium: browser.version(), node: process.version, series: record.all() }));

/** @param {string} name */
function fromEnvironment(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the bench with: cargo xtask bench`);
  return value;
}
