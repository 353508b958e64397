/** What a host gives the element wrongly: it is told what is wrong, in an event or in the console. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./browser.js";
import { ARTICLE } from "./article.js";

const STORY = `<div id="story" contenteditable="true">${ARTICLE.split("\n\n").map((text) => `<p>${text}</p>`).join("")}</div>`;
/** @param {string} attributes @param {string} [body] */
const host = (attributes, body = STORY) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<script type="module" src="/element.js"></script>${body}<article-highlighter ${attributes}></article-highlighter>`;

/** Hosts, by what they name as the worker. */
const WORKERS = {
  "a program that never answers": "/silent.js",
  "a program that says something else": "/chatty.js",
  "no file": "/nowhere.js",
  "a page": "/story.html",
  "a broken program": "/broken.js",
  "another origin": "https://elsewhere.example/worker.js",
};

/** What goes wrong before the page's next module runs, by code: the element's attributes, and what stands before it. @type {Record<string, [string, string]>} */
const FIRST = {
  "no-target": ['for="#nowhere"', ""],
  argument: ['for="##"', ""],
  language: ['for="#story" lang="de"', ""],
  frame: ['for="iframe"', '<iframe sandbox srcdoc="Anna Weber"></iframe>'],
  "second-copy": ['for="#story"', '<script type="module" src="/element.js?copy"></script>'],
};

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  const worker = Object.values(WORKERS).map((address, index) => [`/worker-${index}.html`, host(`for="#story" worker-url="${address}"`)]);
  site = await start({
    policy: (path) =>
      path === "/trusted.html"
        ? "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'"
        : "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' https://elsewhere.example",
    extra: {
      ...Object.fromEntries(worker),
      "/silent.js": "addEventListener('message', () => {});",
      "/chatty.js": "postMessage('hello'); postMessage(null);",
      "/broken.js": "this is no program",
      "/story.html": host('for="#story" panel="bottom"'),
      "/trusted.html": host('for="#story"'),
      "/values.html": host('for="#story" kinds="person, people" panel="top" theme="pink"'),
      "/bad-worker.html": host('for="#story" worker-url="http://[bad"'),
      "/bad-wasm.html": host('for="#story" wasm-url="http://[bad"'),
      "/bad-selector.html": host('for="#story >"'),
      "/select.html": host('for="#choice"', '<select id="choice"><option>Anna Weber</select>'),
      "/frame.html": '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><iframe src="/embed.html"></iframe>',
      "/app.js": `globalThis.heard = [];
        document.querySelector("article-highlighter").addEventListener("copydesk-error", (event) => {
          heard.push(event.detail.code);
          if (location.search) event.preventDefault();
        });`,
      ...Object.fromEntries(Object.entries(FIRST).map(([code, [attributes, before]]) => [`/first-${code}.html`, host(attributes, `${STORY}${before}<script type="module" src="/app.js"></script>`)])),
      "/no-wasm.html": host('for="#story" wasm-url="/nowhere.wasm"'),
    },
  });
});
after(() => site.close());

/**
 * Opens a host; what its element tells is kept in `told`, what the console warns of in what comes back.
 *
 * @param {string} path
 */
async function open(path) {
  const page = await site.page();
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.clock.install();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const told = [];
    Object.assign(globalThis, { told });
    for (const type of /** @type {const} */ (["copydesk-ready", "copydesk-error"])) {
      addEventListener(type, ({ detail }) => told.push(detail));
    }
  });
  await page.goto(`${site.origin}${path}`);
  return { page, warnings };
}

/**
 * The first that the element tells.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<{ place?: string, code?: string, message?: string }>}
 */
async function told(page) {
  const first = await page.waitForFunction(() => /** @type {any} */ (globalThis).told[0]);
  return first.jsonValue();
}

for (const [index, [what, address]] of Object.entries(WORKERS).entries()) {
  test(`${what} as the worker: the page's own thread does the work, and the console says so`, async () => {
    const { page, warnings } = await open(`/worker-${index}.html`);
    // Nobody needs to sit out the time that a worker is given.
    if (address === "/silent.js") await page.clock.runFor(15_000);
    assert.deepEqual(await told(page), { place: "page" });
    await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
    assert.equal(warnings.filter((text) => text.includes(address) && /worker-url/.test(text)).length, 1, warnings.join("\n"));
  });
}

test("a worker of ours is waited for as long as its WebAssembly takes, and nothing is warned of", async () => {
  const page = await site.page();
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.clock.install();
  let letIn = () => {};
  const isLetIn = new Promise((resolve) => (letIn = () => resolve(undefined)));
  const isAsked = new Promise((resolve) => {
    page.context().route("**/copydesk_bg.wasm", async (route) => {
      resolve(undefined);
      await isLetIn;
      await route.continue();
    });
  });
  await page.addInitScript(() => {
    addEventListener("copydesk-ready", ({ detail }) => Object.assign(globalThis, { place: detail.place }));
  });
  await page.goto(`${site.origin}/story.html`);
  await isAsked;
  await page.waitForFunction(() => document.querySelector("article-highlighter")?.target);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await page.clock.runFor(60_000);
  letIn();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).place === "worker");
  assert.deepEqual(warnings, []);
});

test("where scripts' addresses must be trusted, the page's own thread does the work", async () => {
  const { page, warnings } = await open("/trusted.html");
  assert.deepEqual(await told(page), { place: "page" });
  assert.equal(warnings.length, 1);
});

for (const [path, code, words] of /** @type {const} */ ([
  ["/bad-worker.html", "argument", /"http:\/\/\[bad" is no address, so worker-url/],
  ["/bad-wasm.html", "argument", /"http:\/\/\[bad" is no address, so wasm-url/],
  ["/bad-selector.html", "argument", /for="#story >" is no selector/],
  ["/select.html", "argument", /<select>/],
  ["/no-wasm.html", "wasm-missing", /attribute wasm-url/],
])) {
  test(`${path.slice(1, -5)} is told as ${code}, once`, async () => {
    const { page } = await open(path);
    const { code: got, message } = await told(page);
    assert.equal(got, code);
    assert.match(message ?? "", words);
    await page.evaluate(() => document.body.append("something else"));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).told.length), 1);
  });
}

test("what is no adapter and what is no span are arguments", async () => {
  const { page } = await open("/story.html");
  await page.waitForFunction(() => document.querySelector("article-highlighter")?.getAnalysis());
  const codes = await page.evaluate(() => {
    const element = /** @type {import("../../www/element.js").ArticleHighlighter} */ (document.querySelector("article-highlighter"));
    const ends = element.analyzedText.length;
    element.jump({ start: 0, end: ends });
    return [null, undefined, {}, { start: -5, end: 9 }, { start: 0, end: ends + 1 }, { start: 4, end: 2 }].map((span) => {
      try {
        element.jump(/** @type {any} */ (span));
        return "";
      } catch (error) {
        return /** @type {any} */ (error).code;
      }
    });
  });
  assert.deepEqual(codes, Array(6).fill("argument"));
  const told = await page.evaluate(async () => {
    const { told } = /** @type {any} */ (globalThis);
    told.length = 0;
    for (const adapter of [() => null, () => ({}), async () => {}]) {
      document.querySelector("article-highlighter")?.connect(/** @type {any} */ (adapter));
      await new Promise((resolve) => setTimeout(resolve));
    }
    while (told.length < 3) await new Promise((resolve) => setTimeout(resolve));
    return told.map((/** @type {any} */ each) => each.code);
  });
  assert.deepEqual(told, Array(3).fill("argument"), "each call, though the next came before it could be told");
});

test("a message to the frame that lacks something is answered", async () => {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const answers = [];
    Object.assign(globalThis, { answers });
    addEventListener("message", ({ data }) => answers.push(data));
  });
  await page.goto(`${site.origin}/frame.html`);
  /** @param {string} type */
  const isAnswered = async (type) => {
    const answer = await page.waitForFunction((type) => /** @type {any} */ (globalThis).answers.find((/** @type {any} */ each) => each.type === type), type);
    return answer.jsonValue();
  };
  /** @param {Record<string, unknown>} message */
  const send = (message) =>
    page.evaluate((message) => {
      /** @type {any} */ (globalThis).answers.length = 0;
      frames[0].postMessage({ copydesk: 1, ...message }, "*");
    }, message);
  await isAnswered("ready");
  for (const message of [{ type: "set-text", text: "Anna Weber spoke." }, { type: "go-to", start: 0 }, { type: "go-home" }]) {
    await send(message);
    assert.match((await isAnswered("error")).message, new RegExp(`The message "${message.type}" is unknown or lacks`));
  }
  await send({ type: "set-text", version: 7, text: "Anna Weber spoke." });
  assert.equal((await isAnswered("result")).version, 7);
  await send({ type: "go-to", start: 0, end: 99 });
  assert.equal((await isAnswered("error")).code, "argument");
});

for (const code of Object.keys(FIRST)) {
  test(`${code}: a module behind element.js hears it; it stands in the console where nobody prevents that`, async () => {
    for (const query of ["", "?quiet"]) {
      const { page, warnings } = await open(`/first-${code}.html${query}`);
      await page.waitForFunction(() => /** @type {any} */ (globalThis).heard.length > 0);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).heard), [code]);
      const words = query ? [] : (await page.evaluate(() => /** @type {any} */ (globalThis).told)).filter((/** @type {any} */ each) => each.code).map((/** @type {any} */ each) => `Copydesk, ${code}: ${each.message}`);
      assert.deepEqual(warnings, words);
    }
  });
}

test("values that an attribute does not know are warned of once, and the others count", async () => {
  const { page, warnings } = await open("/values.html");
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 0);
  await page.evaluate(() => {
    const other = /** @type {HTMLElement} */ (document.querySelector("article-highlighter")).cloneNode();
    document.body.append(other);
  });
  assert.deepEqual(warnings.map((text) => text.match(/: "(.*?)" means nothing here/)?.[1]).sort(), ["people", "pink", "top"]);
  assert.equal(await page.evaluate(() => CSS.highlights.get("copydesk-place")?.size ?? 0), 0);
});

test("a property that is set to null takes its attribute away", async () => {
  const { page } = await open("/story.html");
  const attributes = await page.evaluate(() => {
    const element = /** @type {import("../../www/element.js").ArticleHighlighter} */ (document.querySelector("article-highlighter"));
    Object.assign(element, { htmlFor: null, panel: undefined, workerUrl: "/worker.js" });
    return element.getAttributeNames();
  });
  assert.deepEqual(attributes, ["worker-url"]);
});

test("a host can style the panel's headings and buttons, and the card with its buttons", async () => {
  const { page } = await open("/story.html");
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    const parts = ["heading", "finding", "card", "correction"];
    sheet.replaceSync(parts.map((part) => `article-highlighter::part(${part}) { outline: 3px solid rgb(1, 2, 3); }`).join("\n"));
    document.adoptedStyleSheets.push(sheet);
  });
  const entry = page.getByRole("list", { name: "People" }).getByRole("button").first();
  await entry.waitFor();
  await page.evaluate(() => {
    const text = /** @type {Text} */ (document.querySelector("#story p")?.firstChild);
    getSelection()?.setBaseAndExtent(text, 0, text, 4);
    document.getElementById("story")?.focus();
  });
  await page.keyboard.press("Alt+Enter");
  const styled = [entry, page.getByRole("heading", { name: "People" }), page.getByRole("note"), page.getByRole("button", { name: "Always person" })];
  for (const each of styled) assert.equal(await each.evaluate((element) => getComputedStyle(element).outlineColor), "rgb(1, 2, 3)");
});
