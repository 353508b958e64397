/** What the page of this project asks of the element, in a host's page: an editor, switches, lists, words. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { highlighted, paints, start } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../www/element.js").ArticleHighlighter} ArticleHighlighter */

const ELEMENT = '<script type="module" src="/element.js"></script>';
const START = '<script type="module" src="/start.js"></script>';
/** @param {string} body @param {string} [scripts] */
const host = (body, scripts = ELEMENT) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${scripts}${body}</html>`;
const STORY = '<div id="story" aria-placeholder="Write here."><p>Mayor <b>Anna</b> Weber spoke.</p><p>Then she left Berlin.</p></div>';

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({
    extra: {
      "/editable.html": host(`${STORY}<article-highlighter for="#story" editable></article-highlighter>`),
      "/readonly.html": host(`${STORY}<article-highlighter for="#story" editable readonly></article-highlighter>`),
      "/editable-field.html": host('<textarea id="story"></textarea><article-highlighter for="#story" editable></article-highlighter>'),
      "/field.html": host('<textarea id="story"></textarea><article-highlighter for="#story"></article-highlighter>'),
      "/panel.html": host(`<article-highlighter panel="end">${STORY}<h3 slot="title">Found</h3><b slot="empty">Nothing yet.</b><i slot="legend">By the desk.</i></article-highlighter>`),
      "/early.html": host(`${STORY}<article-highlighter for="#story"></article-highlighter>`, START + ELEMENT),
      "/late.html": host(`${STORY}<article-highlighter for="#story"></article-highlighter>`, ELEMENT + START),
    },
  });
});
after(() => site.close());

/** @param {string} path */
async function open(path) {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const told = [];
    Object.assign(globalThis, { told });
    for (const type of /** @type {const} */ (["copydesk-ready", "copydesk-error"])) {
      addEventListener(type, ({ detail }) => told.push({ type, ...detail }));
    }
  });
  await page.goto(`${site.origin}${path}`);
  return page;
}

/** @param {Page} page @param {string} type */
async function isTold(page, type) {
  const told = await page.waitForFunction((type) => /** @type {any} */ (globalThis).told.find((/** @type {any} */ each) => each.type === type), type);
  return told.jsonValue();
}

/**
 * @template T
 * @param {Page} page
 * @param {(element: ArticleHighlighter, given: any) => T} ask
 * @param {unknown} [given]
 */
const ask = (page, ask, given) => page.locator("article-highlighter").evaluate(/** @type {any} */ (ask), given);

test("an element of the host's is made an editor, keeps its text, and is plain again afterwards", async () => {
  const page = await open("/editable.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  const story = page.locator("#story");
  assert.equal(await story.innerText(), "Mayor Anna Weber spoke.\nThen she left Berlin.");
  await story.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("  David Chen  stayed. ");
  await paints(page, "copydesk-person", ["Anna Weber", "David Chen"]);
  assert.equal(await ask(page, (element) => element.value), "Mayor Anna Weber spoke.\nThen she left Berlin.  David Chen  stayed. ", "blanks are as they were typed");
  await ask(page, (element) => (element.value = "Karl Braun\r\nspoke."));
  await paints(page, "copydesk-person", ["Karl Braun"]);
  assert.equal(await ask(page, (element) => element.value), "Karl Braun\nspoke.");
  await page.keyboard.press("ControlOrMeta+z");
  await paints(page, "copydesk-person", ["Anna Weber", "David Chen"]);
  await ask(page, (element) => element.remove());
  assert.deepEqual(await story.evaluate((each) => each.getAttributeNames()), ["id", "aria-placeholder"]);
});

test("an empty editor shows its placeholder", async () => {
  const page = await open("/editable.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  const shown = () => page.locator("#story").evaluate((each) => getComputedStyle(each, "::before").content);
  assert.equal(await shown(), "none");
  await ask(page, (element) => (element.value = ""));
  assert.equal(await shown(), '"Write here."');
  await page.locator("#story").pressSequentially("A");
  assert.equal(await shown(), "none");
  await page.keyboard.press("Backspace");
  assert.equal(await shown(), '"Write here."');
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "猫", selectionStart: 1, selectionEnd: 1 });
  assert.equal(await shown(), "none", "while an input method composes");
});

test("what is readonly is no editor, and a field cannot be made one", async () => {
  const page = await open("/readonly.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  assert.equal(await page.locator("#story").evaluate((each) => /** @type {HTMLElement} */ (each).isContentEditable), false);
  const other = await open("/editable-field.html");
  const { code, message } = await isTold(other, "copydesk-error");
  assert.equal(code, "argument");
  assert.match(message, /Leave out the attribute editable/);
});

test("value reads back in the same turn what was set, typed or put in, and is marked as ever", async () => {
  const page = await open("/editable.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  const long = Array.from({ length: 3000 }, (_, line) => `Line ${line} is about the bridge.`).join("\n");
  const read = await ask(page, (element, long) => {
    element.value = long;
    const isLong = element.value === long;
    element.value = "Mayor Karl Braun spoke.";
    const short = element.value;
    document.execCommand("insertText", false, "Then ");
    const typed = element.value;
    element.target?.querySelector(":scope > div > div")?.append(" So did Anna Weber.");
    return [isLong, short, typed, element.value];
  }, long);
  assert.deepEqual(read, [true, "Mayor Karl Braun spoke.", "Then Mayor Karl Braun spoke.", "Then Mayor Karl Braun spoke. So did Anna Weber."]);
  await paints(page, "copydesk-person", ["Anna Weber", "Karl Braun"]);
});

test("an export right after a long text was set holds all of it", async () => {
  const page = await open("/editable.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  const { there, names } = await ask(page, async (element) => {
    element.value = Array.from({ length: 3000 }, (_, line) => `Line ${line} is about the bridge.`).join("\n") + "\nMayor Karl Braun spoke.";
    const there = element.target?.textContent?.includes("Line 1500 ");
    return { there, names: JSON.parse(await element.export("json")).entities.map((/** @type {any} */ each) => each.name) };
  });
  assert.equal(there, false, "the text comes in by slices");
  assert.deepEqual(names, ["Karl Braun"]);
});

for (const path of ["/early.html", "/field.html"]) {
  test(`${path}: an export holds what a script has just written`, async () => {
    const page = await open(path);
    await isTold(page, "copydesk-ready");
    const exported = await ask(page, (element) => {
      const story = /** @type {HTMLElement} */ (document.getElementById("story"));
      if (story instanceof HTMLTextAreaElement) story.value = "Clara Jensen left Lisbon.";
      else /** @type {Element} */ (story.firstElementChild).textContent = "Clara Jensen left Lisbon.";
      return element.export("html");
    });
    assert.match(exported, /Clara Jensen/);
  });
}

test("the panel counts, and its switches say which kinds are painted; so does hidden-kinds", async () => {
  const page = await open("/panel.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  const people = page.locator("section", { has: page.getByRole("heading", { name: "People" }) });
  await people.getByText("1", { exact: true }).first().waitFor();
  const box = page.getByRole("checkbox", { name: "Highlight people" });
  await box.uncheck();
  assert.deepEqual(await highlighted(page, "copydesk-person"), []);
  assert.deepEqual(await highlighted(page, "copydesk-place"), ["Berlin"]);
  assert.equal(await ask(page, (element) => element.getAttribute("hidden-kinds")), "person");
  await page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" }).waitFor();
  await ask(page, (element) => (element.hiddenKinds = "place, quote"));
  assert.equal(await box.isChecked(), true);
  assert.equal(await page.getByRole("checkbox", { name: "Highlight places" }).isChecked(), false);
  assert.deepEqual(await highlighted(page, "copydesk-person"), ["Anna Weber"]);
  assert.deepEqual(await highlighted(page, "copydesk-place"), []);
  for (const name of ["Highlight places", "Highlight quotes"]) await page.getByRole("checkbox", { name }).check();
  assert.equal(await ask(page, (element) => element.hasAttribute("hidden-kinds")), false);
  await ask(page, (element) => (element.kinds = "place"));
  assert.equal(await page.getByRole("list", { name: "People" }).count(), 0, "what is no kind has no list");
});

test("F8 in the panel goes to the next mark, and a correction is said there", async () => {
  const page = await open("/panel.html");
  await paints(page, "copydesk-person", ["Anna Weber"]);
  await page.evaluate(() => getSelection()?.collapse(document.querySelector("#story p"), 0));
  await page.getByRole("checkbox", { name: "Highlight quotes" }).focus();
  await page.keyboard.press("F8");
  assert.equal(await page.evaluate(() => String(getSelection())), "Anna Weber");
  const box = await page.locator("#story b").boundingBox();
  await page.mouse.click(box?.x ?? NaN, (box?.y ?? NaN) + 4);
  await page.getByRole("group", { name: "House list: Anna Weber" }).getByRole("button", { name: "Never mark this" }).click();
  await page.getByRole("status").filter({ hasText: "From now on “Anna Weber” is never marked." }).waitFor();
  await paints(page, "copydesk-person", []);
  await page.getByRole("status").filter({ hasText: /0 people, 1 place/ }).waitFor();
});

test("the panel says what the host says, and what it says of itself without a text", async () => {
  const page = await open("/panel.html");
  await page.getByRole("status").filter({ hasText: /1 person, 1 place/ }).waitFor();
  const top = async (/** @type {import("playwright-core").Locator} */ each) => (await each.boundingBox())?.y ?? NaN;
  const places = [page.getByRole("heading", { name: "Found" }), page.getByRole("status"), page.getByRole("heading", { name: "Quotes" }), page.getByText("By the desk.")];
  const tops = await Promise.all(places.map(top));
  assert.deepEqual(tops, tops.toSorted((a, b) => a - b), "the title above, the legend below");
  assert.equal(await page.getByText("Nothing yet.").isVisible(), false);
  await ask(page, (element) => element.announce("Saved."));
  assert.equal(await page.getByRole("status").innerText(), "Saved.");
  await page.getByRole("status").filter({ hasText: /1 person, 1 place/ }).waitFor();
  await page.locator("#story").evaluate((each) => each.replaceChildren());
  await page.getByText("Nothing yet.").waitFor();
});

test("the panel's status is true from the first frame on and while somebody types, and is read out when nobody does", async () => {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {Set<string>} */
    const said = new Set();
    Object.assign(globalThis, { said });
    const look = () => {
      const status = document.querySelector("article-highlighter")?.shadowRoot?.querySelector("[role=status]");
      if (status) said.add(status.querySelector("slot") ? "empty" : String(status.textContent));
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(`${site.origin}/panel.html`);
  // `look` reads once a frame: it may see the counts a frame after they stand there.
  await page.waitForFunction(() => /** @type {any} */ (globalThis).said.has("1 person, 1 place, 0 organizations, 0 quotes"));
  assert.deepEqual(await page.evaluate(() => [.../** @type {any} */ (globalThis).said].filter((words) => words !== "")), ["1 person, 1 place, 0 organizations, 0 quotes"]);
  await page.waitForFunction(() => document.querySelector("article-highlighter")?.shadowRoot?.querySelector("[role=status]")?.ariaLive === "polite");
  const states = await ask(page, async (element) => {
    const status = /** @type {Element} */ (element.shadowRoot?.querySelector("[role=status]"));
    const states = new Set();
    new MutationObserver(() => states.add(status.ariaLive)).observe(status, { attributes: true });
    for (const name of ["David Chen", "Karl Braun", "Maria Lopez"]) {
      const isFound = new Promise((resolve) => element.addEventListener("copydesk-analysis", resolve, { once: true }));
      element.target?.querySelector("p")?.append(` Then ${name} spoke.`);
      await isFound;
      // Each list has a frame of its own.
      for (let frame = 0; frame < 12; frame++) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      states.add(status.textContent?.split(",")[0]);
    }
    return [...states].filter((each) => each !== "polite");
  });
  assert.deepEqual(states, ["off", "2 people", "3 people", "4 people"]);
  await page.waitForFunction(() => document.querySelector("article-highlighter")?.shadowRoot?.querySelector("[role=status]")?.ariaLive === "polite");
});

test("setLists answers what of a list is left out, once an analysis with it stands", async () => {
  const page = await open("/panel.html");
  await paints(page, "copydesk-place", ["Berlin"]);
  const { sentences, places, refusal } = await ask(page, async (element) => {
    /** @type {number[]} */
    const places = [];
    const lists = { always: [{ name: "Mayor" }], never: [{ name: "Berlin" }] };
    const look = () => places.push(element.getAnalysis()?.entities.filter(({ kind }) => kind === "place").length ?? -1);
    const atOnce = [null, lists, lists].map((each) => element.setLists(each)).map(async (each) => {
      const sentences = await each;
      look();
      return sentences;
    });
    const [, , sentences] = await Promise.all(atOnce);
    const refusal = await element.setLists(/** @type {any} */ ({ alwyas: [] })).catch((error) => error);
    for (const each of [lists, lists, null]) {
      await element.setLists(each);
      look();
    }
    return { sentences, places, refusal: { code: refusal.code, message: refusal.message } };
  });
  assert.equal(sentences.length, 1);
  assert.match(sentences[0], /"always" number 1 \("Mayor"\) is left out: it says no kind/);
  assert.equal(refusal.code, "house-list");
  assert.match(refusal.message, /it has a field "alwyas"/);
  assert.deepEqual(places, [0, 0, 0, 0, 0, 1]);
  await paints(page, "copydesk-place", ["Berlin"]);
});

test("setLists comes to an end before the first analysis, with another engine, and where nothing is highlighted any more", async () => {
  const page = await open("/panel.html");
  await page.waitForFunction(() => customElements.get("article-highlighter"));
  const never = [{ name: "Berlin" }];
  const counts = await ask(page, async (element, never) => {
    /** @type {(number | undefined)[]} */
    const counts = [];
    const look = (/** @type {ArticleHighlighter} */ each) => counts.push(each.getAnalysis()?.entities.length);
    const other = /** @type {ArticleHighlighter} */ (element.cloneNode(true));
    document.body.append(other);
    await null;
    await other.setLists(null);
    look(other);
    await other.setLists({ never });
    look(other);
    const isLeft = other.setLists(null);
    other.remove();
    await isLeft;
    await other.setLists({ never });
    look(other);
    return counts;
  }, never);
  assert.deepEqual(counts, [2, 1, undefined]);
});

for (const [path, when] of [["/early.html", "before"], ["/late.html", "after"], ["/", "before"]]) {
  test(`${path}: a worker that start.js started ${when} the element is taken, and there is one`, async () => {
    const page = await site.page();
    let started = 0;
    page.on("worker", () => started++);
    await page.addInitScript(() => addEventListener("copydesk-ready", ({ detail }) => Object.assign(globalThis, { place: detail.place })));
    await page.goto(`${site.origin}${path}`);
    await page.waitForFunction(() => /** @type {any} */ (globalThis).place === "worker");
    await page.evaluate((path) => import(path), "/start.js");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    assert.equal(started, 1);
  });
}

test("a second engine is started where the first was closed", async () => {
  const page = await open("/early.html");
  await isTold(page, "copydesk-ready");
  await ask(page, (element) => element.disconnect());
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await page.evaluate(() => (/** @type {any} */ (globalThis).told.length = 0));
  await ask(page, (element) => element.connect(/** @type {HTMLElement} */ (document.getElementById("story"))));
  assert.equal((await isTold(page, "copydesk-ready")).place, "worker");
  await paints(page, "copydesk-person", ["Anna Weber"]);
});
