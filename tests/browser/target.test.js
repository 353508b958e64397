/** What the element highlights, wherever it stands and whenever it comes: frames, panes, fields, dialogs. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { highlighted, start } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const SCRIPT = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><script type="module" src="/element.js"></script>';

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({ extra: { "/host.html": SCRIPT, "/blank.html": "<!doctype html><html><head></head><body></body></html>" } });
});
after(() => site.close());

/**
 * Opens a page with this in its body; the codes of the element's errors are kept in `codes`, and those of the
 * page's own in `faults`.
 *
 * @param {string} body
 */
async function open(body) {
  const page = await site.page();
  await page.goto(`${site.origin}/host.html`);
  await page.waitForFunction(() => customElements.get("article-highlighter"));
  await page.evaluate((body) => {
    /** @type {string[]} */
    const codes = [];
    /** @type {string[]} */
    const faults = [];
    Object.assign(globalThis, { codes, faults });
    addEventListener("copydesk-error", (event) => codes.push(event.detail.code));
    addEventListener("error", (event) => faults.push(event.message));
    document.body.innerHTML = body;
  }, body);
  return page;
}

/** @param {Page} page */
const codes = (page) => page.evaluate(() => /** @type {any} */ (globalThis).codes);

/** Waits until a person in the text that a page or a frame shows is painted. @param {Page | import("playwright-core").Frame} page @param {string} name */
const isMarked = (page, name) =>
  page.waitForFunction(
    (name) => [...(CSS.highlights.get("copydesk-person") ?? [])].some(({ startContainer: { textContent, isConnected } }) => isConnected && textContent?.includes(name)),
    name,
  );

/** Waits until the people in a page or a frame are painted. @param {Page | import("playwright-core").Frame} page */
const isPainted = (page) => page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);

test("the body of a frame may come after its load, and another may take its place", async () => {
  const page = await open("");
  await page.evaluate(() => {
    // As WordPress does it: what the frame came with is gone when its load is told.
    document.addEventListener("load", ({ target }) => /** @type {any} */ (target).contentDocument?.body.remove(), { capture: true });
    document.body.innerHTML = '<article-highlighter for="#canvas"></article-highlighter>';
  });
  await page.waitForFunction(() => /** @type {any} */ (globalThis).codes.includes("no-target"));
  await page.evaluate(async () => {
    const frame = Object.assign(document.createElement("iframe"), { id: "canvas", src: "/blank.html" });
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    await loaded;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const inside = /** @type {Document} */ (frame.contentDocument);
    const body = inside.createElement("body");
    body.innerHTML = "<p>Mayor Anna Weber spoke.</p>";
    inside.documentElement.append(body);
  });
  const frame = () => /** @type {import("playwright-core").Frame} */ (page.frames()[1]);
  await isPainted(frame());
  await frame().evaluate(() => {
    document.body = document.createElement("body");
    document.body.innerHTML = "<p>Mayor Karl Braun spoke.</p>";
  });
  await isMarked(frame(), "Karl Braun");
  await frame().evaluate(() => document.documentElement.replaceWith(document.implementation.createHTMLDocument().documentElement));
  await frame().evaluate(() => (document.body.innerHTML = "<p>Mayor Maria Lopez spoke.</p>"));
  await isMarked(frame(), "Maria Lopez");
  assert.deepEqual(await codes(page), ["no-target"]);
});
