/** The browser that the tests drive, the site that they open in it, and what they ask the page. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.js";

/** @typedef {import("playwright-core").Page} Page */

/** The built site; `cargo xtask test` says where it is. */
export const DIST = fromEnvironment("COPYDESK_DIST");

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Starts a browser and a server for one test file.
 *
 * @param {Parameters<typeof serve>[1]} [options]
 */
export async function start(options) {
  const server = await serve(DIST, options);
  const browser = await chromium.launch({
    executablePath: fromEnvironment("COPYDESK_CHROMIUM"),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  return {
    origin: server.origin,
    /**
     * A page of its own profile, with the errors that it logs.
     *
     * @param {import("playwright-core").BrowserContextOptions} [settings]
     */
    async page(settings) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...settings });
      return context.newPage();
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Opens Copydesk's page and waits until its engine is ready.
 *
 * @param {Page} page
 * @param {string} origin
 */
export async function open(page, origin) {
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => document.documentElement.dataset.engine === "ready");
  return page.getByRole("textbox", { name: "Article" });
}

/**
 * Pastes as a person does, with what a program would put on the clipboard.
 *
 * @param {Page} page
 * @param {Record<string, string>} content Media types and what is on the clipboard for each.
 */
export async function paste(page, content) {
  const article = page.getByRole("textbox", { name: "Article" });
  await article.focus();
  await article.evaluate((element, content) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(content)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, content);
}

/**
 * The text of the article, read apart from Copydesk's own reading: its paragraphs, by lines.
 *
 * @param {Page} page
 */
export function articleText(page) {
  return page.evaluate(() =>
    [.../** @type {HTMLElement} */ (document.getElementById("article")).querySelectorAll("div")]
      .filter((paragraph) => !paragraph.querySelector("div"))
      .map((paragraph) => paragraph.textContent)
      .join("\n"),
  );
}

/**
 * The letters under every range of a highlight, in the order of the document.
 *
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<string[]>}
 */
export function highlighted(page, name) {
  return page.evaluate((name) => {
    const ranges = [...(CSS.highlights.get(name) ?? [])].map((each) => {
      const range = document.createRange();
      range.setStart(each.startContainer, each.startOffset);
      range.setEnd(each.endContainer, each.endOffset);
      return range;
    });
    ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    return ranges.map(String);
  }, name);
}

/**
 * The sample articles of the repository and, where it is there, the one in `../shared/seeds`.
 *
 * @returns {Promise<{ name: string, text: string, shared: boolean }[]>}
 */
export async function articles() {
  const found = [];
  for (const [folder, shared] of /** @type {const} */ ([
    [join(ROOT, "seeds/articles"), false],
    [join(ROOT, "../shared/seeds"), true],
  ])) {
    const files = await readdir(folder).catch(() => []);
    for (const file of files.sort()) {
      if (!file.endsWith(".txt") || file.endsWith(".gold.txt") || file === "REPORT.txt") continue;
      const text = await readFile(join(folder, file), "utf8");
      found.push({ name: file, text: text.trimEnd(), shared });
    }
  }
  return found;
}

/** @param {string} name */
function fromEnvironment(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the browser tests with: cargo xtask test`);
  return value;
}
