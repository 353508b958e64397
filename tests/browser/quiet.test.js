/** What the page leaves alone: the network, and the document while somebody types. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { highlighted, open, paints, paste, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/** A text that somebody composes in, behind "today". */
const COMPOSED_INTO = "So today Mayor Anna Weber met David Chen in Berlin.";
const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><script type="module" src="/element.js"></script>
<div id="story" contenteditable="true"><p>${COMPOSED_INTO}</p></div><article-highlighter for="#story"></article-highlighter></html>`;

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({ extra: { "/host.html": HOST } });
});
after(() => site.close());

/** @param {import("playwright-core").Page} page */
const findsWeber = (page) => page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" }).waitFor();

test("the page asks nothing of any other origin, and nothing at all after it has loaded", async () => {
  const page = await site.page();
  /** @type {string[]} */
  const asked = [];
  page.context().on("request", (request) => asked.push(request.url()));
  await open(page, site.origin);
  // The icon is asked for by the browser itself, in its own time.
  const foreign = asked.filter((url) => !url.startsWith(`${site.origin}/`));
  assert.deepEqual(foreign, []);
  assert.ok(asked.length > 0);
  asked.length = 0;
  await paste(page, { "text/plain": ARTICLE });
  await findsWeber(page);
  await page.keyboard.type(" And Anna Weber went home.");
  await page.getByRole("checkbox", { name: "Highlight people" }).uncheck();
  await page.keyboard.press("F8");
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  await download;
  assert.deepEqual(asked.filter((url) => !url.startsWith("blob:") && !url.endsWith("/icon.svg")), []);
});

test("the page asks for all its modules at once, and for none that it does not need", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const { named, asked } = await page.evaluate(() => {
    const paths = (/** @type {string[]} */ urls) => [...new Set(urls.map((url) => new URL(url).pathname))].sort();
    const links = [...document.querySelectorAll("link[rel=modulepreload]")].map((link) => /** @type {HTMLLinkElement} */ (link).href);
    const scripts = [...document.scripts].map((script) => script.src);
    const resources = performance.getEntriesByType("resource").map(({ name }) => name);
    return { named: paths([...links, ...scripts]), asked: paths(resources.filter((url) => url.endsWith(".js") && !url.endsWith("/worker.js"))) };
  });
  assert.deepEqual(named, asked);
});

test("the page's own policy forbids it to send anything to another origin", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const blocked = await page.evaluate(async () => {
    try {
      await fetch("http://127.0.0.2:9/");
      return false;
    } catch {
      return new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
        fetch("http://127.0.0.2:9/").catch(() => {});
      });
    }
  });
  assert.equal(blocked, true);
});

test("while letters are typed, the article changes only by those letters", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  await findsWeber(page);
  await page.evaluate(() => {
    const article = /** @type {HTMLElement} */ (document.getElementById("article"));
    /** @type {string[]} */
    const changes = [];
    Object.assign(globalThis, { changes });
    new MutationObserver((records) => changes.push(...records.map((record) => record.type))).observe(article, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  const typed = " Karl Braun said so.";
  await page.keyboard.type(typed);
  await page.getByRole("list", { name: "People" }).getByRole("button", { name: "Karl Braun" }).waitFor();
  const changes = await page.evaluate(() => /** @type {any} */ (globalThis).changes);
  assert.deepEqual([...new Set(changes)], ["characterData"]);
  assert.equal(changes.length, typed.length);
});

/** What an input method shows while somebody writes: letters, then syllables. */
const COMPOSED = ["n", "ni", "にh", "にほんご"];

/**
 * Composes as an input method does, and gives the letters that are painted as a person after each step, two frames
 * later, and what changed in the document meanwhile.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} editor Its selector; the caret is in it.
 */
async function compose(page, editor) {
  const session = await page.context().newCDPSession(page);
  await page.locator(editor).evaluate((root) => {
    /** @type {Set<string>} */
    const changes = new Set();
    Object.assign(globalThis, { changes });
    const observer = new MutationObserver((records) => records.forEach((record) => changes.add(record.type)));
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const painted = [];
  for (const text of COMPOSED) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    });
    painted.push(await highlighted(page, "copydesk-person"));
  }
  const changes = await page.evaluate(() => [.../** @type {any} */ (globalThis).changes]);
  await session.send("Input.insertText", { text: "日本語" });
  return { painted, changes };
}

for (const [where, path, editor] of [
  ["the page's editor", "/", "#article"],
  ["a host's editor", "/host.html", "#story"],
]) {
  test(`in ${where} an input method composes undisturbed, and marks stay on their letters`, async () => {
    const page = await site.page();
    await page.goto(site.origin + path);
    if (path === "/") {
      await page.waitForFunction(() => document.documentElement.dataset.engine === "ready");
      await paste(page, { "text/plain": COMPOSED_INTO });
    }
    await paints(page, "copydesk-person", ["Anna Weber", "David Chen"]);
    await page.locator(editor).evaluate((root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      root.focus();
      getSelection()?.collapse(walker.nextNode(), "So today".length);
    });
    const { painted, changes } = await compose(page, editor);
    assert.deepEqual(painted, COMPOSED.map(() => ["Anna Weber", "David Chen"]));
    assert.deepEqual(changes, ["characterData"]);
    assert.equal(await page.locator(editor).innerText(), COMPOSED_INTO.replace("today", "today日本語"));
    await paints(page, "copydesk-person", ["Anna Weber", "David Chen"]);
  });
}

test("what an input method composes is found before it is done", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await article.focus();
  await page.keyboard.type("Mayor Anna ");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "Weber", selectionStart: 5, selectionEnd: 5 });
  await findsWeber(page);
  await session.send("Input.insertText", { text: "Weber" });
  await page.keyboard.type(" spoke.");
  await article.filter({ hasText: /^Mayor Anna Weber spoke\.$/ }).waitFor();
});
