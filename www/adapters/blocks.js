/** What the adapters of editors with a document of their own share: blocks of text, and marks in them. */

import { KINDS } from "../painter.js";

/**
 * The block at an offset.
 *
 * @template {{ start: number }} Block
 * @param {readonly Block[]} blocks Sorted by start, the first code unit of each in the whole text.
 * @param {number} offset Code units.
 * @returns {Block | undefined} The last that starts there or before.
 */
export function blockAt(blocks, offset) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1];
}

/**
 * The marks that are shown, cut at the borders of blocks.
 *
 * @template {{ start: number, text: string }} Block
 * @param {Int32Array} marks Rows of start, end, kind, id, sorted by start.
 * @param {ReadonlySet<string>} shown The kinds to show.
 * @param {readonly Block[]} blocks
 * @returns {Generator<{ block: Block, from: number, to: number, kind: (typeof KINDS)[number] }>} `from` and
 *   `to` count from the start of the block.
 */
export function* marksInBlocks(marks, shown, blocks) {
  let first = 0;
  for (let row = 0; row < marks.length; row += 4) {
    const [start, end, number] = marks.subarray(row, row + 3);
    const kind = KINDS[number];
    if (!shown.has(kind)) continue;
    while (first < blocks.length && blocks[first].start + blocks[first].text.length <= start) first++;
    for (let index = first; index < blocks.length && blocks[index].start < end; index++) {
      const block = blocks[index];
      const from = Math.max(start - block.start, 0);
      const to = Math.min(end - block.start, block.text.length);
      if (from < to) yield { block, from, to, kind };
    }
  }
}

/**
 * Whether two sets of marks are the same.
 *
 * @param {Int32Array} a
 * @param {Int32Array} b
 */
export function sameMarks(a, b) {
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}

/**
 * Whether two sets have the same members.
 *
 * @param {ReadonlySet<string>} a
 * @param {ReadonlySet<string>} b
 */
export function sameKinds(a, b) {
  return a.size === b.size && [...a].every((kind) => b.has(kind));
}
