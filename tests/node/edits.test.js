/** Marks and offsets go with their letters through any edits. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, mapMarks, mapOffset } from "../../www/edits.js";
import { numbers } from "./numbers.js";

/** Marks that may lie in each other, as names lie in quotes, sorted by start. @param {(below: number) => number} pick @param {number} length */
function randomMarks(pick, length) {
  const rows = Array.from({ length: pick(12) }, (_, id) => {
    const start = pick(length);
    return [start, start + 1 + pick(Math.min(length - start, 12)), pick(4), id];
  });
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return Int32Array.from(rows.flat());
}

/** Letters that are inserted are numbers from here on. */
const INSERTED = 1000;

test("a mark keeps all of its letters that are left, and takes in none of others, after any edits", () => {
  const pick = numbers(5);
  let moved = 0;
  let gone = 0;
  for (let round = 0; round < 3000; round++) {
    // Each letter is a number of its own, so that it is known wherever it comes to stand.
    let letters = Array.from({ length: 1 + pick(60) }, (_, at) => at);
    let next = INSERTED;
    const marks = randomMarks(pick, letters.length);
    const before = marks.slice();
    /** @type {import("../../www/types.js").Edit[]} */
    const edits = [];
    for (let count = pick(6); count > 0; count--) {
      const from = pick(letters.length + 1);
      const to = Math.min(letters.length, from + pick(8));
      const insert = Array.from({ length: pick(5) }, () => next++);
      letters = [...letters.slice(0, from), ...insert, ...letters.slice(to)];
      edits.push({ from, to, insert: "x".repeat(insert.length) });
    }
    const spare = pick(2) ? new Int32Array(marks.length + 4) : undefined;
    const after = mapMarks(marks, edits, spare);
    assert.deepEqual(marks, before, "the marks that were given stay as they are");
    const found = new Map();
    for (let row = 0; row < after.length; row += 4) found.set(after[row + 3], [...after.subarray(row, row + 3)]);
    for (let row = 0; row < marks.length; row += 4) {
      const [start, end, kind, id] = marks.subarray(row, row + 4);
      const isOwn = (/** @type {number} */ letter) => letter >= start && letter < end;
      const [from, to, of] = found.get(id) ?? [0, 0, kind];
      // What is typed inside is in it, too.
      assert.ok(letters.slice(from, to).every((letter) => isOwn(letter) || letter >= INSERTED), `${start} to ${end} became ${from} to ${to}`);
      assert.equal(letters.slice(from, to).filter(isOwn).length, letters.filter(isOwn).length);
      assert.equal(of, kind);
      gone += Number(!found.has(id));
      if (!found.has(id)) continue;
      assert.deepEqual([mapOffset(edits, start, "start"), mapOffset(edits, end, "end")], [from, to]);
      moved += Number(from !== start);
    }
  }
  assert.ok(moved > 1000 && gone > 500, `${moved} moved, ${gone} gone`);
});

test("what is typed behind a mark is none of it, unless it goes on with the mark's last word", () => {
  const marks = Int32Array.of(0, 4, 0, 0, 0, 9, 3, 1, 5, 9, 1, 2);
  const edit = { from: 4, to: 4, insert: "s" };
  assert.deepEqual([...mapMarks(marks, [edit])], [0, 4, 0, 0, 0, 10, 3, 1, 6, 10, 1, 2]);
  assert.deepEqual([...mapMarks(marks, [{ ...edit, isInWord: true }])], [0, 5, 0, 0, 0, 10, 3, 1, 6, 10, 1, 2]);
});

test("the difference of two texts turns the one into the other, and is no longer than it must be", () => {
  const pick = numbers(9);
  for (let round = 0; round < 2000; round++) {
    const before = Array.from({ length: pick(200) }, () => "ab"[pick(2)]).join("").repeat(1 + pick(60));
    const from = pick(before.length + 1);
    const to = Math.min(before.length, from + pick(9));
    const after = before.slice(0, from) + "abc".slice(pick(4)) + before.slice(to);
    const edit = difference(before, after);
    if (!edit) {
      assert.equal(before, after);
      continue;
    }
    assert.equal(before.slice(0, edit.from) + edit.insert + before.slice(edit.to), after);
    assert.notEqual(before[edit.from], after[edit.from], "it begins with what differs");
    assert.ok(edit.from === edit.to || edit.insert === "" || before[edit.to - 1] !== edit.insert.at(-1), "and ends with it");
  }
});
