/** The examples with an editor, as `cargo xtask serve` shows them, and what they say without one. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "../browser/browser.js";
import { bundle } from "./bundle.js";
import { EXAMPLES } from "./editors.js";

/** As the server of `cargo xtask serve` sends it with these pages. */
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; frame-src 'self' blob:; img-src 'self' data: blob:; font-src 'self' data:";

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  /** @type {Record<string, string>} */
  const extra = {};
  for (const [name, content] of await bundle(EXAMPLES)) extra[`/examples/editors/${name}`] = content;
  extra["/early.html"] = `<!doctype html><div id="place"></div><article-highlighter for="iframe[name=editor-canvas]"></article-highlighter><script type="module">
    import "/element.js";
    import { make } from "/examples/editors/gutenberg.js";
    await make(document.getElementById("place"), ["Mayor Anna Weber spoke."], 320);
  </script>`;
  site = await start({ extra, policy: POLICY });
});
after(() => site?.close());

for (const { name, saved, data } of [
  { name: "prosemirror", saved: "<p>Mayor Anna Weber", data: '"@type": "NewsArticle"' },
  { name: "tinymce", saved: "<p>Mayor Anna Weber", data: '"people"' },
  { name: "wordpress", saved: "<!-- wp:paragraph -->", data: '"slug": "anna-weber"' },
]) {
  test(`the example ${name} marks the story and shows what would be saved`, async () => {
    const page = await site.page();
    await page.goto(`${site.origin}/examples/${name}.html`);
    await page.locator("#data", { hasText: data }).waitFor();
    await page.locator("#saved", { hasText: saved }).waitFor();
    await page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" }).waitFor();
    assert.equal(await page.locator("#trouble").innerText(), "");
    assert.doesNotMatch(await page.locator("#saved").innerText(), /copydesk/);
  });
}

test("without its editor an example says what to run", async () => {
  const bare = await start();
  after(() => bare.close());
  const page = await bare.page();
  await page.goto(`${bare.origin}/examples/prosemirror.html`);
  await page.locator("#trouble", { hasText: "cargo xtask examples" }).waitFor();
});

test("an element that stands in the page before WordPress's canvas does finds it", async () => {
  const page = await site.page();
  await page.goto(`${site.origin}/early.html`);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).value?.includes("Anna Weber"));
});
