/** The custom element in a host's page: what it paints, what it tells, what it leaves alone. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { highlighted, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/** @param {string} body */
const host = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<script type="module" src="/element.js"></script>${body}`;
const paragraphs = ARTICLE.split("\n\n")
  .map((text) => `<p>\n    ${text.replace("Anna Weber", "<b>Anna</b> <i>Weber</i>")}\n  </p>`)
  .join("\n  ");

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({
    extra: {
      "/for.html": host(`<div id="body" contenteditable="true">${paragraphs}</div>
        <div id="other">${paragraphs}</div>
        <article-highlighter id="first" for="#body"></article-highlighter>
        <article-highlighter id="second" for="#other" kinds="person"></article-highlighter>`),
      "/own.html": host("<article-highlighter></article-highlighter>"),
      "/slot.html": host(`<article-highlighter><section>${paragraphs}</section></article-highlighter>`),
      "/field.html": host(`<textarea id="field" rows="20" cols="60">${ARTICLE}</textarea><article-highlighter for="#field"></article-highlighter>`),
      "/nowhere.html": host('<article-highlighter for="#nowhere"></article-highlighter>'),
    },
  });
});
after(() => site.close());

/**
 * Opens a host page; what the elements tell is kept in `told`, from the first moment on.
 *
 * @param {string} path
 */
async function openHost(path) {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const told = [];
    Object.assign(globalThis, { told });
    for (const type of ["ready", "analysis", "select", "error"]) {
      document.addEventListener(`copydesk-${type}`, (event) =>
        told.push({ type, id: /** @type {Element} */ (event.target).id, detail: /** @type {CustomEvent} */ (event).detail }),
      );
    }
  });
  await page.goto(`${site.origin}${path}`);
  return page;
}

/** @param {import("playwright-core").Page} page @param {string} type @param {string} [id] */
async function isTold(page, type, id = "") {
  const told = await page.waitForFunction(
    ([type, id]) => /** @type {any} */ (globalThis).told.find((/** @type {any} */ each) => each.type === type && each.id === id),
    /** @type {[string, string]} */ ([type, id]),
  );
  return told.jsonValue();
}

/** @param {import("playwright-core").Page} page @param {string} name @param {number} count */
const paintsCount = (page, name, count) =>
  page.waitForFunction(
    ([name, count]) => (CSS.highlights.get(/** @type {string} */ (name))?.size ?? 0) === count,
    /** @type {[string, number]} */ ([name, count]),
  );

test("it highlights the host's element and leaves its content as it was", async () => {
  const page = await openHost("/for.html");
  const content = () => page.evaluate(() => ["body", "other"].map((id) => document.getElementById(id)?.innerHTML));
  const before = await content();
  await isTold(page, "ready", "first");
  const { detail } = await isTold(page, "analysis", "first");
  assert.ok(detail.analysis.entities.some((/** @type {any} */ each) => each.name === "Anna Weber"));
  assert.equal(detail.version, 0);
  await isTold(page, "analysis", "second");
  assert.equal((await highlighted(page, "copydesk-person")).filter((text) => text === "Anna Weber").length, 2, "one in each");
  assert.deepEqual(await content(), before);
  const analysis = await page.evaluate(() => /** @type {any} */ (document.getElementById("first")).getAnalysis());
  assert.deepEqual(analysis, detail.analysis);
});

test("each element adds and removes only its own ranges", async () => {
  const page = await openHost("/for.html");
  await isTold(page, "analysis", "first");
  await isTold(page, "analysis", "second");
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-quote")?.size ?? 0) > 0);
  const people = (await highlighted(page, "copydesk-person")).length;
  const quotes = (await highlighted(page, "copydesk-quote")).length;
  assert.ok(people > 0 && people % 2 === 0, "both articles are the same");
  await page.evaluate(() => {
    const own = document.createRange();
    own.selectNodeContents(/** @type {Node} */ (document.getElementById("other")?.firstElementChild));
    CSS.highlights.get("copydesk-person")?.add(own);
    CSS.highlights.set("the-hosts-own", new Highlight(own));
    document.getElementById("second")?.remove();
  });
  assert.equal((await highlighted(page, "copydesk-person")).length, people / 2 + 1);
  assert.equal((await highlighted(page, "copydesk-quote")).length, quotes);
  await page.evaluate(() => document.getElementById("first")?.remove());
  assert.equal((await highlighted(page, "copydesk-person")).length, 1);
  assert.equal((await highlighted(page, "copydesk-quote")).length, 0);
  assert.equal((await highlighted(page, "the-hosts-own")).length, 1);
});

test("it follows what is typed in the host's editor", async () => {
  const page = await openHost("/for.html");
  await isTold(page, "analysis", "first");
  await page.evaluate(() => getSelection()?.selectAllChildren(/** @type {Node} */ (document.querySelector("#body p:last-child"))));
  await page.keyboard.type("Karl Braun stayed in Berlin.");
  await page.waitForFunction(() =>
    /** @type {any} */ (document.getElementById("first")).getAnalysis().entities.some((/** @type {any} */ each) => each.name === "Karl Braun"),
  );
  await page.waitForFunction(() =>
    [...(CSS.highlights.get("copydesk-person") ?? [])].some(
      (range) => range.startContainer.textContent?.slice(range.startOffset, range.endOffset) === "Karl Braun",
    ),
  );
});

test("a blank paragraph is marked once letters are put into its node", async () => {
  const page = await openHost("/for.html");
  await isTold(page, "analysis", "first");
  await page.evaluate(() => {
    const blank = document.createElement("p");
    blank.id = "blank";
    blank.textContent = "\u00a0";
    document.getElementById("body")?.append(blank);
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await page.evaluate(() => {
    /** @type {Text} */ (document.getElementById("blank")?.firstChild).data = "Maria Lopez spoke.";
  });
  await page.waitForFunction(() =>
    [...(CSS.highlights.get("copydesk-person") ?? [])].some(({ startContainer }) => startContainer.parentElement?.id === "blank"),
  );
});

test("kinds says what is painted, and may change", async () => {
  const page = await openHost("/for.html");
  await isTold(page, "analysis", "second");
  await page.evaluate(() => document.getElementById("first")?.remove());
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
  await paintsCount(page, "copydesk-quote", 0);
  await page.evaluate(() => document.getElementById("second")?.setAttribute("kinds", "quote"));
  await paintsCount(page, "copydesk-person", 0);
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-quote")?.size ?? 0) > 0);
});

test("without for it offers an editor of its own, which keeps its text when it moves", async () => {
  const page = await openHost("/own.html");
  await isTold(page, "ready");
  const article = page.getByRole("textbox", { name: "Article" });
  await article.fill(ARTICLE);
  await page.waitForFunction(() =>
    /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis()?.entities.some((/** @type {any} */ each) => each.name === "Anna Weber"),
  );
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("article-highlighter")).value), ARTICLE);
  await page.evaluate(() => {
    const section = document.createElement("section");
    document.body.append(section);
    section.append(/** @type {Element} */ (document.querySelector("article-highlighter")));
  });
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("article-highlighter")).value), ARTICLE);
  await page.evaluate(() => (/** @type {any} */ (document.querySelector("article-highlighter")).value = "David Chen spoke."));
  await page.waitForFunction(() =>
    /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis()?.entities[0]?.name === "David Chen",
  );
});

test("the look of its own editor goes with the last element that has one", async () => {
  const page = await openHost("/own.html");
  await isTold(page, "ready");
  const sheets = () => page.evaluate(() => document.adoptedStyleSheets.filter((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes("copydesk-editor"))).length);
  const border = () => page.locator(".copydesk-editor").first().evaluate((each) => getComputedStyle(each).borderTopStyle);
  await page.evaluate(() => document.body.append(document.createElement("article-highlighter")));
  await page.waitForFunction(() => document.querySelectorAll(".copydesk-editor").length === 2);
  await page.evaluate(() => document.body.prepend(/** @type {Element} */ (document.querySelector("article-highlighter"))));
  assert.equal(await border(), "solid", "it was moved");
  await page.evaluate(() => document.querySelector("article-highlighter")?.remove());
  assert.equal(await border(), "solid", "one is left");
  await page.evaluate(() => document.querySelector("article-highlighter")?.disconnect());
  assert.equal(await sheets(), 0);
  assert.equal(await page.locator(".copydesk-editor").count(), 0, "nobody wrote into it");
});

test("an element inside it is highlighted where it stands", async () => {
  const page = await openHost("/slot.html");
  await isTold(page, "analysis");
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
  assert.ok((await highlighted(page, "copydesk-person")).includes("Anna Weber"));
});

test("F8 and clicks on marks are told", async () => {
  const page = await openHost("/for.html");
  await isTold(page, "analysis", "first");
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
  await page.locator("#body").focus();
  await page.keyboard.press("F8");
  const { detail } = await isTold(page, "select", "first");
  assert.equal(detail.mark.kind, "person");
  assert.equal(await page.evaluate(() => String(getSelection())), "Anna Weber");
});

test("a text field is analyzed as well", async () => {
  const page = await openHost("/field.html");
  const { detail } = await isTold(page, "analysis");
  assert.ok(detail.analysis.entities.some((/** @type {any} */ each) => each.name === "Anna Weber"));
  await page.locator("#field").fill("Karl Braun spoke.");
  await page.waitForFunction(() =>
    /** @type {any} */ (document.querySelector("article-highlighter")).getAnalysis().entities.some((/** @type {any} */ each) => each.name === "Karl Braun"),
  );
  assert.equal(await page.locator("#field").inputValue(), "Karl Braun spoke.");
});

test("a selector that matches nothing is told in words", async () => {
  const page = await openHost("/nowhere.html");
  const { detail } = await isTold(page, "error");
  assert.equal(detail.code, "no-target");
  assert.match(detail.message, /No element matches for="#nowhere"/);
});
