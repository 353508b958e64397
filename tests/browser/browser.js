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
 * How many times slower than this machine the pages' own threads run; the environment may say so,
 * to see whether a test depends on the machine's pace.
 */
const SLOWDOWN = Number(process.env.COPYDESK_SLOWDOWN ?? 1);

/** Milliseconds that a test waits for what it asks for, before it fails; a busy machine needs long. */
export const PATIENCE = 60_000 * SLOWDOWN;

/**
 * Starts a browser and a server for one test file.
 *
 * @param {Parameters<typeof serve>[1] & { folder?: string }} [options] `folder`: what is served, instead of the built site.
 */
export async function start({ folder = DIST, ...options } = {}) {
  const server = await serve(folder, options);
  const browser = await chromium.launch({
    executablePath: fromEnvironment("COPYDESK_CHROMIUM"),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  /** @type {import("playwright-core").BrowserContext | undefined} */
  let context;
  return {
    origin: server.origin,
    /**
     * A page of its own profile; the one before it is closed.
     *
     * @param {import("playwright-core").BrowserContextOptions} [settings]
     */
    async page(settings) {
      await context?.close();
      context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...settings });
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      if (SLOWDOWN > 1) {
        const session = await context.newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
      }
      return page;
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
 * Waits until a highlight lies on these words, each as often as it is listed, and on nothing else.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string[]} words In any order.
 */
export async function paints(page, name, words) {
  await page.waitForFunction(
    ([name, expected]) =>
      [...(CSS.highlights.get(name) ?? [])]
        .map(({ startContainer, startOffset, endContainer, endOffset }) => {
          const range = document.createRange();
          range.setStart(startContainer, startOffset);
          range.setEnd(endContainer, endOffset);
          return String(range);
        })
        .sort()
        .join("|") === expected,
    /** @type {[string, string]} */ ([name, words.toSorted().join("|")]),
  );
}

/**
 * Where the first place of some words in the article is on the screen.
 *
 * @param {Page} page
 * @param {string} words They stand in one text node.
 * @returns {Promise<{ left: number, top: number, width: number, height: number }>} CSS pixels.
 */
export function boxOf(page, words) {
  return page.evaluate((words) => {
    const walker = document.createTreeWalker(/** @type {Node} */ (document.getElementById("article")), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(words) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      return range.getBoundingClientRect().toJSON();
    }
    throw new Error(`${words} is not in the article`);
  }, words);
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
export function fromEnvironment(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the browser tests with: cargo xtask test`);
  return value;
}
