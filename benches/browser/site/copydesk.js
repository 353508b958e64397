/** Copydesk under the same two names as the peers; the bench serves `dist/` at the root. */

// @ts-ignore: the address is the served one.
import { load } from "/copydesk.js";

/** @type {import("../../../www/copydesk.js").Engine} */
export const engine = await load();

/** @param {string} text */
export const analyze = (text) => engine.analyze(text);

/** @param {string} text */
export const marks = (text) => engine.marks(text);
