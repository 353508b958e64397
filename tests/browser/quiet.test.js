/** What the page leaves alone: the network, and the document while somebody types. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, paste, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start();
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

test("an input method composes undisturbed, and its letters are read when it is done", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await article.focus();
  await page.keyboard.type("Mayor Anna ");
  const session = await page.context().newCDPSession(page);
  for (const text of ["W", "We", "Web"]) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await article.filter({ hasText: /^Mayor Anna Web$/ }).waitFor();
  await session.send("Input.insertText", { text: "Weber" });
  await article.filter({ hasText: /^Mayor Anna Weber$/ }).waitFor();
  await page.keyboard.type(" spoke.");
  await findsWeber(page);
  assert.equal(await article.innerText(), "Mayor Anna Weber spoke.");
});
