/** From a key to the next frame, with highlights and in the same page without any script of ours. */

import { escape, newPage, paste, readyPage, shown, until } from "./pages.js";
import { tell } from "./series.js";
import { cut } from "./site/cut.js";

/** @typedef {import("playwright-core").Page} Page */

/** What is typed in one round. */
const TYPED = "and so on ";

/** Milliseconds between a frame and the next key: a quick typist's. */
const PACE = 80;

/** Milliseconds after a round in which the work that keys put off is done, too. */
const REST = 1000;

/** The smallest paragraph that is typed into, in UTF-16 code units. */
const TYPED_INTO = 200;

/**
 * Copydesk's own page with a long text.
 *
 * @param {import("./run.js").Bench} bench
 * @param {number} size Bytes of the text.
 * @param {number} rounds
 */
export async function typingInPage(bench, size, rounds) {
  const [text] = cut(bench.text, size, 1);
  if (!text) return;
  tell(`typing in Copydesk's page: ${size / 1000} kB`);
  const page = await readyPage(bench.browser, bench.site.origin);
  await page.evaluate(paste, text);
  await shown(page, text);
  // The page as it stands, with its styles and without its scripts.
  const html = await page.evaluate(() => {
    const copy = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
    // Its policy goes, too, as it would forbid the styles that scripts brought in.
    for (const each of copy.querySelectorAll("script, meta[http-equiv]")) each.remove();
    /** @param {Document | ShadowRoot} tree */
    const styles = ({ adoptedStyleSheets }) => `<style>${adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules].map((rule) => rule.cssText)).join("\n")}</style>`;
    copy.querySelector("head")?.insertAdjacentHTML("beforeend", styles(document));
    const shadow = /** @type {ShadowRoot} */ (document.querySelector("article-highlighter")?.shadowRoot);
    const panel = document.createElement("template");
    panel.setAttribute("shadowrootmode", "open");
    panel.innerHTML = styles(shadow) + shadow.innerHTML;
    copy.querySelector("article-highlighter")?.prepend(panel);
    return `<!doctype html>\n${copy.outerHTML}`;
  });
  bench.site.put("/without.html", html);
  const without = await openPage(bench, "/without.html");
  await compare(bench, `page-${size}`, "#article", { with: page, without }, rounds);
}

/**
 * A host's page with an editable article or a text field, and the element attached to it.
 *
 * @param {import("./run.js").Bench} bench
 * @param {number} size Bytes of the text.
 * @param {number} rounds
 */
export async function typingInHost(bench, size, rounds) {
  const [text] = cut(bench.text, size, 1);
  if (!text) return;
  const article = text.split("\n\n").map((paragraph) => `<p>${escape(paragraph)}</p>`);
  const hosts = {
    host: `<div id="story" contenteditable="true">${article.join("\n")}</div>`,
    field: `<textarea id="story" rows="30" cols="100">${escape(text)}</textarea>`,
  };
  for (const [name, story] of Object.entries(hosts)) {
    tell(`typing in a host's page, ${name}: ${size / 1000} kB`);
    const html = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A host</title>
${story}`;
    bench.site.put("/host-without.html", html);
    const element = `<script type="module" src="/element.js"></script><article-highlighter for="#story"></article-highlighter>`;
    bench.site.put("/host-with.html", html + element);
    const without = await openPage(bench, "/host-without.html");
    const page = await openPage(bench, "/host-with.html");
    await until(page, () => [...CSS.highlights.values()].some((highlight) => highlight.size > 0));
    await compare(bench, `${name}-${size}`, "#story", { with: page, without }, rounds);
  }
}

/**
 * @param {import("./run.js").Bench} bench
 * @param {string} path
 */
async function openPage({ browser, site }, path) {
  const page = await newPage(browser);
  await page.goto(site.origin + path);
  return page;
}

/**
 * Types in both pages by turns: the time to the next frame for each key, and the work of the main
 * thread for each key, in which everything counts that the key set off.
 *
 * @param {import("./run.js").Bench} bench
 * @param {string} name
 * @param {string} editor Its selector.
 * @param {Record<"with" | "without", Page>} pages
 * @param {number} rounds
 */
async function compare({ record }, name, editor, pages, rounds) {
  for (const page of Object.values(pages)) await placeCaret(page, editor);
  for (let round = 0; round <= rounds; round++) {
    for (const [which, page] of Object.entries(pages)) {
      await page.bringToFront();
      const { keys, work } = await type(page);
      // The first round warms up.
      if (round === 0) continue;
      record.add(`frame/${name}/${which}`, 0, ...keys);
      record.add(`work/${name}/${which}`, 0, work / keys.length);
    }
  }
  for (const page of Object.values(pages)) await page.context().close();
}

/**
 * Puts the caret at the end of a long paragraph in the middle of the text, and shows it.
 *
 * @param {Page} page
 * @param {string} editor
 */
async function placeCaret(page, editor) {
  const place = () =>
    page.evaluate(
      ([editor, least]) => {
        const root = /** @type {HTMLElement} */ (document.querySelector(editor));
        if (root instanceof HTMLTextAreaElement) {
          const end = root.value.indexOf("\n", root.value.length / 2);
          root.focus();
          root.setSelectionRange(end, end);
          return 0;
        }
        const paragraphs = [...root.querySelectorAll("div, p")].filter((each) => !each.querySelector("div, p"));
        const middle = paragraphs.slice(paragraphs.length / 2);
        const paragraph = middle.find((each) => (each.textContent ?? "").length >= least) ?? paragraphs[0];
        paragraph.scrollIntoView({ block: "center" });
        root.focus({ preventScroll: true });
        getSelection()?.selectAllChildren(paragraph);
        getSelection()?.collapseToEnd();
        return paragraph.getBoundingClientRect().top;
      },
      /** @type {const} */ ([editor, TYPED_INTO]),
    );
  // Paragraphs that were never laid out have estimated heights, which change what is in view.
  for (let before = NaN, tries = 0; tries < 10; tries++) {
    const top = await place();
    if (top === before) return;
    before = top;
    await page.waitForTimeout(100);
  }
}

/**
 * One round of keys.
 *
 * @param {Page} page
 * @returns {Promise<{ keys: number[], work: number }>} Milliseconds to the next frame for each key,
 *   and of the main thread's work for all of them.
 */
async function type(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const busy = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  await page.evaluate(() => void (/** @type {any} */ (globalThis).probe.keys.length = 0));
  const before = await busy();
  for (const [index, letter] of [...TYPED].entries()) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.evaluate(async (keys) => {
      while (/** @type {any} */ (globalThis).probe.keys.length <= keys) await new Promise((resolve) => setTimeout(resolve, 10));
    }, index);
    await page.waitForTimeout(PACE);
  }
  await page.waitForTimeout(REST);
  const work = (await busy()) - before;
  await session.detach();
  return { keys: await page.evaluate(() => /** @type {any} */ (globalThis).probe.keys), work };
}
