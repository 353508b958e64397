/** From asking for a page to its first highlight, with nothing in any cache. */

import { escape, newPage, paste, readyPage, SETTLED } from "./pages.js";
import { tell } from "./series.js";

/** The pages: the same article alone, with each program, and Copydesk's own page. */
const SUBJECTS = ["empty", "copydesk", "compromise", "wink", "page"];

/**
 * @param {import("./run.js").Bench} bench
 * @param {number} rounds
 */
export async function opening({ browser, site, record, sample }, rounds) {
  const story = sample.split("\n\n").map((paragraph) => `<p>${escape(paragraph)}</p>`);
  for (const subject of SUBJECTS.slice(0, 4)) {
    site.put(`/bench/open-${subject}.html`, article(story.join("\n"), subject));
  }
  for (let round = 0; round < rounds; round++) {
    tell(`opening pages: round ${round + 1} of ${rounds}`);
    for (const subject of SUBJECTS) {
      const page = await newPage(browser);
      await page.addInitScript(() => /** @type {any} */ (globalThis).probe.watch());
      if (subject === "page") await page.addInitScript(paste, sample);
      // The browser itself is at work while it opens a window: with pages of its own, for a fifth of a second.
      await page.waitForTimeout(SETTLED);
      const seen = subject === "empty" ? "article" : "highlight";
      // What the page says itself, as to be asked would cost it time.
      const said = page.waitForEvent("console", (message) => message.text().startsWith(`${seen} `));
      await page.goto(site.origin + (subject === "page" ? "/" : `/bench/open-${subject}.html`));
      record.add(`open/${subject}`, 0, Number((await said).text().slice(seen.length)));
      await page.context().close();
    }
    record.add("rest/page", 0, await pasteAtRest(browser, site.origin, sample));
  }
}

/**
 * Pastes into Copydesk's page when it has been open for a while, as most do who open it first.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 * @param {string} text
 * @returns {Promise<number>} Milliseconds to the end of the first frame with something highlighted.
 */
async function pasteAtRest(browser, origin, text) {
  const page = await readyPage(browser, origin);
  const said = page.waitForEvent("console", (message) => message.text().startsWith("highlight "));
  const start = await page.evaluate(() => {
    /** @type {any} */ (globalThis).probe.watch();
    return performance.now();
  });
  await page.evaluate(`(${paste})(${JSON.stringify(text)})`);
  const time = Number((await said).text().slice("highlight ".length)) - start;
  await page.context().close();
  return time;
}

/**
 * A page with the article in it. Copydesk comes as the element that hosts use, as it is shipped;
 * a peer as one minified bundle.
 *
 * @param {string} story
 * @param {string} subject
 */
function article(story, subject) {
  const scripts = /** @type {Record<string, string>} */ ({
    empty: "",
    copydesk: `<script type="module" src="/element.js"></script><article-highlighter for="#story"></article-highlighter>`,
  });
  // The script that paints asks for the bundle only once it runs.
  const peer = `<link rel="modulepreload" href="/bench/${subject}.js"><script type="module" src="/bench/paint.js"></script>`;
  return `<!doctype html>
<html lang="en" data-subject="${subject}">
<meta charset="utf-8">
<title>An article</title>
<div id="story">${story}</div>
${scripts[subject] ?? peer}
</html>`;
}
