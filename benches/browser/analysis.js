/** What an analysis costs by the size of the text, and what one key costs in an open document. */

import { tell } from "./series.js";

/** @typedef {import("./site/workbench.js").Workbench} Workbench */

/**
 * Documents of `size` bytes, at most so many, for each of these programs; `call` is what they are
 * asked. compromise gets no more than it can do in a few seconds.
 *
 * @typedef {{ size: number, most: number, subjects: string[], call?: "analyze" | "marks", name: string }} Work
 */

const ALL = ["copydesk", "compromise", "wink"];
const FAST = ["copydesk", "wink"];

/** @type {Work[]} */
const WORK = [
  { name: "few", size: 4e3, most: 50, subjects: ALL },
  { name: "few", size: 4e4, most: 5, subjects: ALL },
  { name: "whole", size: 4e3, most: Infinity, subjects: FAST },
  { name: "whole", size: 4e4, most: Infinity, subjects: FAST },
  { name: "whole", size: 4e5, most: Infinity, subjects: FAST },
  { name: "whole", size: 4e6, most: 1, subjects: FAST },
  { name: "whole", size: 4e4, most: Infinity, subjects: ["copydesk"], call: "marks" },
  { name: "whole", size: 4e6, most: 1, subjects: ["copydesk"], call: "marks" },
];

/**
 * @param {import("./run.js").Bench} bench
 * @param {number} rounds
 * @param {number} bytes How much text there is.
 */
export async function analysis({ browser, site, record }, rounds, bytes) {
  /** @type {Map<string, import("playwright-core").Page>} */
  const pages = new Map();
  for (const subject of ALL) {
    // A context of its own gives each program a process of its own.
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.origin}/bench/workbench.html?${subject}`);
    await page.waitForFunction(() => "workbench" in globalThis);
    pages.set(subject, page);
  }
  const works = WORK.filter(({ size }) => size <= bytes);
  // The first round warms up: browsers compile what runs often once more, and better.
  for (let round = 0; round <= rounds; round++) {
    tell(round === 0 ? "analysis: warming up" : `analysis: round ${round} of ${rounds}`);
    for (const { name, size, most, subjects, call = "analyze" } of works) {
      for (const subject of subjects) {
        const page = /** @type {import("playwright-core").Page} */ (pages.get(subject));
        const few = round === 0 ? Math.min(most, Math.ceil(4e5 / size)) : most;
        const { bytes, ms } = await page.evaluate(
          ([size, most, call]) => /** @type {any} */ (globalThis).workbench.analyze(size, most, call),
          /** @type {const} */ ([size, few, call]),
        );
        if (round > 0) record.add(`${call}/${name}/${size}/${subject}`, bytes, ms);
      }
    }
    for (const size of [4e4, 6e5].filter((size) => size <= bytes)) {
      const page = /** @type {import("playwright-core").Page} */ (pages.get("copydesk"));
      const { bytes, ms } = await page.evaluate(
        (size) => /** @type {any} */ (globalThis).workbench.type(size),
        size,
      );
      if (round > 0) record.add(`key/${size}/copydesk`, bytes, ...ms);
    }
  }
  for (const page of pages.values()) await page.context().close();
}
