/** What the element highlights, wherever it stands and whenever it comes: frames, panes, fields, dialogs. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
    addEventListener("copydesk-error", (event) => codes.push(/** @type {CustomEvent} */ (event).detail.code));
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

/** Waits until nothing is painted. @param {Page} page */
const isPlain = (page) => page.waitForFunction(() => [...CSS.highlights.keys()].every((name) => !name.startsWith("copydesk")));

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

/** A text with a name in each of so many lines. @param {number} lines */
const named = (lines) => Array.from({ length: lines }, (_, line) => `Line ${line}: Mayor Anna Weber told the council that the bridge would cost much.`).join("\n\n");

/**
 * Lets two frames pass, and tells which letters of a field are painted as people, how many of them can be seen, and
 * how many of the names that can be seen are not painted.
 *
 * @param {Page} page
 * @param {number} [to] To scroll the field to, as a share of its height.
 */
const seenInField = (page, to) =>
  page.evaluate(async (to) => {
    const field = /** @type {any} */ (document.querySelector("textarea"));
    if (to !== undefined) field.scrollTop = to * field.scrollHeight;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const shown = field.getBoundingClientRect();
    /** @param {any} range */
    const isSeen = (range) => {
      const { top, bottom } = range.getBoundingClientRect();
      return bottom > Math.max(shown.top, 0) && top < Math.min(shown.bottom, innerHeight);
    };
    const painted = [...(CSS.highlights.get("copydesk-person") ?? [])];
    const boxes = new Set(painted.map((range) => JSON.stringify(/** @type {any} */ (range).getBoundingClientRect())));
    let seen = 0;
    const unpainted = [];
    for (const { index } of field.value.matchAll(/Anna Weber/g)) {
      const range = field.createValueRange(index, index + 10);
      if (!isSeen(range)) continue;
      seen++;
      if (!boxes.has(JSON.stringify(range.getBoundingClientRect()))) unpainted.push(index);
    }
    return { count: painted.length, seen, unpainted };
  }, to);

test("of a long text in a textarea what is in view is painted, wherever somebody scrolls and types, and little else", async () => {
  const page = await open(`<textarea style="width: 600px; height: 500px"></textarea><article-highlighter for="textarea"></article-highlighter>`);
  await page.locator("textarea").fill(named(600));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis()?.mentions.length >= 600);
  /** @param {string} where @param {number} [to] */
  const isPainted = async (where, to) => {
    const { count, seen, unpainted } = await seenInField(page, to);
    assert.ok(seen > 5, `${where}: ${seen} names are in view`);
    assert.deepEqual(unpainted, [], where);
    assert.ok(count < 150, `${where}: ${count} ranges are registered`);
    return count;
  };
  for (const to of [0, 0.5, 0.53, 1, 0.25]) await isPainted(`scrolled to ${to}`, to);
  const resting = await isPainted("before a key");
  await page.evaluate(() => {
    const field = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea"));
    const at = Math.floor(field.value.length * 0.25);
    field.focus({ preventScroll: true });
    field.setSelectionRange(at, at);
  });
  await page.keyboard.type(" and ");
  const typing = await isPainted("while somebody types");
  assert.ok(typing < resting, `${typing} ranges while somebody types, ${resting} before`);
  await page.keyboard.press("Enter");
  await isPainted("scrolled after a key", 0.7);
  await page.evaluate(() => (/** @type {HTMLElement} */ (document.querySelector("textarea")).style.height = "790px"));
  await isPainted("enlarged");
  for (const width of ["300px", "900px"]) {
    await page.evaluate((width) => (/** @type {HTMLElement} */ (document.querySelector("textarea")).style.width = width), width);
    await isPainted(`${width} wide`);
  }
  await page.evaluate(() => {
    const field = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea"));
    const top = field.scrollTop;
    // As many letters in as many lines, and the names are elsewhere.
    field.value = field.value.replaceAll("Mayor Anna Weber told", "Mayor told Anna Weber");
    field.scrollTop = top;
    field.dispatchEvent(new InputEvent("input"));
  });
  await page.waitForFunction(() => {
    const { start, end } = /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis().mentions[0];
    return document.querySelector("textarea")?.value.slice(start - 11, end) === "Mayor told Anna Weber";
  });
  await isPainted("another text of the same length");
  await page.evaluate(() => {
    const field = /** @type {HTMLElement} */ (document.querySelector("textarea"));
    field.style.height = `${field.scrollHeight}px`;
  });
  await page.evaluate(() => scrollTo(0, 20_000));
  await isPainted("as high as its text, in the page's own viewport");
});

test("a quote that begins far above is painted where it is in view", async () => {
  const page = await open(`<textarea style="width: 300px; height: 300px"></textarea><article-highlighter for="textarea"></article-highlighter>`);
  const long = "we went on and on along the river with all our belongings and nobody ever asked us where we came from, ".repeat(60);
  await page.locator("textarea").fill(`Mayor Anna Weber spoke.\n\n“${long}and so it was,” Weber said.\n\n${"Nothing else is here.\n\n".repeat(200)}`);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis()?.quotes.length > 0);
  const sizes = await page.evaluate(async () => {
    const field = /** @type {HTMLElement} */ (document.querySelector("textarea"));
    const sizes = [];
    for (const top of [2000, field.scrollHeight]) {
      field.scrollTop = top;
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      sizes.push(CSS.highlights.get("copydesk-quote")?.size);
    }
    return sizes;
  });
  assert.deepEqual(sizes, [1, 0]);
});

test("fields of types without ranges are marked by a mirror, and those that hold no text are refused", async () => {
  for (const type of ["text", "search", "url", "tel", "email"]) {
    const page = await open(`<input type="${type}" size="60"><article-highlighter for="input"></article-highlighter>`);
    await page.locator("input").pressSequentially("Mayor Anna Weber met David Chen.");
    await page.waitForFunction(() => CSS.highlights.get("copydesk-person")?.size === 2);
    await page.keyboard.press("F8");
    await page.locator("article-highlighter").evaluate((/** @type {any} */ each) => each.jump({ start: 0, end: 5 }));
    assert.deepEqual(await page.evaluate(() => [/** @type {any} */ (globalThis).codes, /** @type {any} */ (globalThis).faults]), [[], []], type);
  }
  for (const type of ["password", "number", "checkbox", "hidden"]) {
    const page = await open(`<input type="${type}" value="Anna Weber"><article-highlighter for="input"></article-highlighter>`);
    await page.waitForFunction(() => /** @type {any} */ (globalThis).codes.length > 0);
    assert.deepEqual(await codes(page), ["argument"], type);
    assert.equal(await page.locator("article-highlighter").evaluate((/** @type {any} */ each) => each.value), "", type);
  }
});

test("an attribute may make an element the one that is meant, and another instead of it", async () => {
  const page = await open(`<p data-part="head">Mayor Anna Weber spoke.</p><p>Mayor Karl Braun spoke.</p><article-highlighter for="[data-part=body]"></article-highlighter>`);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).codes.includes("no-target"));
  /** @param {number} index @param {string} part */
  const set = (index, part) => page.locator("p").nth(index).evaluate((each, part) => each.setAttribute("data-part", part), part);
  await set(0, "body");
  await isMarked(page, "Anna Weber");
  await set(0, "old");
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.deepEqual(await highlighted(page, "copydesk-person"), ["Anna Weber"], "it stays while nothing else matches");
  await set(1, "body");
  await isMarked(page, "Karl Braun");
  assert.deepEqual(await highlighted(page, "copydesk-person"), ["Karl Braun"]);
  await page.locator("article-highlighter").evaluate((each) => each.setAttribute("for", ".lead"));
  await isPlain(page);
  await page.locator("p").first().evaluate((each) => each.classList.add("lead"));
  await isMarked(page, "Anna Weber");
  assert.deepEqual(await codes(page), ["no-target", "no-target"]);
});

test("a field that becomes one of a password is let go", async () => {
  const page = await open(`<input value="Mayor Anna Weber"><article-highlighter for="input"></article-highlighter>`);
  await isPainted(page);
  await page.locator("input").evaluate((each) => each.setAttribute("type", "password"));
  await isPlain(page);
  assert.deepEqual(await codes(page), ["argument"]);
  await page.locator("input").evaluate((each) => each.setAttribute("type", "text"));
  await isPainted(page);
});

test("a frame that stands in no page is told as such, and highlighted once it is in one", async () => {
  const page = await open("<article-highlighter></article-highlighter>");
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<p>Mayor Anna Weber spoke.</p>";
    Object.assign(globalThis, { frame });
    /** @type {any} */ (document.querySelector("article-highlighter")).connect(frame);
  });
  await page.waitForFunction(() => /** @type {any} */ (globalThis).codes.length > 0);
  assert.deepEqual(await codes(page), ["no-target"]);
  await page.evaluate(() => document.body.append(/** @type {any} */ (globalThis).frame));
  await isPainted(/** @type {import("playwright-core").Frame} */ (page.frames()[1]));
  await page.evaluate(() => /** @type {any} */ (globalThis).frame.remove());
  await page.waitForFunction(() => /** @type {any} */ (globalThis).codes.length > 1);
  assert.deepEqual(await codes(page), ["no-target", "target-gone"]);
});

test("the markup of the documentation for editors does nothing until its host connects", async () => {
  const docs = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
  const [, markup] = docs.match(/^(<article-highlighter.*>) +<!-- each of them -->$/m) ?? [];
  assert.ok(markup, "docs/embedding.md has no such line");
  const page = await open("");
  const story = '<p id="story">Mayor Anna Weber spoke.</p>';
  await page.evaluate(() => {
    const analyzed = Object.assign(globalThis, { analyzed: /** @type {string[]} */ ([]) }).analyzed;
    addEventListener("copydesk-analysis", ({ target }) => analyzed.push(/** @type {any} */ (target).analyzedText));
  });
  await page.evaluate((markup) => (document.body.innerHTML = markup), markup + story);
  // Another element has its analysis by the same engine, so that the first one had the time for its own.
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<p id="other">Karl Braun spoke.</p><article-highlighter for="#other"></article-highlighter>'));
  const analyzed = () => page.evaluate(() => /** @type {any} */ (globalThis).analyzed);
  await isMarked(page, "Karl Braun");
  // Marks are there before the analysis is told.
  await page.waitForFunction(() => /** @type {any} */ (globalThis).analyzed.length > 0);
  assert.deepEqual(await analyzed(), ["Karl Braun spoke."]);
  const element = page.locator("article-highlighter").first();
  assert.deepEqual(await element.evaluate((each) => [each.innerHTML, /** @type {any} */ (each).target]), ["", null]);
  await element.evaluate((/** @type {any} */ each) => each.connect(document.getElementById("story")));
  await isMarked(page, "Anna Weber");
  await element.evaluate((each) => document.body.prepend(each));
  await isMarked(page, "Anna Weber");
  assert.deepEqual(await codes(page), []);
});

test("the element's own editor goes where something else is highlighted, unless somebody wrote into it", async () => {
  const page = await open("<p>Mayor Anna Weber spoke.</p><article-highlighter></article-highlighter>");
  const own = page.getByRole("textbox", { name: "Article" });
  await own.waitFor();
  const element = page.locator("article-highlighter");
  const connect = () => element.evaluate((/** @type {any} */ each) => each.connect(document.querySelector("p")));
  await connect();
  await isMarked(page, "Anna Weber");
  assert.equal(await own.count(), 0);
  await element.evaluate((/** @type {any} */ each) => each.disconnect());
  await isPlain(page);
  assert.equal(await element.evaluate((each) => each.outerHTML), "<article-highlighter></article-highlighter>");
  await page.evaluate(() => document.body.append(document.createElement("article-highlighter")));
  await own.fill("David Chen");
  await page.locator("article-highlighter").last().evaluate((each) => each.setAttribute("for", "p"));
  await isMarked(page, "Anna Weber");
  assert.equal(await own.innerText(), "David Chen");
});

test("theme colours what a host connects and nothing else, the host's own colours count before it, and no node is written to", async () => {
  const page = await open(`${"<div><p>Mayor Anna Weber spoke.</p></div>".repeat(2)}<article-highlighter for=""></article-highlighter>`);
  const element = page.locator("article-highlighter");
  const colours = () =>
    page.evaluate(() => [...document.querySelectorAll("div")].map((each) => getComputedStyle(/** @type {Element} */ (each.firstElementChild), "::highlight(copydesk-person)").textDecorationColor));
  const markup = () => page.evaluate(() => [...document.querySelectorAll("div")].map((each) => each.outerHTML));
  const before = await markup();
  const [dark, light, own] = ["rgb(127, 178, 255)", "rgb(29, 95, 196)", "rgb(1, 2, 3)"];
  await element.evaluate((/** @type {any} */ element) => element.connect(document.querySelector("div")));
  await isPainted(page);
  assert.deepEqual(await colours(), [light, light]);
  await element.evaluate((/** @type {any} */ element) => (element.theme = "dark"));
  assert.deepEqual(await colours(), [dark, light]);
  await page.evaluate(() => document.documentElement.style.setProperty("--copydesk-person", "rgb(1, 2, 3)"));
  assert.deepEqual(await colours(), [own, own]);
  await page.evaluate(() => document.documentElement.removeAttribute("style"));
  await element.evaluate((/** @type {any} */ element) => element.connect(document.querySelectorAll("div")[1]));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).target === document.querySelectorAll("div")[1]);
  assert.deepEqual(await colours(), [light, dark]);
  await element.evaluate((/** @type {any} */ element) => (element.theme = null));
  assert.deepEqual(await colours(), [light, light]);
  assert.deepEqual(await markup(), before);
});

test("an adapter whose editor is not there yet is asked again when the page changes, and no engine starts before", async () => {
  const page = await open('<div id="story">Mayor Anna Weber spoke.</div><article-highlighter for=""></article-highlighter>');
  let workers = 0;
  page.on("worker", () => workers++);
  await page.evaluate(() => {
    const root = /** @type {HTMLElement} */ (document.getElementById("story"));
    const nothing = () => null;
    const painter = { paint: nothing, activate: nothing, close: nothing };
    const source = { root, text: "Karl Braun spoke.", read: nothing, liveRange: nothing, offset: () => -1, selection: nothing, select: nothing, close: nothing, painter };
    const editor = { isMounted: false, asked: 0 };
    Object.assign(globalThis, { editor });
    document.querySelector("article-highlighter")?.connect(() => {
      editor.asked++;
      if (!editor.isMounted) throw new Error("There is no view.");
      return /** @type {any} */ (source);
    });
  });
  await page.waitForFunction(() => /** @type {any} */ (globalThis).codes.length > 0);
  await page.evaluate(() => document.body.append("something else"));
  await page.waitForFunction(() => /** @type {any} */ (globalThis).editor.asked > 1);
  assert.equal(workers, 0);
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).editor.isMounted = true;
    document.body.append("the editor");
  });
  await page.waitForFunction(() => document.querySelector("article-highlighter")?.analyzedText === "Karl Braun spoke.");
  assert.deepEqual([workers, await codes(page)], [1, ["no-target"]]);
});

const ELEMENT = `<article-highlighter for="#story"></article-highlighter>`;
for (const [where, inside, outside] of [["outside", "", ELEMENT], ["inside", ELEMENT, ""]]) test(`in a modal dialog, the element ${where}, the card can be used, and Escape closes it alone`, async () => {
  const page = await open(`<dialog><textarea id="story" rows="5" cols="60">Mayor Anna Weber spoke.</textarea>${inside}</dialog>${outside}`);
  await page.evaluate(() => document.querySelector("dialog")?.showModal());
  await isPainted(page);
  const dialog = await page.locator("dialog").innerHTML();
  const click = async () => {
    const box = await page.evaluate(() => [...(CSS.highlights.get("copydesk-person") ?? [])].map((range) => /** @type {any} */ (range).getBoundingClientRect().toJSON())[0]);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  const button = page.getByRole("button", { name: "Always place" });
  await click();
  await button.waitFor();
  await page.keyboard.press("Escape");
  await button.waitFor({ state: "hidden" });
  assert.ok(await page.locator("dialog").evaluate((/** @type {any} */ each) => each.open));
  assert.equal(await page.locator("dialog").innerHTML(), dialog);
  await click();
  await button.click();
  await page.waitForFunction(() => CSS.highlights.get("copydesk-place")?.size === 1);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog")?.open);
});
