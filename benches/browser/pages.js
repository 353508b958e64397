/** What the parts of the bench ask of a page. */

import { fileURLToPath } from "node:url";

/** @typedef {import("playwright-core").Page} Page */

/** The script that notes when a page shows something. */
const PROBE = fileURLToPath(new URL("site/probe.js", import.meta.url));

/**
 * A page with nothing in its cache, in a process of its own.
 *
 * @param {import("playwright-core").Browser} browser
 * @returns {Promise<Page>}
 */
export async function newPage(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ path: PROBE });
  return context.newPage();
}

/** Milliseconds after which a new window is at rest, and a page that is ready. */
export const SETTLED = 1000;

/**
 * Copydesk's own page, ready and at rest, as whoever pastes into it finds it.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 */
export async function readyPage(browser, origin) {
  const page = await newPage(browser);
  await page.goto(`${origin}/`);
  await until(page, () => document.documentElement.dataset.engine === "ready");
  await page.waitForTimeout(SETTLED);
  return page;
}

/**
 * Waits until something holds in a page. Playwright's `waitForFunction` is not for pages whose frames are
 * measured: what it leaves there makes every later frame dearer.
 *
 * @param {Page} page
 * @param {(given: any) => unknown} condition Runs in the page.
 * @param {any} [given] What it is called with.
 * @param {number} [pause] Milliseconds between one look and the next.
 */
export async function until(page, condition, given, pause = 50) {
  while (!(await page.evaluate(condition, given))) await page.waitForTimeout(pause);
}

/**
 * Runs in Copydesk's page: pastes as soon as its editor stands, in a task of its own, as the browser
 * would.
 *
 * @param {string} text
 */
export function paste(text) {
  const tryPaste = () => {
    const editor = document.getElementById("article");
    if (!editor?.isContentEditable) return void setTimeout(tryPaste);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    editor.focus();
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  };
  setTimeout(tryPaste);
}

/**
 * Waits until all of a text stands in Copydesk's page, and highlights in it.
 *
 * @param {Page} page
 * @param {string} text
 */
export async function shown(page, text) {
  const letters = text.replaceAll("\n", "").length;
  await until(
    page,
    (letters) =>
      [...CSS.highlights.values()].some((highlight) => highlight.size > 0) &&
      (document.getElementById("article")?.textContent ?? "").length >= letters,
    letters,
    // Reading a megabyte is work, too, and must not be what is measured: cheaply and seldom.
    1000,
  );
}

/** @param {string} text */
export function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
