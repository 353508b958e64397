/** The element in hosts that are not editors of a known make, and in hosts that go wrong. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ARTICLE } from "../browser/article.js";
import { DIST, highlighted, start } from "../browser/browser.js";
import { serve } from "../browser/server.js";

const paragraphs = ARTICLE.split("\n\n").map((text) => `<p>${text}</p>`).join("");
const SCRIPT = '<script type="module" src="/element.js"></script>';
/** @param {string} body @param {string} [scripts] */
const host = (body, scripts = SCRIPT) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${scripts}${body}`;
const STORY = `<div id="story" contenteditable="true">${paragraphs}</div>`;
/** Large enough to show all of the article, as only marks in view are painted. */
const FRAME = `<iframe id="frame" width="800" height="600" src="/inside.html"></iframe>`;

/** What a page's own policy lets in, and what the worker's does. */
const STRICT = "default-src 'self'";
const WORKER = "script-src 'self' 'wasm-unsafe-eval'";

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
/** @type {Awaited<ReturnType<typeof serve>>} */
let other;
before(async () => {
  other = await serve(DIST, { policy: "default-src 'self'" });
  site = await start({
    policy: (path) => {
      if (path === "/shut/worker.js" || path === "/shut.html") return STRICT;
      if (path.endsWith("worker.js")) return `${WORKER} ${other.origin}; connect-src 'self' ${other.origin}`;
      return /far|stranger/.test(path) ? `default-src 'self' ${other.origin}` : STRICT;
    },
    extra: {
      "/inside.html": `<!doctype html><html lang="en"><meta charset="utf-8"><body contenteditable="true">${paragraphs}`,
      "/dark-frame.html": host(`${FRAME}<article-highlighter for="#frame" theme="dark"></article-highlighter>`),
      "/frame.html": host(`${FRAME}<article-highlighter for="#frame"></article-highlighter>`),
      "/story.html": host(`${STORY}<article-highlighter for="#story" panel="bottom"></article-highlighter>`),
      "/two.html": host(
        `${STORY}<div id="other">${paragraphs}</div><article-highlighter for="#story"></article-highlighter><article-highlighter for="#other"></article-highlighter>`,
      ),
      "/field.html": host(
        `<main><textarea id="field" rows="6">${ARTICLE}</textarea>
        <input id="line" value="Mayor Anna Weber met David Chen."></main>
        <article-highlighter for="#field"></article-highlighter>`,
        `${SCRIPT}<link rel="stylesheet" href="/field.css">`,
      ),
      "/field.css": `main { margin: 40px; } textarea, input { font: 18px serif; padding: 7px 11px; border: 3px solid; width: 300px; letter-spacing: 1px; }
        input { width: 400px; height: 50px; } .large textarea, .large input { font: 24px/1.7 monospace; }`,
      "/late.css": ".large textarea { font: 20px/1.5 serif; padding: 3px 7px 3px 17px; }",
      "/sandbox.html": host('<iframe id="outer" sandbox="allow-scripts" src="/parent.html"></iframe>', ""),
      "/parent.html": host('<iframe id="embed" src="/embed.html"></iframe>', ""),
      "/stranger.html": host(`<iframe id="embed" src="${other.origin}/embed.html"></iframe>`, ""),
      "/empty.html": host(""),
      "/early.html": host(`${STORY}<article-highlighter></article-highlighter>`, `<script defer src="/early.js"></script>${SCRIPT}`),
      "/early.js": `Object.assign(document.querySelector("article-highlighter"), { htmlFor: "#story", kinds: "person", panel: "end", readOnly: true });`,
      "/locale.html": host(`${STORY}<article-highlighter for="#story" lang="en_US"></article-highlighter>`),
      "/late.html": host('<article-highlighter for="#story"></article-highlighter>'),
      "/twice.html": host(`${STORY}<article-highlighter for="#story"></article-highlighter>`, `${SCRIPT}<script type="module" src="/element.js?copy"></script>`),
      "/wrong.html": host(`${STORY}<article-highlighter for="#story" wasm-url="/inside.html"></article-highlighter>`),
      "/foreign.html": host(`${STORY}<article-highlighter for="#story" lang="de"></article-highlighter>`),
      "/shut.html": host(`${STORY}<article-highlighter for="#story" worker-url="/shut/worker.js"></article-highlighter>`),
      "/shut/worker.js": 'import "/worker.js";',
      "/own-worker.js": `import "${other.origin}/worker.js";`,
      "/far.html": host(
        `${STORY}<article-highlighter for="#story" worker-url="/own-worker.js"></article-highlighter>`,
        `<script type="module" crossorigin src="${other.origin}/element.js"></script>`,
      ),
    },
  });
});
after(async () => {
  await site?.close();
  await other?.close();
});

/**
 * Opens a host; what its elements tell is kept in `told`, from the first moment on.
 *
 * @param {string} path
 */
async function open(path) {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const told = [];
    Object.assign(globalThis, { told, violations: [] });
    addEventListener("securitypolicyviolation", (event) => /** @type {any} */ (globalThis).violations.push(event.violatedDirective));
    for (const type of ["ready", "analysis", "error", "correct"]) {
      addEventListener(`copydesk-${type}`, (event) => told.push({ type, detail: /** @type {CustomEvent} */ (event).detail }));
    }
  });
  await page.goto(`${site.origin}${path}`);
  return page;
}

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} code */
async function isTold(page, code) {
  const told = await page.waitForFunction(
    (code) => /** @type {any} */ (globalThis).told.find((/** @type {any} */ each) => each.detail.code === code),
    code,
  );
  return (await told.jsonValue()).detail.message;
}

/** @param {Page} page @param {(element: any) => void} change */
const change = (page, change) => page.locator("article-highlighter").first().evaluate(change);

/** @param {Page | import("playwright-core").Frame} page */
const isPainted = (page) => page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) >= 4);

/** @param {Page | import("playwright-core").Frame} page */
const isPlain = (page) => page.waitForFunction(() => [...CSS.highlights.keys()].every((name) => !name.startsWith("copydesk")));

test("properties that are set before the script is there count as attributes do", async () => {
  const page = await open("/early.html");
  await isPainted(page);
  const element = await page.locator("article-highlighter").evaluate((each) => each.outerHTML);
  assert.equal(element, '<article-highlighter for="#story" kinds="person" panel="end" readonly=""></article-highlighter>');
  assert.equal((await highlighted(page, "copydesk-place")).length, 0);
});

test("an element's own editor can be filled as soon as the element is in the page", async () => {
  const page = await open("/empty.html");
  await page.waitForFunction(() => customElements.get("article-highlighter"));
  await page.evaluate(() => {
    const element = document.createElement("article-highlighter");
    document.body.append(element);
    Object.assign(element, { value: "Karl Braun spoke." });
  });
  await page.waitForFunction(() => CSS.highlights.get("copydesk-person")?.size === 1);
  assert.equal(await page.locator("article-highlighter").innerText(), "Karl Braun spoke.");
});

test("a frame that loads late is waited for, and theme colours what is in it", async () => {
  const page = await site.page();
  /** @type {() => void} */
  let letIn = () => {};
  const isAsked = new Promise((resolve) => {
    page.route("**/inside.html", async (route) => {
      const isLetIn = new Promise((go) => (letIn = () => go(undefined)));
      resolve(undefined);
      await isLetIn;
      await route.continue();
    });
  });
  await page.addInitScript(() => {
    /** @type {string[]} */
    const codes = [];
    Object.assign(globalThis, { codes });
    addEventListener("copydesk-error", (event) => codes.push(/** @type {CustomEvent} */ (event).detail.code));
  });
  await page.goto(`${site.origin}/dark-frame.html`, { waitUntil: "commit" });
  await isAsked;
  await page.waitForFunction(() => customElements.get("article-highlighter"));
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("article-highlighter")).target), null);
  letIn();
  const frame = /** @type {import("playwright-core").Frame} */ (page.frames()[1]);
  await isPainted(frame);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).codes), []);
  assert.equal(await frame.evaluate(() => getComputedStyle(document.body, "::highlight(copydesk-person)").textDecorationColor), "rgb(127, 178, 255)");
});

test("a target that is replaced at once is no error, and a move keeps the engine", async () => {
  const page = await open("/story.html");
  await isPainted(page);
  const workers = [...page.workers()];
  assert.equal(workers.length, 1);
  await page.evaluate(() => {
    const story = /** @type {Element} */ (document.getElementById("story"));
    story.replaceWith(story.cloneNode(true));
  });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).target === document.getElementById("story"));
  await change(page, (element) => {
    const { told } = /** @type {any} */ (globalThis);
    told.splice(0, told.length, ...told.filter((/** @type {any} */ each) => each.type === "error"));
    document.body.prepend(element);
  });
  await page.waitForFunction(() => /** @type {any} */ (globalThis).told.some((/** @type {any} */ each) => each.type === "analysis"));
  await isPainted(page);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).told.filter((/** @type {any} */ each) => each.type === "error")), []);
  assert.deepEqual(page.workers(), workers);
});

test("an adapter whose editor was taken out is told of once, and is not asked again before it is back", async () => {
  const page = await open("/story.html");
  await isPainted(page);
  await page.evaluate(() => {
    const root = /** @type {HTMLElement} */ (document.getElementById("story"));
    const nothing = () => null;
    const painter = { paint: nothing, activate: nothing, close: nothing };
    const source = { root, text: "Karl Braun spoke.", read: nothing, liveRange: nothing, offset: () => -1, select: nothing, close: nothing, painter };
    const { told } = /** @type {any} */ (globalThis);
    told.length = 0;
    Object.assign(globalThis, { root, made: 0 });
    /** @type {any} */ (document.querySelector("article-highlighter")).connect(() => {
      /** @type {any} */ (globalThis).made += 1;
      return source;
    });
  });
  const isRead = () => page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).analyzedText === "Karl Braun spoke.");
  await isRead();
  await page.evaluate(() => document.getElementById("story")?.remove());
  await isTold(page, "target-gone");
  await page.evaluate(() => document.body.append("something else"));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const state = () => page.evaluate(() => ({ made: /** @type {any} */ (globalThis).made, codes: /** @type {any} */ (globalThis).told.map((/** @type {any} */ each) => each.detail.code).filter(Boolean) }));
  assert.deepEqual(await state(), { made: 1, codes: ["target-gone"] });
  await page.evaluate(() => document.body.append(/** @type {any} */ (globalThis).root));
  await isRead();
  assert.equal((await state()).made, 2);
});

test("a locale of English is English", async () => {
  const page = await open("/locale.html");
  await isPainted(page);
});

test("a strict policy of the page lets all in, and nothing is violated", async () => {
  const page = await open("/story.html");
  await isPainted(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).told[0].detail.place), "worker");
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).violations), []);
});

test("where WebAssembly is blocked, the header to add is told", async () => {
  const page = await open("/shut.html");
  assert.match(await isTold(page, "csp-wasm"), /Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'/);
  await page.locator("#story").click();
  await page.keyboard.type("still");
  assert.match(await page.locator("#story").innerText(), /still/);
});

test("the panel lists what was found, and a correction counts unless the host prevents it", async () => {
  const page = await open("/story.html");
  const people = page.getByRole("list", { name: "People" });
  await people.getByRole("button", { name: "Anna Weber" }).waitFor();
  await page.getByRole("status").filter({ hasText: /2 people/ }).waitFor();
  /** @param {string} kind */
  const correct = async (kind) => {
    await page.locator("#story").evaluate((story) => {
      const text = /** @type {Text} */ (story.children[0].firstChild);
      getSelection()?.setBaseAndExtent(text, 0, text, 4);
      /** @type {HTMLElement} */ (story).focus();
    });
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("button", { name: `Always ${kind}` }).click();
  };
  await page.evaluate(() => addEventListener("copydesk-correct", (event) => event.preventDefault(), { once: true }));
  await correct("place");
  await correct("organization");
  await page.getByRole("list", { name: "Organizations" }).getByRole("button", { name: "City" }).waitFor();
  const { told, corrections } = await page.evaluate(() => ({
    told: /** @type {any} */ (globalThis).told.filter((/** @type {any} */ each) => each.type === "correct"),
    corrections: /** @type {any} */ (document.querySelector("article-highlighter")).corrections,
  }));
  assert.deepEqual(told.map((/** @type {any} */ each) => each.detail.kind), ["place", "organization"]);
  assert.deepEqual(corrections, { always: [{ name: "City", kind: "organization" }], never: [] });
});

test("an editor in a frame is marked in its own document, and may go and come back", async () => {
  const page = await open("/frame.html");
  const frame = () => /** @type {import("playwright-core").Frame} */ (page.frames()[1]);
  await isPainted(frame());
  assert.equal((await highlighted(page, "copydesk-person")).length, 0);
  await page.evaluate(() => document.getElementById("frame")?.remove());
  await isTold(page, "target-gone");
  await page.evaluate((markup) => {
    document.body.insertAdjacentHTML("beforeend", markup);
    Object.assign(globalThis, { told: [] });
  }, FRAME);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("article-highlighter")).target?.isConnected);
  await isPainted(frame());
});

test("a target that comes late, goes and comes again is marked each time", async () => {
  const page = await open("/late.html");
  await isTold(page, "no-target");
  await page.evaluate((story) => document.body.insertAdjacentHTML("beforeend", story), STORY);
  await isPainted(page);
  await page.evaluate(() => document.getElementById("story")?.remove());
  await isTold(page, "target-gone");
  await isPlain(page);
  await page.evaluate((story) => document.body.insertAdjacentHTML("beforeend", story), STORY);
  await isPainted(page);
});

test("disconnect takes all away, connect brings it back", async () => {
  const page = await open("/story.html");
  await isPainted(page);
  await change(page, (element) => element.disconnect());
  await isPlain(page);
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  await change(page, (element) => element.connect(document.getElementById("story")));
  await isPainted(page);
  await change(page, (element) => {
    /** @type {string[]} */
    const thrown = [];
    for (const call of [() => element.connect("#story"), () => element.jump(), () => element.jump({ start: "1", end: 2 })]) {
      try {
        call();
      } catch (error) {
        thrown.push(/** @type {any} */ (error).code);
      }
    }
    Object.assign(globalThis, { thrown });
  });
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).thrown), ["argument", "argument", "argument"]);
});

test("two elements and another library's highlights live side by side", async () => {
  const page = await open("/two.html");
  await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) === 8);
  await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.body);
    CSS.highlights.set("search-results", new Highlight(range));
  });
  await change(page, (element) => element.remove());
  await page.waitForFunction(() => CSS.highlights.get("copydesk-person")?.size === 4);
  await change(page, (element) => element.remove());
  await isPlain(page);
  assert.equal((await highlighted(page, "search-results")).length, 1);
});

test("elements that were moved and removed are let go", async () => {
  const page = await open("/empty.html");
  const session = await page.context().newCDPSession(page);
  await page.evaluate((story) => document.body.insertAdjacentHTML("beforeend", story), STORY);
  await page.waitForFunction(() => customElements.get("article-highlighter"));
  for (let round = 0; round < 3; round++) {
    await page.evaluate(() => {
      const element = document.createElement("article-highlighter");
      element.setAttribute("for", "#story");
      element.setAttribute("panel", "end");
      document.body.append(element);
    });
    await isPainted(page);
    await page.evaluate(() => {
      const element = /** @type {Element} */ (document.querySelector("article-highlighter"));
      document.body.prepend(element);
      const { gone = [] } = /** @type {any} */ (globalThis);
      Object.assign(globalThis, { gone: [...gone, new WeakRef(element)] });
    });
    await isPainted(page);
    await page.evaluate(() => document.querySelector("article-highlighter")?.remove());
  }
  await isPlain(page);
  const left = () =>
    page.evaluate(() => /** @type {any} */ (globalThis).gone.filter((/** @type {any} */ each) => each.deref()).length);
  // A reference counts as used until the task that read it is over, so the last collection may take two.
  for (let tries = 0; tries < 10 && (await left()) > 0; tries++) await session.send("HeapProfiler.collectGarbage");
  assert.equal(await left(), 0);
});

test("a second copy of the script is told, and the first goes on", async () => {
  const page = await open("/twice.html");
  assert.match(await isTold(page, "second-copy"), /element\.js\?copy/);
  await isPainted(page);
});

test("a wrong WebAssembly file and another language are told in words", async () => {
  const wrong = await open("/wrong.html");
  assert.match(await isTold(wrong, "wasm-wrong"), /Put copydesk_bg\.wasm there/);
  const foreign = await open("/foreign.html");
  assert.match(await isTold(foreign, "language"), /lang="de"/);
  assert.equal((await highlighted(foreign, "copydesk-person")).length, 0);
});

test("the script may come from another origin, with a worker's stub on the page's own", async () => {
  const page = await open("/far.html");
  await isPainted(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).told[0].detail.place), "worker");
});

test("without ranges of values, a mirror holds the letters where the field has them", async () => {
  const page = await site.page();
  // What this browser knows natively tells where the letters truly are.
  await page.addInitScript(() => {
    for (const { prototype } of [HTMLTextAreaElement, HTMLInputElement]) {
      Object.defineProperty(prototype, "truth", { value: /** @type {any} */ (prototype).createValueRange });
      Reflect.deleteProperty(prototype, "createValueRange");
    }
  });
  await page.goto(`${site.origin}/field.html`);
  /** @param {string} selector */
  const inStep = (selector) =>
    page.waitForFunction((selector) => {
      const field = /** @type {any} */ (document.querySelector(selector));
      const ranges = [...(CSS.highlights.get("copydesk-person") ?? [])];
      if (ranges.length === 0) return false;
      return ranges.every((range) => {
        const live = document.createRange();
        live.setStart(range.startContainer, range.startOffset);
        live.setEnd(range.endContainer, range.endOffset);
        const boxes = [...live.getClientRects()];
        const truth = [...field.truth(range.startOffset, range.endOffset).getClientRects()];
        const sides = /** @type {const} */ (["left", "right", "top", "bottom"]);
        return boxes.length === truth.length && boxes.every((box, index) => sides.every((side) => Math.abs(box[side] - truth[index][side]) <= 1.5));
      });
    }, selector);
  await inStep("#field");
  await page.locator("#field").evaluate((field) => (field.scrollTop = 60));
  await inStep("#field");
  await page.locator("#field").evaluate((field) => (field.style.width = "420px"));
  await inStep("#field");
  await page.evaluate(() => document.querySelector("main")?.classList.add("large"));
  await inStep("#field");
  // A style sheet that arrives late changes no size of the field.
  await page.locator("#field").evaluate((field) => (field.style.height = "200px"));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve)))));
  await page.evaluate(() => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/late.css" })));
  await page.waitForFunction(() => getComputedStyle(/** @type {Element} */ (document.getElementById("field"))).paddingLeft === "17px");
  await inStep("#field");
  // In a pane that scrolls, what comes and grows above the field changes no size around it.
  await page.locator("main").evaluate((pane) => {
    Object.assign(pane.style, { height: "500px", overflow: "auto" });
    pane.prepend(document.createElement("p"));
  });
  await inStep("#field");
  await page.locator("main p").evaluate((beside) => (beside.style.height = "60px"));
  await inStep("#field");
  await page.locator("#field").press("Control+Home");
  await page.keyboard.type("Karl Braun spoke. ");
  await page.waitForFunction(() => [...(CSS.highlights.get("copydesk-person") ?? [])].some((range) => range.startOffset === 0));
  await inStep("#field");
  await change(page, (element) => element.connect(document.getElementById("line")));
  await page.waitForFunction(() => CSS.highlights.get("copydesk-person")?.size === 2);
  await inStep("#line");
  // What scales the field is around it and not around the mirror.
  for (const style of [{ zoom: "1.4" }, { zoom: "", transform: "scale(0.7, 0.8)" }]) {
    await page.locator("main").evaluate((pane, style) => void Object.assign(pane.style, style), style);
    await inStep("#line");
    await change(page, (element) => element.connect(document.getElementById("field")));
    await page.waitForFunction(() => (CSS.highlights.get("copydesk-person")?.size ?? 0) > 2);
    await inStep("#field");
    await change(page, (element) => element.connect(document.getElementById("line")));
    await page.waitForFunction(() => CSS.highlights.get("copydesk-person")?.size === 2);
  }
  await change(page, (element) => element.disconnect());
  await isPlain(page);
});

test("the mirror of a field in a frame lies over the frame, and no farther", async () => {
  const page = await site.page();
  await page.addInitScript(() => void Reflect.deleteProperty(HTMLTextAreaElement.prototype, "createValueRange"));
  await page.goto(`${site.origin}/field.html`);
  await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.style.cssText = "display: block; width: 500px; height: 150px; margin: 40px; border: 7px solid; transform: scale(0.9)";
    frame.srcdoc = "<textarea>Karl Braun spoke.</textarea><p>";
    document.body.prepend(frame);
    await new Promise((done) => (frame.onload = done));
    const [field, below] = /** @type {NodeListOf<HTMLElement>} */ (frame.contentDocument?.querySelectorAll("textarea, p"));
    field.style.cssText = "font: 16px/20px monospace; border: 3px solid; padding: 5px; width: 350px; height: 180px";
    below.style.height = "900px";
    /** @type {any} */ (document.querySelector("article-highlighter")).connect(field);
  });
  /** How far the mark stands from where the field's letters begin, in pixels of the screen. */
  const step = () =>
    page.evaluate(() => {
      const [range] = /** @type {Range[]} */ ([...(CSS.highlights.get("copydesk-person") ?? [])]);
      const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
      const field = frame.contentDocument?.querySelector("textarea");
      if (!range || !field || String(range) !== "Karl Braun") return null;
      const [mark, outer, inner] = [range.getBoundingClientRect(), frame.getBoundingClientRect(), field.getBoundingClientRect()];
      const letters = { left: outer.left + 0.9 * (7 + inner.left + 3 + 5), top: outer.top + 0.9 * (7 + inner.top + 3 + 5) };
      const mirror = /** @type {HTMLElement} */ (range.startContainer.parentElement);
      const cut = mirror.getBoundingClientRect().bottom - 0.9 * (mirror.style.clipPath.match(/[-\d.]+/g)?.map(Number)[2] ?? 0);
      return { left: mark.left - letters.left, top: mark.top - letters.top, beyond: cut - (outer.bottom - 0.9 * 7) };
    });
  const isInStep = async () => {
    for (let tries = 0; tries < 50; tries++) {
      const found = await step();
      if (found && Math.abs(found.left) <= 1 && Math.abs(found.top) <= 6 && found.beyond <= 1) return;
      await page.waitForTimeout(50);
    }
    assert.fail(JSON.stringify(await step()));
  };
  await isInStep();
  await page.evaluate(() => document.querySelector("iframe")?.contentWindow?.scrollTo(0, 60));
  await isInStep();
  await page.evaluate(() => document.body.prepend(Object.assign(document.createElement("p"), { textContent: "Above" })));
  await isInStep();
});

test("a value that a script or a reset sets is read anew, and the field stays as it is", async () => {
  const page = await open("/field.html");
  await isPainted(page);
  const field = page.locator("#field");
  /** @param {string} text @param {number} people */
  const reads = (text, people) =>
    page.waitForFunction(
      ([text, people]) => {
        const { analyzedText, value } = /** @type {any} */ (document.querySelector("article-highlighter"));
        return value === text && analyzedText === text && (CSS.highlights.get("copydesk-person")?.size ?? 0) === people;
      },
      /** @type {[string, number]} */ ([text, people]),
    );
  await field.evaluate((field) => (/** @type {HTMLTextAreaElement} */ (field).value = "Karl Braun spoke."));
  await reads("Karl Braun spoke.", 1);
  await field.evaluate((field) => {
    const form = document.createElement("form");
    field.before(form);
    form.append(field);
    form.reset();
  });
  await reads(ARTICLE, 4);
  assert.deepEqual(await field.evaluate((field) => [...field.attributes].map(({ name }) => name)), ["id", "rows"]);
});

/**
 * Keeps what a frame with `embed.html` sends, in `sent`.
 *
 * @param {string} path
 */
async function openAround(path) {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const sent = [];
    Object.assign(globalThis, { sent });
    addEventListener("message", ({ data }) => data?.copydesk === 1 && sent.push(data));
  });
  await page.goto(`${site.origin}${path}`);
  /** @param {string} type */
  const isSent = async (type) =>
    (await page.waitForFunction((type) => /** @type {any} */ (globalThis).sent.find((/** @type {any} */ each) => each.type === type), type)).jsonValue();
  /** @param {Record<string, unknown>} message */
  const send = (message) =>
    page.evaluate((message) => {
      const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("embed"));
      frame.contentWindow?.postMessage({ copydesk: 1, ...message }, { targetOrigin: "*" });
    }, message);
  await isSent("ready");
  return { isSent, send };
}

test("a page without our script sends its text into a frame and gets the analysis", async () => {
  const { isSent, send } = await openAround("/parent.html");
  await send({ type: "set-text", version: 7, text: ARTICLE });
  const { version, analysis } = await isSent("result");
  assert.equal(version, 7);
  for (const { start, end, text } of analysis.mentions) assert.equal(ARTICLE.slice(start, end), text);
  assert.ok(analysis.entities.some((/** @type {any} */ each) => each.name === "Anna Weber"));
  await send({ type: "nonsense" });
  assert.equal((await isSent("error")).code, "argument");
});

test("a frame of another origin takes no text from a page that it does not list", async () => {
  const { isSent, send } = await openAround("/stranger.html");
  await send({ type: "set-text", version: 1, text: ARTICLE });
  const { code, message } = await isSent("error");
  assert.equal(code, "origin");
  assert.ok(message.includes(site.origin), message);
});

test("a page without an origin is told that it is not listed", async () => {
  const page = await site.page();
  await page.addInitScript(() => {
    /** @type {any[]} */
    const sent = [];
    Object.assign(globalThis, { sent });
    addEventListener("message", ({ data }) => data?.copydesk === 1 && sent.push(data));
  });
  await page.goto(`${site.origin}/sandbox.html`);
  const outer = /** @type {import("playwright-core").Frame} */ (page.frames().find((each) => each.url().endsWith("/parent.html")));
  await outer.waitForFunction(() => /** @type {any} */ (globalThis).sent.some((/** @type {any} */ each) => each.type === "ready"));
  await outer.evaluate(() => {
    const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("embed"));
    frame.contentWindow?.postMessage({ copydesk: 1, type: "set-text", version: 1, text: "Karl Braun spoke." }, { targetOrigin: "*" });
  });
  await outer.waitForFunction(() => /** @type {any} */ (globalThis).sent.some((/** @type {any} */ each) => each.code === "origin"));
});

test("the examples show what would be saved", async () => {
  const form = await open("/examples/form.html");
  await form.locator("#tags", { hasText: "Anna Weber (person" }).waitFor();
  const superdesk = await open("/examples/superdesk.html");
  await superdesk.locator("#ninjs", { hasText: '"Anna Weber"' }).waitFor();
  assert.match(await superdesk.locator("#organisation").innerText(), /World Bank/);
  assert.equal(await superdesk.locator("#trouble").innerText(), "");
});
