/** The page finds what the command line finds, in every sample article and in the shared one. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { articles, articleText, open, paste, start } from "./browser.js";

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start();
});
after(() => site.close());

const all = await articles();
if (!all.some(({ shared }) => shared)) {
  test("the article in ../shared/seeds", { skip: "There is no ../shared/seeds beside this repository." }, () => {});
}

for (const { name, text } of all) {
  test(`${name}: the page and the command line find the same`, async () => {
    const page = await site.page();
    await open(page, site.origin);
    await paste(page, { "text/plain": text });
    const pasted = text.replace(/\r\n?/g, "\n");
    assert.equal(await articleText(page), pasted);
    const native = JSON.parse(
      execFileSync(String(process.env.COPYDESK_CLI), ["analyze", "--format", "json", "--offsets", "utf16"], {
        input: pasted,
        encoding: "utf8",
      }),
    );
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("combobox", { name: "Format" }).selectOption("json");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const shown = JSON.parse(await readFile(await (await saved).path(), "utf8"));
    assert.deepEqual({ ...shown, id: null }, { ...native, id: null });

    for (const [list, count] of [
      ["People", native.entities.filter((/** @type {any} */ each) => each.kind === "person").length],
      ["Places", native.entities.filter((/** @type {any} */ each) => each.kind === "place").length],
      ["Organizations", native.entities.filter((/** @type {any} */ each) => each.kind === "organization").length],
      ["Quotes", native.quotes.length],
    ]) {
      await page.waitForFunction(
        ([list, count]) =>
          [...(document.querySelector("article-highlighter")?.shadowRoot?.querySelectorAll("h2") ?? [])].find((title) => title.textContent === list)?.closest("section")?.querySelectorAll("li")
            .length === count,
        /** @type {[string, number]} */ ([list, count]),
      );
    }
    await page.context().close();
  });
}
