/** Exports: an analysis in the formats that newsrooms, archives and tools read. */

import * as glue from "./copydesk_glue.js";
import { CopydeskError } from "./errors.js";

export { formats } from "./format-list.js";

/**
 * Writes an analysis in a format.
 *
 * @param {import("./copydesk.js").Engine} engine A loaded engine.
 * @param {import("./types.js").Analysis} analysis What that engine found in `text`.
 * @param {string} text The text that was analyzed.
 * @param {string} format A name from `formats`.
 * @returns {string}
 * @throws {CopydeskError} `format` where the name is unknown or the analysis is not of this text,
 *   `closed` where the engine is.
 */
export function exportAnalysis(engine, analysis, text, format) {
  engine.assertOpen();
  try {
    return glue.format(analysis, text, format);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CopydeskError("format", `The analysis could not be written as ${format}. ${detail}`, error);
  }
}
