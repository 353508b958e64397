/** What the element highlights, wherever it stands and whenever it comes: frames, panes, fields, dialogs. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ARTICLE } from "./article.js";
import { highlighted, start } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const SCRIPT = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><script type="module" src="/element.js"></script>';

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  // The tests put styles into their hosts.
  site = await start({ policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'", extra: { "/host.html": SCRIPT, "/blank.html": "<!doctype html><html><head></head><body></body></html>" } });
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

const STORY = ARTICLE.split("\n\n").map((text) => `<p>${text}</p>`).join("");
const ENDING = "Far below, Mayor Karl Braun spoke.";
const PANE = "width: 400px; height: 300px; overflow: auto;";

for (const [name, body] of [
  ["a pane around the text", `<div id="pane" style="${PANE}"><div id="story" contenteditable="true">${STORY.repeat(3)}<p>${ENDING}</p></div></div>`],
  ["the text itself", `<div id="story" style="${PANE}" contenteditable="true">${STORY.repeat(3)}<p>${ENDING}</p></div>`],
  ["a pane in the text", `<div id="story" contenteditable="true"><div style="${PANE}">${STORY.repeat(3)}<p>${ENDING}</p></div></div>`],
  ["a textarea", `<textarea id="story" style="width: 400px; height: 200px">${`${ARTICLE}\n\n`.repeat(3)}${ENDING}</textarea>`],
  ["an input", `<input id="story" size="20" value="It was said that far to the right, behind all of this, Mayor Karl Braun spoke, and that others went on.">`],
  ["a textarea in a pane", `<div style="${PANE}"><p style="height: 900px">Above</p><textarea id="story" style="width: 300px; height: 200px">${`${ARTICLE}\n\n`.repeat(3)}${ENDING}</textarea></div>`],
]) {
  test(`going to a mark scrolls ${name}`, async () => {
    const page = await open(`${body}<p style="height: 2000px"></p><article-highlighter for="#story"></article-highlighter>`);
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis());
    const { clips, isIn, isInWindow, top } = await page.evaluate(async () => {
      const element = /** @type {any} */ (document.querySelector("article-highlighter"));
      const { entities, mentions } = element.getAnalysis();
      const { start, end } = mentions[entities.find((/** @type {any} */ each) => each.name === "Karl Braun").mentions[0]];
      element.jump({ start, end });
      for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
      const field = /** @type {any} */ (document.getElementById("story"));
      const selection = /** @type {Selection} */ (getSelection());
      const range = field.createValueRange?.(start, end) ?? selection.getRangeAt(0);
      const box = range.getBoundingClientRect();
      const clips = [];
      for (let each = field.createValueRange ? field : range.startContainer.parentElement; each; each = each.parentElement) {
        if (each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth) clips.push(each.getBoundingClientRect());
      }
      const isIn = clips.every(({ left, right, top, bottom }) => box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom);
      return { clips: clips.length, isIn, isInWindow: box.top >= 0 && box.bottom <= innerHeight, top: scrollY };
    });
    assert.ok(clips >= 2, "what scrolls and the page");
    assert.deepEqual({ isIn, isInWindow, top }, { isIn: true, isInWindow: true, top: 0 }, "it is in view, and the page stays");
  });
}
