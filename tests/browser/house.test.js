/** The house list: in the page's menu, on its cards, in the element. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { articleText, highlighted, open, paste, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/** @param {string} body */
const host = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><body>
<p id="body">Mayor Anna Weber met the quayside fund in Berlin.</p>
<p id="other">Mayor Anna Weber met the quayside fund in Berlin.</p>
${body}<script type="module" src="/element.js"></script></body></html>`;

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({
    extra: {
      "/lists.json": JSON.stringify({ always: [{ name: "quayside fund", kind: "organization" }, { name: "nothing" }] }),
      "/broken.json": "{",
      "/property.html": host('<article-highlighter id="one" for="#body"></article-highlighter><article-highlighter id="two" for="#other"></article-highlighter>'),
      "/url.html": host('<article-highlighter id="one" for="#body" lists-url="lists.json"></article-highlighter>'),
      "/broken.html": host('<article-highlighter id="one" for="#body" lists-url="broken.json"></article-highlighter>'),
      "/missing.html": host('<article-highlighter id="one" for="#body" lists-url="nowhere.json"></article-highlighter>'),
      "/foreign.html": host('<article-highlighter id="one" for="#body" lists-url="https://example.org/lists.json"></article-highlighter>'),
    },
  });
});
after(() => site.close());

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} list @param {string | RegExp} name */
const entry = (page, list, name) => page.getByRole("list", { name: list, exact: true }).getByRole("button", { name });

/** Opens the page with the article in it. */
async function openArticle() {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  await entry(page, "People", "Anna Weber").waitFor();
  return page;
}

/** @param {Page} page @param {string} name Of the list's entries, from 0. */
const rows = (page, name = "") => page.getByRole("dialog", { name: "House list" }).getByRole("listitem").filter({ hasText: name });

/**
 * Selects the first place of some words in the article, as by dragging over them.
 *
 * @param {Page} page
 * @param {string} words
 */
async function select(page, words) {
  await page.evaluate((words) => {
    const walker = document.createTreeWalker(/** @type {Node} */ (document.getElementById("article")), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(words) ?? -1;
      if (at < 0) continue;
      document.getElementById("article")?.focus();
      return getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
    }
    throw new Error(`${words} is not in the article`);
  }, words);
}

test("entries count as they are typed, and what is wrong with one stands beside it", async () => {
  const page = await openArticle();
  await page.getByRole("button", { name: "House list" }).click();
  await page.getByRole("button", { name: "Add a name" }).click();
  await page.keyboard.type("new bridge");
  const first = rows(page).nth(0);
  await first.getByRole("combobox", { name: "Kind" }).selectOption("place");
  await entry(page, "Places", "new bridge").waitFor();

  await first.getByRole("textbox", { name: "Name" }).press("Enter");
  const second = rows(page).nth(1);
  await second.getByRole("checkbox", { name: "Pattern" }).check();
  const pattern = second.getByRole("textbox", { name: "Pattern" });
  await pattern.fill("(World");
  await second.getByText(/^Left out: its pattern is no regular expression .*Mend the pattern\.$/).waitFor();
  assert.equal(await pattern.getAttribute("aria-invalid"), "true");
  assert.equal(await first.getByText("Left out").count(), 0);
  assert.equal(await entry(page, "Places", "new bridge").count(), 1, "the rest of the list works");

  await pattern.fill("(David Chen of the )?World Bank");
  await second.getByRole("combobox", { name: "Kind" }).selectOption("organization");
  await entry(page, "Organizations", "David Chen of the World Bank").waitFor();
  assert.equal(await pattern.getAttribute("aria-invalid"), "false");
  await second.getByRole("combobox", { name: "Rule" }).selectOption("never");
  await entry(page, "People", "David Chen").waitFor();

  await first.getByRole("button", { name: "Remove new bridge" }).click();
  await entry(page, "Places", "new bridge").waitFor({ state: "detached" });
  assert.equal(await rows(page).count(), 1);
  assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), "Remove (David Chen of the )?World Bank");
  assert.equal(await articleText(page), ARTICLE);
});

test("other ways to write a name belong to it", async () => {
  const page = await openArticle();
  await page.getByRole("button", { name: "House list" }).click();
  await page.getByRole("button", { name: "Add a name" }).click();
  await page.keyboard.type("City");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Tuesday; Friday");
  await entry(page, "People", /^(City|Tuesday|Friday) 3 mentions$/).waitFor();
});

test("a card puts a mark on the list, and takes it off", async () => {
  const page = await openArticle();
  await entry(page, "Places", "Berlin").click();
  await page.keyboard.press("Alt+Enter");
  const actions = page.getByRole("group", { name: "House list: Berlin" });
  await actions.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.ariaLabel), "Always person");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "article");
  assert.equal(await actions.count(), 0);

  await page.evaluate(() => {
    // What is announced makes room for the sum again after a while, so it is written down when it comes.
    const status = /** @type {Element} */ (document.querySelector("article-highlighter")?.shadowRoot?.querySelector("[role=status]"));
    /** @type {(string | null)[]} */
    const told = [];
    Object.assign(globalThis, { told });
    new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
  });
  await page.keyboard.press("Alt+Enter");
  await actions.getByRole("button", { name: "Never mark this" }).click();
  await entry(page, "Places", "Berlin").waitFor({ state: "detached" });
  const told = await page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (globalThis).told));
  assert.ok(told.includes("“Berlin” is on the house list: never marked."), told.join(" | "));
  assert.ok(!(await highlighted(page, "copydesk-place")).includes("Berlin"));
  assert.match(await page.getByRole("button", { name: "House list" }).innerText(), /1/);

  await select(page, "erli");
  await page.keyboard.press("Alt+Enter");
  await actions.getByRole("button", { name: "Always organization" }).press("Enter");
  await entry(page, "Organizations", "Berlin").waitFor();
  await page.getByRole("button", { name: "House list" }).click();
  assert.equal(await rows(page).count(), 1, "a name comes under one rule");
  assert.equal(await articleText(page), ARTICLE);
});

test("selected words get a card when the pointer lets go of them", async () => {
  const page = await openArticle();
  await page.getByText("City approves a new bridge").dblclick({ position: { x: 12, y: 16 } });
  assert.equal(await page.evaluate(() => String(getSelection()).trim()), "City");
  await page.getByRole("group", { name: "House list: City" }).getByRole("button", { name: "Always place" }).click();
  await entry(page, "Places", "City").waitFor();
});

test("the list is saved to a file and read from one", async () => {
  const page = await openArticle();
  await page.getByRole("button", { name: "House list" }).click();
  const chosen = page.getByLabel("House list file");
  const list = {
    always: [{ name: "Friday", kind: "organization", aliases: ["Tuesday, Inc."] }, { pattern: "[", kind: "place" }],
    never: [{ name: "Berlin" }],
  };
  const file = (/** @type {string} */ content) => ({ name: "desk.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await chosen.setInputFiles(file(JSON.stringify(list)));
  await entry(page, "Organizations", "Friday").waitFor();
  await entry(page, "Places", "Berlin").waitFor({ state: "detached" });
  await page.getByText("3 entries added from desk.json.").waitFor();
  await page.getByText(/^Left out: its pattern/).waitFor();
  await chosen.setInputFiles(file(JSON.stringify(list)));
  await page.getByText("0 entries added from desk.json.").waitFor();
  await chosen.setInputFiles(file('{"always": [{"name": 7}]}'));
  await page.getByText(/^desk\.json is no house list: the name of "always" number 1 is no text/).waitFor();
  assert.equal(await rows(page).count(), 3);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save file" }).click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), "house-list.json");
  assert.deepEqual(JSON.parse(await readFile(await saved.path(), "utf8")), list);
  assert.deepEqual(
    await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]),
    [0, 0, ""],
    "nothing is stored",
  );
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [1280, 390]) {
    test(`${colorScheme}, ${width} pixels wide: the menu and the card break no rule of accessibility`, async () => {
      const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core")), "utf8");
      const page = await site.page({ colorScheme, viewport: { width, height: 800 } });
      await open(page, site.origin);
      await paste(page, { "text/plain": ARTICLE });
      await entry(page, "People", "Anna Weber").waitFor();
      const violations = async () => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
        return violations.map((/** @type {any} */ each) => `${each.id}: ${each.nodes.map((/** @type {any} */ node) => node.html).join(" ")}`);
      };
      await select(page, "City");
      await page.keyboard.press("Alt+Enter");
      await page.getByRole("group", { name: "House list: City" }).waitFor();
      assert.deepEqual(await violations(), [], "with a card open");
      await page.getByRole("button", { name: "Always place" }).click();
      await page.getByRole("button", { name: "House list" }).click();
      await page.getByRole("button", { name: "Add a name" }).click();
      await rows(page).nth(1).getByRole("checkbox", { name: "Pattern" }).check();
      await rows(page).nth(1).getByRole("textbox", { name: "Pattern" }).fill("(");
      await page.getByText(/^Left out:/).waitFor();
      assert.deepEqual(await violations(), [], "with the menu open");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out at the side");
    });
  }
}

/**
 * Opens a host page; the errors that its elements tell are kept in `errors`, from the first moment.
 *
 * @param {string} path
 */
async function openHost(path) {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const errors = [];
    Object.assign(globalThis, { errors });
    document.addEventListener("copydesk-error", (event) => errors.push(/** @type {CustomEvent} */ (event).detail));
  });
  await page.goto(`${site.origin}${path}`);
  return page;
}

/** @param {Page} page @param {number} count */
const toldErrors = async (page, count) => {
  await page.waitForFunction((count) => /** @type {any} */ (globalThis).errors.length >= count, count);
  return page.evaluate(() => /** @type {{ code: string, message: string }[]} */ (/** @type {any} */ (globalThis).errors));
};

/** @param {Page} page @param {string} id @param {string} name @param {boolean} found */
const finds = (page, id, name, found = true) =>
  page.waitForFunction(
    ([id, name, found]) =>
      /** @type {any} */ (document.getElementById(/** @type {string} */ (id)))
        .getAnalysis()
        ?.entities.some((/** @type {any} */ each) => `${each.kind} ${each.name}` === name) === found,
    /** @type {[string, string, boolean]} */ ([id, name, found]),
  );

/** @param {Page} page @param {string} id @param {import("../../www/types.js").HouseList | null} lists */
const setLists = (page, id, lists) =>
  page.evaluate(([id, lists]) => Object.assign(/** @type {any} */ (document.getElementById(/** @type {string} */ (id))), { lists }), /** @type {[string, any]} */ ([id, lists]));

test("the element's lists count at once, for that element alone", async () => {
  const page = await openHost("/property.html");
  await finds(page, "one", "place Berlin");
  await finds(page, "two", "place Berlin");
  const fund = /** @type {const} */ ({ name: "quayside fund", kind: "organization" });
  await setLists(page, "one", { always: [fund, { name: "Tuesday" }], never: [{ name: "Berlin" }] });
  await finds(page, "one", "organization quayside fund");
  await finds(page, "one", "place Berlin", false);
  const [error] = await toldErrors(page, 1);
  assert.equal(error.code, "house-list");
  assert.match(error.message, /"always" number 2 \("Tuesday"\) is left out: it says no kind\. Give it/);
  await finds(page, "two", "place Berlin");
  await finds(page, "two", "organization quayside fund", false);
  assert.deepEqual((await highlighted(page, "copydesk-organization")), ["quayside fund"]);

  await setLists(page, "one", { never: [{ name: "Anna Weber" }] });
  await finds(page, "one", "place Berlin");
  await finds(page, "one", "person Anna Weber", false);
  await setLists(page, "one", null);
  await finds(page, "one", "person Anna Weber");
  await setLists(page, "one", /** @type {any} */ ({ alwyas: [] }));
  const errors = await toldErrors(page, 2);
  assert.match(errors[1].message, /This is no house list: it has a field "alwyas"/);
  await finds(page, "two", "place Berlin");
});

test("lists may be set before the element is defined", async () => {
  const page = await openHost("/property.html");
  await finds(page, "one", "place Berlin");
  await page.evaluate(() => {
    // In a document without a window no element is defined; this one becomes what it is when it moves.
    const element = document.implementation.createHTMLDocument().createElement("article-highlighter");
    Object.assign(element, { lists: { never: [{ name: "Berlin" }] } });
    element.id = "late";
    element.setAttribute("for", "#body");
    document.getElementById("one")?.replaceWith(element);
  });
  await finds(page, "late", "person Anna Weber");
  await finds(page, "late", "place Berlin", false);
});

test("a list is read from the host's own origin", async () => {
  const page = await openHost("/url.html");
  await finds(page, "one", "organization quayside fund");
  const [error] = await toldErrors(page, 1);
  assert.match(error.message, /"always" number 2 \("nothing"\) is left out/);
});

for (const [path, words] of /** @type {[string, RegExp][]} */ ([
  ["/broken.html", /^http.*\/broken\.json is no house list: it is not JSON .*It should hold/],
  ["/missing.html", /could not be read from http.*\/nowhere\.json \(the server answered 404\)\. Put the file there/],
  ["/foreign.html", /"https:\/\/example\.org\/lists\.json" is not on this page's own origin.*Put the file on http/],
])) {
  test(`${path}: without its list the text is highlighted all the same, and the element says why`, async () => {
    const page = await openHost(path);
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const [error] = await toldErrors(page, 1);
    assert.equal(error.code, "house-list");
    assert.match(error.message, words);
    await finds(page, "one", "person Anna Weber");
    assert.deepEqual(asked.filter((url) => !url.startsWith(site.origin)), []);
  });
}
