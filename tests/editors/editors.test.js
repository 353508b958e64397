/**
 * The editors that newsrooms use, each with Copydesk and without: one and the same keys are sent to
 * both, and what comes of them must be the same.
 */

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { DIST, PATIENCE } from "../browser/browser.js";
import { ARTICLE } from "../browser/article.js";
import { bundle, hostPage } from "./bundle.js";
import { EDITORS } from "./editors.js";
import { editAtRandom, press, type } from "./keys.js";
import { expected, painted } from "./marks.js";
import { startSite } from "./site.js";

const RANDOM_EDITS = 1000;

/** After how many of them the editors are compared, so that a failure tells where they parted. */
const STRETCH = 100;

/** How many editors are tested at a time. */
const SIDE_BY_SIDE = availableParallelism() + 1;

/** The keys that move the caret along the text. */
const ALONG = ["ArrowLeft", "ArrowRight", "Home", "End"];

/** And from line to line, as far from the border as before. */
const ACROSS = ["ArrowUp", "ArrowDown"];

/** When the pages think that it is, in milliseconds. */
const BEGINNING = Date.UTC(2030, 0, 1);

/** Editors put styles into their page, and WordPress a script into the frame of its canvas. */
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; frame-src 'self' blob:; img-src 'self' data: blob:; font-src 'self' data:";

const paragraphs = ARTICLE.split("\n\n");

/**
 * @typedef {object} Side One page.
 * @property {import("playwright-core").Page} page
 * @property {import("playwright-core").CDPSession} keyboard
 * @property {string[]} faults What nobody caught in the page.
 */

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
/** @type {any} */
let engine;
before(async () => {
  const files = await bundle(EDITORS.map(({ name }) => name));
  /** @type {Record<string, string>} */
  const extra = {};
  for (const [name, content] of files) extra[`/hosts/${name}`] = content;
  for (const { name } of EDITORS) extra[`/hosts/${name}.html`] = hostPage(name, files, paragraphs);
  site = await startSite({ extra, policy: POLICY });
  const { load } = await import(pathToFileURL(`${DIST}/copydesk.js`).href);
  engine = await load();
});
after(() => site?.close());

// Most of the time goes by in waiting for the next frame, so some editors are tested side by side.
describe("with Copydesk and without, each key does the same", { concurrency: SIDE_BY_SIDE }, () => {
  for (const editor of EDITORS) {
    const { name, own } = editor;
    test(`${name}, with CSS highlights${own ? " and with its own decorations" : ""}`, async (context) => {
      const pages = await site.pages();
      context.after(() => pages.close());
      await check(editor, pages);
    });
  }
});

for (const { name } of EDITORS.filter(({ own }) => own)) {
  test(`${name}: an editor that is destroyed or not mounted is told of with its cure`, async (context) => {
    const pages = await site.pages();
    context.after(() => pages.close());
    const side = await open(name, pages);
    const { page } = side;
    /** @param {string} what */
    const isTold = async (what) => {
      await page.evaluate((what) => /** @type {any} */ (globalThis).host[what](), what);
      await attach(side, true);
      const [{ code, message }] = await page.waitForFunction(() => /** @type {any} */ (globalThis).host.errors.length > 0 && /** @type {any} */ (globalThis).host.errors).then((errors) => errors.jsonValue());
      assert.equal(code, "no-target");
      assert.match(message, /connect the new one, once it is mounted/);
      assert.deepEqual((await traces(page)).filter((each) => each !== "style sheet"), []);
    };
    if (await page.evaluate(() => "mount" in /** @type {any} */ (globalThis).host)) {
      await isTold("unmount");
      await page.evaluate(() => {
        const { host } = /** @type {any} */ (globalThis);
        host.mount();
        host.errors.length = 0;
      });
      await areRight(side, "once it is mounted");
      await page.evaluate(() => document.querySelector("article-highlighter")?.remove());
    }
    await isTold("destroy");
    await page.evaluate(() => document.querySelector("article-highlighter")?.remove());
    assert.deepEqual(await traces(page), []);
    assert.deepEqual(side.faults, []);
  });
}

/**
 * @param {import("./editors.js").Editor} editor
 * @param {{ open(): Promise<import("playwright-core").Page> }} pages
 */
async function check({ name, own, leavesColumn }, pages) {
  const plain = await open(name, pages);
  const marked = [await open(name, pages)];
  await attach(marked[0], false);
  if (own) {
    marked.push(await open(name, pages));
    await attach(marked[1], true);
  }
  const all = [plain, ...marked];
  /** @param {string} when */
  const marksAreRight = async (when) => {
    for (const side of marked) await areRight(side, when);
  };
  let steps = 0;
  /** @param {string} what @param {(side: Side) => Promise<unknown>} step */
  const inAll = async (what, step) => {
    steps += 1;
    await Promise.all(
      all.map(async (side) => {
        // Editors that gather what is typed within a time into one step of undo see time stand still in a step.
        await side.page.clock.setFixedTime(BEGINNING + steps * 60_000);
        await settled(side.page);
        await step(side);
      }),
    );
    await same(all, what);
  };

  await marksAreRight("at the start");
  await same(all, "at the start");
  await inAll("after a click", ({ page }) => clickAtEnd(page, 0));
  await inAll("after typing", (side) => typed(side, ", said Karl Braun in Paris"));
  await inAll("after a line break", async (side) => {
    await press(side.keyboard, "Enter");
    await settled(side.page);
    await typed(side, "Anna Weber agreed.");
  });
  await marksAreRight("after typing");
  // The browser tells of a caret's move later than it makes it; marks that are drawn in between must not undo the move.
  await inAll("after a move of the caret just before marks are drawn", async (side) => {
    const { page } = side;
    await page.evaluate(() => {
      /** @type {any} */ (globalThis).host.root().ownerDocument.getSelection().modify("move", "left", "word");
      document.querySelector("article-highlighter")?.setAttribute("kinds", "person");
    });
    await settled(page);
    await typed(side, "then ");
    await page.evaluate(() => document.querySelector("article-highlighter")?.removeAttribute("kinds"));
  });
  await marksAreRight("after kinds were hidden and shown");
  await inAll("after a paste", ({ page }) => paste(page, " Then Maria Lopez of the World Bank spoke."));
  await inAll("while an input method composes", async ({ keyboard, page }) => {
    for (const text of ["k", "ka", "か"]) {
      await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await settled(page);
    }
  });
  await inAll("after it composed", ({ keyboard }) => keyboard.send("Input.insertText", { text: "かな" }));
  await marksAreRight("after a paste and an input method");
  for (let step = 1; step <= 6; step++) {
    await inAll(`after ${step} times undo`, ({ page }) => page.keyboard.press("Control+z"));
  }
  for (let step = 1; step <= 6; step++) {
    await inAll(`after ${step} times redo`, ({ page }) => page.keyboard.press("Control+Shift+z"));
  }
  await marksAreRight("after undo and redo");
  const ways = leavesColumn ? ALONG : [...ALONG, ...ACROSS];
  for (let made = STRETCH; made <= RANDOM_EDITS; made += STRETCH) {
    await inAll(`after ${made} random edits`, ({ keyboard, page }) =>
      editAtRandom(keyboard, made, STRETCH, ways, () => settled(page)),
    );
    await marksAreRight(`after ${made} random edits`);
  }

  for (const { page } of marked) {
    await page.evaluate(() => document.querySelector("article-highlighter")?.remove());
    assert.deepEqual(await traces(page), [], "something of Copydesk is left");
  }
  await same(all, "after the element was taken away");
  await inAll("after typing without it", (side) => typed(side, "Done"));

  for (const [index, side] of marked.entries()) {
    const { page } = side;
    await attach(side, index === 1);
    await areRight(side, "with a new element");
    await page.evaluate(() => /** @type {any} */ (globalThis).host.destroy());
    await page.waitForFunction(() => /** @type {any} */ (globalThis).host.errors.some((/** @type {any} */ each) => each.code === "target-gone"));
    assert.deepEqual(await traces(page), [], "something of Copydesk is left of a destroyed editor");
  }
  for (const { faults } of marked) assert.deepEqual(faults, plain.faults, "nobody caught an error");
}

/**
 * Puts the element into the page.
 *
 * @param {Side} side
 * @param {boolean} own Whether it uses the editor's own decorations.
 */
async function attach({ page }, own) {
  await page.addScriptTag({ type: "module", url: "/element.js" });
  await page.evaluate((own) => {
    const { host } = /** @type {any} */ (globalThis);
    const element = /** @type {any} */ (document.createElement("article-highlighter"));
    /** @type {any[]} */
    const errors = (host.errors = []);
    element.addEventListener("copydesk-error", (/** @type {any} */ event) => errors.push(event.detail));
    if (own) element.connect(host.own());
    else if (host.selector) element.htmlFor = host.selector;
    else element.connect(host.root());
    document.body.append(element);
  }, own);
}

/**
 * @param {string} name
 * @param {{ open(): Promise<import("playwright-core").Page> }} pages
 * @returns {Promise<Side>}
 */
async function open(name, pages) {
  const page = await pages.open();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.clock.setFixedTime(BEGINNING);
  await page.goto(`${site.origin}/hosts/${name}.html`);
  await page.waitForFunction(() => "host" in globalThis);
  return { page, keyboard: await page.context().newCDPSession(page), faults };
}

/**
 * Waits until the letters that should be marked are, and no others.
 *
 * @param {Side} side
 * @param {string} when
 */
async function areRight({ page }, when) {
  const text = await page.evaluate(() => /** @type {any} */ (globalThis).host.text());
  const wanted = expected(engine, text);
  assert.match(wanted, /^[1-9]/m, "there is nothing to mark");
  const end = Date.now() + PATIENCE;
  let found = "";
  while (Date.now() < end && (found = await painted(page)) !== wanted) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const errors = await page.evaluate(() => /** @type {any} */ (globalThis).host.errors);
  assert.deepEqual({ found, errors }, { found: wanted, errors: [] }, `the marks are not right ${when}`);
}

/**
 * @param {Side[]} all The first is without Copydesk.
 * @param {string} when
 */
async function same([plain, ...marked], when) {
  const wanted = await state(plain.page);
  for (const [index, side] of marked.entries()) {
    const by = index === 0 ? "CSS highlights" : "its own decorations";
    assert.deepEqual(await state(side.page), wanted, `the editor with ${by} differs ${when}`);
  }
}

/**
 * Waits until the browser has told of the caret's last move and painted it.
 *
 * @param {import("playwright-core").Page} page
 */
function settled(page) {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/**
 * Types at a pace that the editor keeps up with.
 *
 * @param {Side} side
 * @param {string} text
 */
function typed({ keyboard, page }, text) {
  return type(keyboard, text, () => settled(page));
}

/**
 * What the editor saves, its history and where its caret is.
 *
 * @param {import("playwright-core").Page} page
 */
function state(page) {
  return page.evaluate(async () => {
    // Some editors take a key in only at the next frame.
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const { host } = /** @type {any} */ (globalThis);
    const root = host.root();
    const selection = root.ownerDocument.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    let caret = -1;
    if (range && root.contains(range.startContainer)) {
      const before = root.ownerDocument.createRange();
      before.setStart(root, 0);
      before.setEnd(range.startContainer, range.startOffset);
      // CKEditor keeps a place for the caret open with letters that nobody sees.
      caret = String(before).replace(/[\u200b\ufeff\u2060]/g, "").length;
    }
    return { saved: host.save(), text: host.text(), history: host.history(), caret };
  });
}

/**
 * Clicks where a paragraph ends.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} index Of the paragraph.
 */
async function clickAtEnd(page, index) {
  const place = await page.evaluate((index) => {
    const root = /** @type {any} */ (globalThis).host.root();
    const walker = root.ownerDocument.createTreeWalker(root, 4);
    /** @type {Text[]} */
    const blocks = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.trim()) blocks.push(node);
    const first = blocks.findIndex((node, at) => {
      const before = blocks.slice(0, at + 1).map((each) => each.data).join("");
      return before.length >= /** @type {any} */ (globalThis).host.text().split("\n")[index].length;
    });
    const range = root.ownerDocument.createRange();
    range.selectNodeContents(blocks[first]);
    const box = [...range.getClientRects()].at(-1);
    const frame = root.ownerDocument.defaultView.frameElement?.getBoundingClientRect();
    return { x: box.right - 1 + (frame?.x ?? 0), y: box.y + box.height / 2 + (frame?.y ?? 0) };
  }, index);
  await page.mouse.click(place.x, place.y);
  await page.keyboard.press("End");
}

/**
 * Pastes as a person does.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
async function paste(page, text) {
  await page.evaluate((text) => {
    const root = /** @type {any} */ (globalThis).host.root();
    const view = root.ownerDocument.defaultView;
    const clipboardData = new view.DataTransfer();
    clipboardData.setData("text/plain", text);
    const target = root.ownerDocument.getSelection().focusNode;
    (target.nodeType === 1 ? target : target.parentElement).dispatchEvent(
      new view.ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  }, text);
}

/**
 * What is left of Copydesk in the page and its frames.
 *
 * @param {import("playwright-core").Page} page
 */
async function traces(page) {
  const found = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => [
        ...[...CSS.highlights.keys()].map((name) => `highlight ${name}`),
        ...[...document.querySelectorAll("*")].filter((each) => /copydesk/.test([...each.attributes].map((it) => it.value).join())).map((each) => `element ${each.outerHTML.slice(0, 80)}`),
        ...document.adoptedStyleSheets.filter((sheet) => [...sheet.cssRules].some((rule) => /copydesk/.test(rule.cssText))).map(() => "style sheet"),
      ]),
    ),
  );
  return found.flat();
}
