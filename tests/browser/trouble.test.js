/** What the page says when something is missing, blocked or old; the text stays usable throughout. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, paste, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/**
 * Opens the page on a site with trouble, and closes it again.
 *
 * @param {Parameters<typeof start>[0]} options
 * @param {(page: import("playwright-core").Page, origin: string) => Promise<void>} check
 * @param {import("playwright-core").BrowserContextOptions} [settings]
 */
async function onSite(options, check, settings) {
  const site = await start(options);
  try {
    await check(await site.page(settings), site.origin);
  } finally {
    await site.close();
  }
}

/** @param {import("playwright-core").Page} page @param {RegExp} words */
async function isTold(page, words) {
  const notice = page.getByRole("alert").filter({ hasText: words });
  await notice.waitFor();
  const article = page.getByRole("textbox", { name: "Article" });
  await article.fill("Still here.");
  assert.equal(await article.innerText(), "Still here.");
}

test("a missing WebAssembly file is told with its address and the cure", () =>
  onSite({ missing: ["/copydesk_bg.wasm"] }, async (page, origin) => {
    await page.goto(origin);
    await isTold(page, /could not be read from http.*copydesk_bg\.wasm.*404.*Put copydesk_bg\.wasm beside copydesk\.js/);
    await page.getByRole("status").filter({ hasText: "Nothing can be found until this is mended." }).waitFor();
  }));

test("a wrong file in its place is told", () =>
  onSite({ extra: { "/copydesk_bg.wasm": "<!doctype html><p>Not found" } }, async (page, origin) => {
    await page.goto(origin);
    await isTold(page, /is not the WebAssembly of Copydesk/);
  }));

test("blocked WebAssembly is told with the header that is needed", () =>
  onSite({ policy: "default-src 'self'" }, async (page, origin) => {
    await page.goto(origin);
    await isTold(page, /Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'/);
  }));

test("where no worker can start the page's own thread does the work", () =>
  onSite({ policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" }, async (page, origin) => {
    await open(page, origin);
    await paste(page, { "text/plain": ARTICLE });
    await page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" }).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
  }));

test("where the worker's program does not load the page's own thread does the work", () =>
  onSite({ missing: ["/worker.js"] }, async (page, origin) => {
    await open(page, origin);
    await paste(page, { "text/plain": ARTICLE });
    await page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" }).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
  }));

test("a part of the engine that does not load is told", () =>
  onSite({ missing: ["/engine.js", "/worker.js"] }, async (page, origin) => {
    await page.goto(origin);
    await isTold(page, /A part of Copydesk could not be loaded .*Put all files of one release beside each other/);
  }));

test("in a browser that cannot paint highlights the lists work, and the page says so", () =>
  onSite({}, async (page, origin) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, "Highlight");
      Reflect.deleteProperty(CSS, "highlights");
    });
    await open(page, origin);
    await paste(page, { "text/plain": ARTICLE });
    const weber = page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" });
    await weber.click();
    assert.equal(await page.evaluate(() => String(getSelection())), "Anna Weber");
    await isTold(page, /cannot paint highlights.*the lists work/);
  }));

test("without JavaScript the page says what it needs", () =>
  onSite(
    {},
    async (page, origin) => {
      await page.goto(origin);
      const notice = page.locator("noscript .notice");
      await notice.waitFor();
      assert.match(await notice.innerText(), /needs JavaScript. Allow JavaScript for this page/);
    },
    { javaScriptEnabled: false },
  ));

test("a program that does not load is told after a while", () =>
  onSite({ missing: ["/host.js"] }, async (page, origin) => {
    await page.goto(origin);
    await page.getByText("Copydesk has not started").waitFor();
  }));
