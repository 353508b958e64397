/**
 * An analysis as it crosses from WebAssembly and from thread to thread: numbers, which change hands
 * without a copy, and one string for all names. The objects are made only where somebody wants them.
 */

/** @typedef {import("./types.js").Analysis} Analysis */
/** @typedef {import("./types.js").Span} Span */

/** What `src/wasm/packed.rs` writes. @typedef {[numbers: Int32Array, names: string]} PackedAnalysis */

const KINDS = /** @type {const} */ (["person", "place", "organization"]);
const MENTION_FORMS = /** @type {const} */ (["name", "pronoun", "role"]);
const QUOTE_FORMS = /** @type {const} */ (["direct", "mixed", "indirect"]);

/**
 * The analysis itself.
 *
 * @param {PackedAnalysis} packed
 * @param {string} text The text that was analyzed.
 * @returns {Analysis} Offsets in UTF-16 code units.
 */
export function unpack([numbers, names], text) {
  // The engine reads a half of a surrogate pair as U+FFFD, and so do the letters that it gives back.
  const letters = wellFormed(text);
  let at = 0;
  const number = () => numbers[at++];
  const string = () => {
    const start = numbers[at++];
    return names.slice(start, start + numbers[at++]);
  };
  /** @returns {Span} */
  const span = () => ({ start: numbers[at++], end: numbers[at++] });
  /** @template T @param {() => T} read @returns {T[]} */
  const list = (read) => {
    /** @type {T[]} */
    const items = [];
    for (let left = numbers[at++]; left > 0; left--) items.push(read());
    return items;
  };
  /** @template T @param {() => T} read @returns {T | null} */
  const optional = (read) => {
    if (numbers[at] >= 0) return read();
    at += 1;
    return null;
  };

  const mentions = list(() => {
    const { start, end } = span();
    return { start, end, text: letters.slice(start, end), kind: KINDS[number()], form: MENTION_FORMS[number()], entity: number(), confidence: number() };
  });
  let id = 0;
  const entities = list(() => ({ id: id++, kind: KINDS[number()], name: string(), role: optional(string), mentions: list(number), quotes: list(number) }));
  id = 0;
  const speaker = () => {
    const { start, end } = span();
    return { entity: optional(number), start, end, text: letters.slice(start, end), name: string(), confidence: number(), rule: string() };
  };
  const quotes = list(() => ({ id: id++, form: QUOTE_FORMS[number()], within: optional(number), spans: list(span), cue: optional(span), speaker: optional(speaker) }));
  return { id: null, offsets: "utf16", mentions, entities, quotes };
}

/**
 * The text with U+FFFD for each half of a surrogate pair that stands alone.
 *
 * @param {string} text
 */
function wellFormed(text) {
  // Much faster than looking for halves, but younger than all else that Copydesk asks for.
  const { toWellFormed } = /** @type {{ toWellFormed?: () => string }} */ (String.prototype);
  if (toWellFormed) return toWellFormed.call(text);
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
