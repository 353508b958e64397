/** The longest task of the main thread while a long text is pasted into Copydesk's page. */

import { paste, readyPage, shown } from "./pages.js";
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
    const page = await readyPage(browser, site.origin);
    // The way of a megabyte from here into the page is not what is measured.
    await page.evaluate((text) => void Object.assign(globalThis, { pasted: text }), pasted);
    await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
    const start = await page.evaluate(() => performance.now());
    await page.evaluate(`(${paste})(pasted)`);
    await shown(page, pasted);
    const end = await page.evaluate(() => performance.now());
    await page.waitForTimeout(REST);
    const trace = JSON.parse((await browser.stopTracing()).toString());
    const { wall, processor } = longestTask(trace.traceEvents);
    record.add(`paste/${size}/longest`, weigh([pasted]), wall);
    record.add(`paste/${size}/processor`, weigh([pasted]), processor);
    record.add(`paste/${size}/all`, weigh([pasted]), end - start);
    await page.context().close();
  }
}

/**
 * @param {any[]} events A trace's.
 * @returns {{ wall: number, processor: number }} Milliseconds of the longest task on a renderer's
 *   main thread, by the clock and by what the thread itself ran: on a busy machine it also waits.
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
  /** @param {string} field @returns {number} */
  const most = (field) => tasks.reduce((most, task) => Math.max(most, task[field] ?? 0), 0) / 1000;
  return { wall: most("dur"), processor: most("tdur") };
}
