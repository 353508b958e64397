/** The page in Firefox, where there is one; it is driven over WebDriver BiDi. */

import assert from "node:assert/strict";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { DIST } from "./browser.js";
import { serve } from "./server.js";
import { ARTICLE } from "./article.js";

/** @type {string | null} */
const program = await findFirefox();
const skip = program === null && "There is no firefox or firefox-esr on the PATH. Install one, or say where it is with COPYDESK_FIREFOX.";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import("puppeteer-core").Browser} */
let browser;
before(async () => {
  if (program === null) return;
  server = await serve(DIST);
  browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true, timeout: 120_000, protocolTimeout: 120_000 });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens the page, ready, with the caret in it. */
async function openPage() {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${server.origin}/`);
  await page.waitForFunction(() => document.documentElement.dataset.engine === "ready");
  await page.focus("#article");
  return page;
}

/** @typedef {import("puppeteer-core").Page} Page */

/** @param {Page} page @param {string} content */
const paste = (page, content) =>
  page.evaluate((content) => {
    // Firefox makes the clipboard of an event out of these two fields.
    const init = { dataType: "text/plain", data: content, bubbles: true, cancelable: true };
    document.getElementById("article")?.dispatchEvent(new ClipboardEvent("paste", init));
  }, content);

/** @param {Page} page @param {string} expected */
async function hasText(page, expected) {
  await page.waitForFunction(
    (expected) => [...document.querySelectorAll("#article div div")].map((line) => line.textContent).join("\n") === expected,
    {},
    expected,
  );
}

/** @param {Page} page @param {string} name @param {string} letters */
const isPainted = (page, name, letters) =>
  page.waitForFunction(
    (name, letters) =>
      [...(CSS.highlights.get(name) ?? [])].some(
        ({ startContainer, startOffset, endOffset }) => startContainer.textContent?.slice(startOffset, endOffset) === letters,
      ),
    {},
    name,
    letters,
  );

/** @param {Page} page @param {string} key */
async function withControl(page, key) {
  await page.keyboard.down("Control");
  await page.keyboard.press(/** @type {any} */ (key));
  await page.keyboard.up("Control");
}

test("an article is pasted, painted and listed", { skip }, async () => {
  const page = await openPage();
  await paste(page, ARTICLE);
  await hasText(page, ARTICLE);
  await isPainted(page, "copydesk-person", "Anna Weber");
  await isPainted(page, "copydesk-place", "Berlin");
  await isPainted(page, "copydesk-organization", "World Bank");
  await isPainted(page, "copydesk-quote", "“We will build the bridge,”");
  await page.waitForFunction(() => /Anna Weber/.test(document.querySelector("article-highlighter")?.shadowRoot?.querySelector("ul")?.textContent ?? ""));
  assert.equal(await page.evaluate(() => /** @type {HTMLElement} */ (document.getElementById("notice")).hidden), true);
  await page.close();
});

test("typing, new lines, joins and undo", { skip }, async () => {
  const page = await openPage();
  await page.keyboard.type("Mayor Anna Weber lives in Berlin.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("She spoke. ");
  await hasText(page, "Mayor Anna Weber lives in Berlin.\nShe spoke. ");
  await isPainted(page, "copydesk-person", "Anna Weber");
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await hasText(page, "Mayor Anna Weber lives in Berlin.She spoke. ");
  await withControl(page, "z");
  await hasText(page, "Mayor Anna Weber lives in Berlin.\nShe spoke. ");
  await withControl(page, "a");
  await page.keyboard.type("N");
  await hasText(page, "N");
  await withControl(page, "z");
  await hasText(page, "Mayor Anna Weber lives in Berlin.\nShe spoke. ");
  await withControl(page, "y");
  await hasText(page, "N");
  await page.keyboard.press("Backspace");
  await hasText(page, "");
  await page.keyboard.type("David Chen spoke.");
  await hasText(page, "David Chen spoke.");
  await isPainted(page, "copydesk-person", "David Chen");
  await page.close();
});

test("what is typed after Enter in a long text stands after it", { skip }, async () => {
  const page = await openPage();
  const lines = Array.from({ length: 2000 }, (_, line) => `Line ${line}: Mayor Anna Weber told the council in Berlin that nobody would pay.`);
  await paste(page, lines.join("\n"));
  await hasText(page, lines.join("\n"));
  await page.evaluate(() => {
    const text = /** @type {Text} */ (document.querySelectorAll("#article div div")[1000].firstChild);
    getSelection()?.collapse(text, text.length);
  });
  await page.keyboard.press("Enter");
  await page.keyboard.type("Typed here.");
  await hasText(page, lines.with(1000, `${lines[1000]}\nTyped here.`).join("\n"));
  await page.close();
});

/** @returns {Promise<string | null>} Where Firefox is; null where there is none. */
async function findFirefox() {
  const named = process.env.COPYDESK_FIREFOX;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = named ? [named] : ["firefox", "firefox-esr"].flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const candidate of candidates) {
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  return null;
}
