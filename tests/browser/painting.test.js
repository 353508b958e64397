/** What is painted, in a text of a book's length and in hosts' pages: all that is in view, little else, on the right letters. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, paste, start } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** What the host's pages of these tests show. */
const STORY = "Mayor Anna Weber met Rosa Lindqvist in Lisbon, where Clara Jensen waited";

/** A host's page. @param {string} body */
const host = (body) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A host</title>
${body}<article-highlighter for="#story"></article-highlighter><script type="module" src="/element.js"></script>`;

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({
    extra: {
      "/paragraph.html": host(`<div id="story" contenteditable><p>${STORY}</p></div>`),
      "/bar.html": host(`<div id="bar" style="height: 600px">Tools</div><div id="story" contenteditable>${`<p>${STORY}</p>`.repeat(100)}</div>`),
      "/field.html": host(`<textarea id="story" rows="5" cols="80">${STORY}</textarea>`),
    },
  });
});
after(() => site.close());

/** How many paragraphs with a name there are. */
const PARAGRAPHS = 2500;

/** A text of some 100,000 words with a name in every paragraph but the empty ones. */
const LONG = Array.from({ length: PARAGRAPHS }, (_, line) =>
  `Line ${line}: Mayor Anna Weber told the council that the bridge would cost ${line} million, that work would begin in spring, and that nobody would have to pay for crossing it on foot or by bicycle, whatever anybody had feared.`,
).join("\n\n");

/** Opens the page with the long text in it, analyzed. */
async function openLong() {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": LONG });
  await page.getByRole("list", { name: "People" }).getByRole("button", { name: new RegExp(`Anna Weber.* ${PARAGRAPHS} mentions`) }).waitFor();
  return page;
}

/**
 * Scrolls, lets two frames pass, and tells what is in view: the letters that are painted as a person
 * in each paragraph with the name; and how many ranges are painted at all.
 *
 * @param {Page} page
 * @param {{ by?: number, to?: number }} move By so many screens, or to a share of the whole height.
 */
function seenAfter(page, move) {
  return page.evaluate(async ({ by, to = 0 }) => {
    const last = document.documentElement.scrollHeight - innerHeight;
    scrollTo(0, by === undefined ? to * last : scrollY + by * innerHeight);
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const painted = [...(CSS.highlights.get("copydesk-person") ?? [])];
    const inView = [...document.querySelectorAll("#article div div")].filter((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return each.textContent?.includes("Anna Weber") && bottom > 0 && top < innerHeight;
    });
    const names = inView.map((paragraph) =>
      painted
        .filter(({ startContainer }) => paragraph.contains(startContainer))
        .map(({ startContainer, startOffset, endOffset }) => startContainer.textContent?.slice(startOffset, endOffset))
        .join("|"),
    );
    return { names, count: painted.length };
  }, move);
}

test("whatever is scrolled into view is painted two frames later, and little else is registered", async () => {
  const page = await openLong();
  const moves = [{ to: 0 }, ...Array(8).fill({ by: 0.9 }), { to: 0.5 }, ...Array(8).fill({ by: 0.9 }), ...Array(4).fill({ by: -0.9 }), { to: 1 }, { to: 0.25 }, { by: 3 }, { to: 0 }];
  for (const [number, move] of moves.entries()) {
    const { names, count } = await seenAfter(page, move);
    const where = `move ${number}, ${JSON.stringify(move)}`;
    assert.ok(names.length > 0, `${where}: nothing is in view`);
    assert.deepEqual(names, names.map(() => "Anna Weber"), where);
    assert.ok(count < PARAGRAPHS / 10, `${where}: ${count} ranges are registered`);
  }
});

test("sections far from the viewport are not laid out; the one around the caret is, wherever the reader scrolls", async () => {
  const page = await openLong();
  const laidOut = () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const sections = [...document.querySelectorAll("#article > div")];
      return sections.map((section) => section.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) ?? false);
    });
  await page.evaluate(() => {
    const lines = document.querySelectorAll("#article div div");
    document.getElementById("article")?.focus({ preventScroll: true });
    getSelection()?.collapse(lines[2500].firstChild, 10);
    scrollTo(0, 0);
  });
  await page.waitForFunction(() => document.querySelector("[data-caret]")?.contains(document.querySelectorAll("#article div div")[2500]));
  const visible = await laidOut();
  assert.ok(visible[0], "what is in view is laid out");
  assert.ok(visible[await page.evaluate(() => [...document.querySelectorAll("#article > div")].findIndex((each) => each.hasAttribute("data-caret")))], "and so is what is around the caret");
  assert.ok(visible.filter(Boolean).length < visible.length / 10, `${visible.filter(Boolean).length} of ${visible.length} sections are laid out`);
});

test("marks stay on their letters at every frame while somebody types in front of them", async () => {
  const page = await openLong();
  await page.evaluate(() => {
    scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2);
    const lines = [...document.querySelectorAll("#article div div")];
    const line = lines.find((each) => each.textContent !== "" && each.getBoundingClientRect().top > 200);
    document.getElementById("article")?.focus({ preventScroll: true });
    getSelection()?.collapse(/** @type {Node} */ (line?.firstChild), 4);
    /** @type {string[]} */
    const wrong = [];
    let frames = 0;
    Object.assign(globalThis, { wrong, frames: () => frames });
    const look = () => {
      frames++;
      for (const { startContainer, startOffset, endOffset } of CSS.highlights.get("copydesk-person") ?? []) {
        const letters = startContainer.textContent?.slice(startOffset, endOffset) ?? "";
        if (letters !== "Anna Weber") wrong.push(letters);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await Promise.all([..." of the report, as it was read out"].map((key) => page.keyboard.press(key)));
  await page.keyboard.press("Enter");
  await page.keyboard.type("and then ");
  await page.keyboard.press("ControlOrMeta+z");
  await page.waitForFunction(() => /** @type {any} */ (globalThis).frames() > 20);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).wrong), []);
});

test("a mark that ends at the caret goes on with the word that somebody types, at every frame", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": "Mayor Anna Weber said that the bridge would open in spring" });
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-quote")?.size ?? 0) > 0);
  await page.evaluate(() => {
    /** @type {string[]} */
    const torn = [];
    Object.assign(globalThis, { torn });
    const look = () => {
      for (const { endContainer, endOffset } of CSS.highlights.get("copydesk-quote") ?? []) {
        const text = endContainer.textContent ?? "";
        if (/^\p{L}\p{L}$/u.test(text.slice(endOffset - 1, endOffset + 1))) torn.push(text.slice(0, endOffset));
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await page.keyboard.type(" and that crossing it would be free", { delay: 30 });
  await page.waitForFunction(() => [...(CSS.highlights.get("copydesk-quote") ?? [])].some((range) => range.endContainer.textContent?.slice(0, range.endOffset).endsWith("be free")));
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).torn), []);
});

for (const place of ["paragraph", "field"]) {
  test(`what an edit leaves as it was stays registered, in a ${place}`, async () => {
    const page = await site.page();
    await page.goto(`${site.origin}/${place}.html`);
    const registered = (/** @type {number} */ count) => page.waitForFunction((count) => CSS.highlights.get("copydesk-person")?.size === count, count);
    await registered(3);
    await page.evaluate(() => Object.assign(globalThis, { before: [...(CSS.highlights.get("copydesk-person") ?? [])] }));
    const kept = () =>
      page.evaluate(() => /** @type {any} */ (globalThis).before.filter((/** @type {AbstractRange} */ range) => CSS.highlights.get("copydesk-person")?.has(range)).length);
    await page.locator("#story").focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" for Carla Moreno");
    await registered(4);
    assert.equal(await kept(), 3);
    await page.keyboard.press("ControlOrMeta+Home");
    for (let letter = 0; letter < "Mayor Anna Weber".length; letter++) await page.keyboard.press("Delete");
    await registered(3);
    // Those of a field's value move with their letters; others are made anew where they stand elsewhere.
    assert.equal(await kept(), place === "field" ? 2 : 0);
  });
}

test("a text field that refuses a letter keeps its marks", async () => {
  const page = await site.page();
  await page.goto(`${site.origin}/field.html`);
  const marked = () =>
    page.waitForFunction(() => {
      const { value } = /** @type {HTMLTextAreaElement} */ (document.getElementById("story"));
      const names = [...(CSS.highlights.get("copydesk-person") ?? [])].map(({ startOffset, endOffset }) => value.slice(startOffset, endOffset));
      return names.sort().join() === "Anna Weber,Clara Jensen,Rosa Lindqvist";
    });
  await marked();
  await page.evaluate(() => {
    const story = /** @type {HTMLTextAreaElement} */ (document.getElementById("story"));
    const before = story.value;
    story.addEventListener("input", () => (story.value = before), { capture: true });
  });
  await page.locator("#story").focus();
  await page.keyboard.type("q");
  await marked();
  // Without an event, but for the caret's.
  await page.evaluate(() => {
    const story = /** @type {HTMLTextAreaElement} */ (document.getElementById("story"));
    const { value } = story;
    story.value = "";
    story.value = value;
  });
  await marked();
});

test("what a bar that goes moves into view is painted, also while somebody types", async () => {
  const page = await site.page();
  await page.goto(`${site.origin}/bar.html`);
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
  await page.locator("#story p").first().click();
  await page.keyboard.type("and ");
  await page.waitForTimeout(700);
  const names = await page.evaluate(async () => {
    document.getElementById("bar")?.remove();
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const painted = [...(CSS.highlights.get("copydesk-person") ?? [])];
    const inView = [...document.querySelectorAll("#story p")].filter((each) => each.getBoundingClientRect().top < innerHeight - 40);
    return inView.map((each) => painted.filter(({ startContainer }) => each.contains(startContainer)).length);
  });
  assert.ok(names.length > 10, `${names.length} paragraphs are in view`);
  assert.deepEqual(names, names.map(() => 3));
});

test("who typed and then scrolls sees marks at once, and what is near is registered again", async () => {
  const page = await openLong();
  await page.evaluate(() => {
    scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2);
    const lines = [...document.querySelectorAll("#article div div")];
    const line = lines.find((each) => each.textContent !== "" && each.getBoundingClientRect().top > 200);
    document.getElementById("article")?.focus({ preventScroll: true });
    getSelection()?.collapse(/** @type {Node} */ (line?.firstChild), 4);
  });
  /** @param {string} where @param {{ by: number }} move */
  const isPainted = async (where, move) => {
    const { names, count } = await seenAfter(page, move);
    assert.ok(names.length > 0, `${where}: nothing is in view`);
    assert.deepEqual(names, names.map(() => "Anna Weber"), where);
    return count;
  };
  const resting = await isPainted("before", { by: 0 });
  await page.keyboard.type(" a");
  const typing = await isPainted("while typing", { by: 0 });
  assert.ok(typing < resting / 2, `${typing} ranges while somebody types, ${resting} before`);
  await page.keyboard.type("b");
  await isPainted("scrolled right after a key", { by: 0.9 });
  await page.keyboard.type("c");
  await page.waitForTimeout(400);
  const scrolled = await isPainted("scrolled by a reader", { by: 0.4 });
  assert.ok(scrolled > typing, `${scrolled} ranges for a reader, ${typing} for a typist`);
  await page.keyboard.type("d");
  await page.waitForFunction((least) => (CSS.highlights.get("copydesk-person")?.size ?? 0) >= least, resting / 2);
});

test("marks that another script clears with its own come back when the reader goes on", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": "Anna Weber met David Chen in Berlin.\n\n“We will go,” Weber said." });
  const counts = () =>
    page.evaluate(() => ["person", "place", "quote"].map((kind) => CSS.highlights.get(`copydesk-${kind}`)?.size ?? 0).join());
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-quote")?.size ?? 0) > 0);
  const before = await counts();
  // A search box as many pages have it.
  await page.evaluate(() => {
    const search = document.createElement("input");
    search.id = "search";
    search.addEventListener("input", () => {
      CSS.highlights.clear();
      const range = new Range();
      range.selectNodeContents(/** @type {Element} */ (document.querySelector("#article")));
      CSS.highlights.set("search-results", new Highlight(range));
    });
    document.body.prepend(search);
  });
  await page.locator("#search").pressSequentially("we");
  for (let frame = 0; frame < 2; frame++) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await counts(), before);
  assert.equal(await page.evaluate(() => CSS.highlights.get("search-results")?.size), 1, "the other's own stays");
  await page.locator("#clear").click();
  await page.waitForFunction(() => ["person", "place", "quote"].every((kind) => !CSS.highlights.get(`copydesk-${kind}`)?.size));
});
