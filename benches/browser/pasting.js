/** The longest task of the main thread while a long text is pasted into Copydesk's page. */

import { newPage, paste, shown } from "./pages.js";
import { tell } from "./series.js";
import { cut, weigh } from "./site/cut.js";

/** Milliseconds after the text and its highlights are there in which tasks still count. */
const REST = 2000;

/**
 * @param {import("./run.js").Bench} bench
 * @param {number} size Bytes of the text.
 * @param {number} rounds
 */
export async function pasting({ browser, site, record, text }, size, rounds) {
  const [pasted] = cut(text, size, 1);
  if (!pasted) return;
  for (let round = 1; round <= rounds; round++) {
    tell(`pasting ${size / 1e6} MB: round ${round} of ${rounds}`);
    const page = await newPage(browser);
    await page.goto(`${site.origin}/`);
    await page.waitForFunction(() => document.documentElement.dataset.engine === "ready");
    await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
    const start = await page.evaluate(() => performance.now());
    await page.evaluate(paste, pasted);
    await shown(page, pasted);
    const end = await page.evaluate(() => performance.now());
    await page.waitForTimeout(REST);
    const trace = JSON.parse((await browser.stopTracing()).toString());
    record.add(`paste/${size}/longest`, weigh([pasted]), longestTask(trace.traceEvents));
    record.add(`paste/${size}/all`, weigh([pasted]), end - start);
    await page.context().close();
  }
}

/**
 * @param {any[]} events A trace's.
 * @returns {number} Milliseconds of the longest task on a renderer's main thread.
 */
function longestTask(events) {
  const threads = new Set(
    events
      .filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = events.filter(
    (event) => event.name === "RunTask" && event.ph === "X" && threads.has(`${event.pid}/${event.tid}`),
  );
  if (tasks.length === 0) throw new Error("The browser's trace tells of no task, so nothing was measured.");
  return tasks.reduce((most, { dur }) => Math.max(most, dur), 0) / 1000;
}
