/** The editor under fast hands: nothing that is typed lands elsewhere or is lost, in texts of any length. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleText, boxOf, open, paste, PATIENCE, start } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start();
});
after(() => site.close());

/** A text of some 100,000 words, in which no two lines are the same. */
const LONG = Array.from({ length: 5000 }, (_, line) =>
  line % 2 === 1 ? "" : `Line ${line}: Mayor Anna Weber told the council in Berlin that the bridge would cost ${line} million, that work would begin in spring, and that nobody would have to pay for crossing it on foot or by bicycle, as David Chen had feared.`,
).join("\n");
const LINES = LONG.split("\n");

/** @param {Page} page @param {string} expected */
async function hasText(page, expected) {
  await page.waitForFunction((length) => {
    const lines = document.querySelectorAll("#article div div");
    let found = lines.length - 1;
    for (const line of lines) found += line.textContent?.length ?? 0;
    return found === length;
  }, expected.length);
  const found = await articleText(page);
  if (found === expected) return;
  let at = 0;
  while (found[at] === expected[at]) at++;
  assert.fail(`at ${at}: “${found.slice(at - 40, at + 60)}” instead of “${expected.slice(at - 40, at + 60)}”`);
}

/** Opens the page with the long text in it, all of it. */
async function openLong() {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": LONG });
  await hasText(page, LONG);
  return page;
}

/**
 * Puts the caret into a line.
 *
 * @param {Page} page
 * @param {number} line
 * @param {number} column
 */
async function putCaret(page, line, column) {
  await page.evaluate(
    ([line, column]) => {
      const paragraph = document.querySelectorAll("#article div div")[line];
      document.getElementById("article")?.focus({ preventScroll: true });
      getSelection()?.collapse(paragraph.firstChild instanceof Text ? paragraph.firstChild : paragraph, column);
    },
    /** @type {[number, number]} */ ([line, column]),
  );
}

/**
 * Gives the page keys one after another without waiting for it in between, as fast hands do.
 *
 * @param {Page} page
 * @param {string[]} keys As `keyboard.press` takes them, or single letters.
 */
async function typeFast(page, keys) {
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

/**
 * Presses undo until the text is what it was; what was typed is one step or several, after the pauses
 * in it.
 *
 * @param {Page} page
 * @param {string} expected
 * @param {number} steps At most so many.
 */
async function undoTo(page, expected, steps) {
  for (let step = 0; step < steps && (await articleText(page)) !== expected; step++) {
    await page.keyboard.press("ControlOrMeta+z");
    await page.locator("#article:not([aria-busy])").waitFor();
  }
  await hasText(page, expected);
}

for (const [where, line] of /** @type {[string, number][]} */ ([["middle", 2500], ["end", 4998]])) {
  test(`what is typed right after Enter stands after it, in the ${where} of 100,000 words`, async () => {
    const page = await openLong();
    const text = LINES[line];
    await putCaret(page, line, text.length);
    await typeFast(page, ["Enter", ..."One two", "Enter", "Enter", ..."three."]);
    const expected = LINES.with(line, `${text}\nOne two\n\nthree.`).join("\n");
    await hasText(page, expected);
    await typeFast(page, Array(8).fill("Backspace"));
    await hasText(page, LINES.with(line, `${text}\nOne two`).join("\n"));
    await putCaret(page, line, 4);
    await typeFast(page, ["Enter", ..."x", "Backspace", "Backspace"]);
    await hasText(page, LINES.with(line, `${text}\nOne two`).join("\n"));
  });
}

test("what is typed while a long text goes in comes behind it, and undo takes each back", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await article.focus();
  await page.keyboard.type("First. Last.");
  await page.evaluate((text) => {
    const node = /** @type {Text} */ (document.querySelector("#article div div")?.firstChild);
    getSelection()?.collapse(node, 6);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.getElementById("article")?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    // Before the next slice, and in the same task: nothing has had time to go in.
    document.execCommand("insertText", false, " TYPED");
    Object.assign(globalThis, { early: document.querySelectorAll("#article div div").length });
  }, LONG.repeat(2));
  const early = await page.evaluate(() => /** @type {any} */ (globalThis).early);
  assert.ok(early < 2 * LINES.length - 1, `${early} paragraphs were there at once`);
  await typeFast(page, ["!", "Enter", "?"]);
  await hasText(page, `First.${LONG.repeat(2)} TYPED!\n? Last.`);
  await undoTo(page, `First.${LONG.repeat(2)} TYPED! Last.`, 2);
  // What a script did is no step.
  await undoTo(page, "First. TYPED Last.", 2);
  for (let press = 0; press < 4; press++) await page.keyboard.press("ControlOrMeta+Shift+z");
  await hasText(page, `First.${LONG.repeat(2)} TYPED!\n? Last.`);
});

test("an edit or undo in the midst of a long paste does not lose what is still to come", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await page.evaluate((text) => {
    const article = /** @type {HTMLElement} */ (document.getElementById("article"));
    article.focus();
    const paste = () => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      article.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    };
    paste();
    paste();
  }, LONG);
  await hasText(page, LONG + LONG);
  await page.keyboard.press("ControlOrMeta+z");
  await hasText(page, LONG);
  await page.keyboard.press("ControlOrMeta+z");
  await hasText(page, "");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await hasText(page, "");
});

test("a selection over many paragraphs is replaced by what is typed, and comes back with undo", async () => {
  const page = await openLong();
  await page.keyboard.press("ControlOrMeta+a");
  await typeFast(page, [..."New"]);
  await hasText(page, "New");
  await undoTo(page, LONG, 3);
  await putCaret(page, 2500, 5);
  await page.evaluate(() => {
    const lines = document.querySelectorAll("#article div div");
    getSelection()?.setBaseAndExtent(/** @type {Node} */ (lines[2100].firstChild), 4, /** @type {Node} */ (lines[2900].firstChild), 4);
  });
  await page.keyboard.press("Backspace");
  const expected = [...LINES.slice(0, 2100), LINES[2100].slice(0, 4) + LINES[2900].slice(4), ...LINES.slice(2901)].join("\n");
  await hasText(page, expected);
  await paste(page, { "text/plain": "in\nthe middle" });
  await hasText(page, [...LINES.slice(0, 2100), LINES[2100].slice(0, 4) + "in", "the middle" + LINES[2900].slice(4), ...LINES.slice(2901)].join("\n"));
  await page.keyboard.press("ControlOrMeta+z");
  await hasText(page, expected);
  await page.keyboard.press("ControlOrMeta+z");
  await hasText(page, LONG);
  await page.keyboard.press("ControlOrMeta+y");
  await hasText(page, expected);
});

/**
 * Drags what is selected. The browser says itself when the drag has begun, however busy it is:
 * Playwright's own mouse asks once, right after the first move, and drops nothing where that was too early.
 *
 * @param {Page} page
 * @param {{ x: number, y: number }} from CSS pixels, as `to`.
 * @param {{ x: number, y: number }} to
 */
async function drag(page, from, to) {
  const session = await page.context().newCDPSession(page);
  await session.send("Input.setInterceptDrags", { enabled: true });
  const begun = new Promise((resolve) => session.once("Input.dragIntercepted", resolve));
  await session.send("Input.dispatchMouseEvent", { type: "mouseMoved", ...from });
  await session.send("Input.dispatchMouseEvent", { type: "mousePressed", button: "left", buttons: 1, clickCount: 1, ...from });
  for (const step of [0.25, 0.5]) {
    const x = from.x + step * (to.x - from.x);
    const y = from.y + step * (to.y - from.y);
    await session.send("Input.dispatchMouseEvent", { type: "mouseMoved", button: "left", buttons: 1, x, y });
  }
  const { data } = await begun;
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) await session.send("Input.dispatchDragEvent", { type, data, ...to });
  await session.detach();
}

test("undo selects again what was selected, but not a book, all of which the browser would lay out", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const selected = () => page.evaluate(() => String(getSelection()));
  await paste(page, { "text/plain": "One.\nTwo." });
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await undoTo(page, "One.\nTwo.", 1);
  assert.match(await selected(), /^One\.\s+Two\.$/);
  await paste(page, { "text/plain": LONG });
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await undoTo(page, LONG, 1);
  assert.equal(await selected(), "");
  await page.keyboard.type("So: ");
  await hasText(page, `So: ${LONG}`);
});

test("words that are dragged go where they are dropped, and one undo takes them back", { timeout: 2 * PATIENCE }, async () => {
  const page = await site.page();
  await open(page, site.origin);
  const text = "Anna Weber spoke first.\nThen came David Chen.\nNobody else.";
  await paste(page, { "text/plain": text });
  const from = await boxOf(page, "Weber");
  await page.mouse.dblclick(from.left + from.width / 2, from.top + from.height / 2);
  assert.equal((await page.evaluate(() => String(getSelection()))).trim(), "Weber");
  await page.keyboard.press("Escape");
  const to = await boxOf(page, "Nobody");
  await drag(page, { x: from.left + from.width / 2, y: from.top + from.height / 2 }, { x: to.left + 1, y: to.top + to.height / 2 });
  await page.waitForFunction((text) => document.getElementById("article")?.textContent !== text, text.replaceAll("\n", ""));
  const moved = await articleText(page);
  assert.match(moved, /^Anna {1,2}spoke first\.\nThen came David Chen\.\nWeber ?Nobody else\.$/);
  await page.keyboard.press("ControlOrMeta+z");
  await hasText(page, text);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await hasText(page, moved);
});

test("what is copied or cut is the text as it stands, line by line", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const text = "Anna Weber\n\n  spoke “here”.\nThen she left.";
  await paste(page, { "text/plain": text });
  await page.keyboard.press("ControlOrMeta+a");
  const taken = await page.evaluate(() =>
    ["copy", "cut"].map((type) => {
      const clipboardData = new DataTransfer();
      document.getElementById("article")?.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    }),
  );
  assert.deepEqual(taken, [text, text]);
  await hasText(page, "");
  await page.keyboard.press("ControlOrMeta+z");
  await hasText(page, text);
});

test("the text of an article can be asked for as any element's, off the screen as well", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  const text = LINES.slice(0, 300).filter((line) => line !== "").join("\n");
  await paste(page, { "text/plain": text });
  assert.equal(await article.innerText(), text);
});

test("an input method may compose over a selection of several paragraphs", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": "Anna\nWeber\nspoke." });
  await page.keyboard.press("ControlOrMeta+a");
  const session = await page.context().newCDPSession(page);
  for (const text of ["ね", "ねこ"]) await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send("Input.insertText", { text: "猫" });
  await hasText(page, "猫");
  await page.keyboard.type("!");
  await hasText(page, "猫!");
  await undoTo(page, "Anna\nWeber\nspoke.", 3);
});

for (const [what, then, behind] of /** @type {const} */ ([
  ["with nothing behind it", [], ""],
  ["with letters and a line behind it", [..."ab", "Enter", "c"], "ab\nc"],
])) {
  test(`what was composed is undone and done again where the browser never tells of its end, ${what}`, async () => {
    const page = await site.page();
    await open(page, site.origin);
    await paste(page, { "text/plain": "Anna" });
    // Such an end as a click makes, in some browsers.
    await page.evaluate(() => addEventListener("compositionend", (event) => event.stopImmediatePropagation(), { capture: true }));
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "ねこ", selectionStart: 2, selectionEnd: 2 });
    await session.send("Input.insertText", { text: "猫" });
    await hasText(page, "Anna猫");
    for (const key of then) await page.keyboard.press(key);
    await hasText(page, `Anna猫${behind}`);
    // What is typed right behind it is one step with it, as ever.
    await undoTo(page, "Anna", 1 + behind.length);
    await page.keyboard.press("ControlOrMeta+z");
    await hasText(page, "");
    for (let step = 0; step < 2 + behind.length; step++) await page.keyboard.press("ControlOrMeta+Shift+z");
    await hasText(page, `Anna猫${behind}`);
  });
}

test("what a script puts into the editor is brought into order and stays editable", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await paste(page, { "text/plain": "One.\nTwo." });
  await page.evaluate(() => {
    const heading = document.createElement("h2");
    heading.innerHTML = "Three <b>bold</b>";
    document.getElementById("article")?.append(heading, "Four");
  });
  await hasText(page, "One.\nTwo.\nThree bold\nFour");
  await article.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await typeFast(page, ["Enter", "5"]);
  await hasText(page, "One.\nTwo.\nThree bold\nFour\n5");
});
