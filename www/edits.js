/** Edits of a text, and what they do to offsets. Everything counts UTF-16 code units. */

/** @typedef {import("./types.js").Edit} Edit */

/** So many letters are compared at once, while they are the same: each by itself takes long in a long text. */
const STEPS = [4096, 64, 1];

/**
 * The one edit that turns `before` into `after`, or null where they are equal.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Edit | null}
 */
export function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  let suffix = 0;
  for (const step of STEPS) {
    while (prefix + step <= shorter && before.slice(prefix, prefix + step) === after.slice(prefix, prefix + step)) prefix += step;
  }
  for (const step of STEPS) {
    /** @param {string} text */
    const next = (text) => text.slice(text.length - suffix - step, text.length - suffix);
    while (suffix + step <= shorter - prefix && next(before) === next(after)) suffix += step;
  }
  return {
    from: prefix,
    to: before.length - suffix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

/**
 * Where an offset lands after edits. A start moves behind what is inserted at it, an end stays
 * before it, so that a span never grows by what is typed at its border.
 *
 * @param {readonly Edit[]} edits In the order in which they were made.
 * @param {number} offset
 * @param {"start" | "end"} side Which border of a span the offset is.
 * @returns {number}
 */
export function mapOffset(edits, offset, side) {
  for (const { from, to, insert } of edits) {
    if (side === "end" ? offset <= from : offset < from) continue;
    if (offset >= to) offset += insert.length - (to - from);
    else offset = side === "end" ? from : from + insert.length;
  }
  return offset;
}

/**
 * Marks after edits: rows of start, end, kind, id, without those whose letters are gone.
 *
 * @param {Int32Array} marks Rows of four, sorted by start.
 * @param {readonly (Edit & { isInWord?: boolean })[]} edits In the order in which they were made; `isInWord`: what is
 *   inserted goes on with a word, and with it goes a mark that ended there.
 * @param {Int32Array} [spare] An array that nobody needs any more, to write in where it is large enough:
 *   to allocate a book's marks takes longer than to move them.
 * @returns {Int32Array} Rows of four, sorted by start.
 */
export function mapMarks(marks, edits, spare = marks.subarray(0, 0)) {
  if (edits.length === 0) return marks;
  const isEnough = spare.buffer !== marks.buffer && spare.buffer.byteLength >= marks.byteLength;
  const moved = isEnough ? new Int32Array(spare.buffer, 0, marks.length) : new Int32Array(marks.length);
  moved.set(marks);
  for (const { from, to, insert, isInWord } of edits) {
    const last = isInWord ? from - 1 : from;
    const shift = insert.length - (to - from);
    // As `mapOffset`, in a loop without calls, as a book has tens of thousands of marks.
    for (let row = 0; row < moved.length; row += 4) {
      const start = moved[row];
      const end = moved[row + 1];
      if (start >= from) moved[row] = start >= to ? start + shift : from + insert.length;
      if (end > last) moved[row + 1] = end >= to ? end + shift : from;
    }
  }
  let length = 0;
  for (let row = 0; row < moved.length; row += 4) {
    if (moved[row] >= moved[row + 1]) continue;
    if (length < row) moved.copyWithin(length, row, row + 4);
    length += 4;
  }
  return moved.subarray(0, length);
}
