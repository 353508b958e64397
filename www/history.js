/**
 * What was done to a text, to be undone and done again. An editor whose browser does not see every
 * change as its own editing cannot leave this to the browser.
 */

/** @typedef {import("./paragraphs.js").Position} Position */

/**
 * @typedef {object} Change
 * @property {Position} from
 * @property {string} removed What stood there before.
 * @property {string} inserted What stands there now.
 *
 * @typedef {object} Step What one press of undo takes back.
 * @property {Change[]} changes In the order in which they were made.
 * @property {[Position, Position] | null} before The selection before.
 * @property {number} time When the last of them was made, in milliseconds.
 * @property {boolean} isTyping Whether what is typed right behind belongs to it.
 */

/** After a pause of so many milliseconds, what is typed is a step of its own. */
const PAUSE = 2000;

/** So many steps are kept. */
const STEPS = 500;

/** The steps of one text. */
export class History {
  /** @type {Step[]} */
  #done = [];
  /** @type {Step[]} */
  #undone = [];

  /**
   * Writes a change down. What is typed without a pause, letter behind letter, is one step.
   *
   * @param {Change} change
   * @param {{ before: [Position, Position] | null, time: number, isTyping?: boolean, joins?: boolean }} how
   *   `joins`: whether it belongs to the step before in any case.
   */
  add(change, { before, time, isTyping = false, joins = false }) {
    this.#undone = [];
    const last = this.#done.at(-1);
    if (last && joins) {
      last.changes.push(change);
    } else if (last && isTyping && last.isTyping && time - last.time < PAUSE && extend(last.changes[0], change)) {
      last.time = time;
    } else {
      this.#done.push({ changes: [change], before, time, isTyping });
      if (this.#done.length > STEPS) this.#done.shift();
    }
  }

  /** The step to undo, which counts as undone from now on; null where there is none. */
  undo() {
    const step = this.#done.pop() ?? null;
    if (step) this.#undone.push(step);
    return step;
  }

  /** The step to do again, which counts as done from now on; null where there is none. */
  redo() {
    const step = this.#undone.pop() ?? null;
    if (step) {
      step.isTyping = false;
      this.#done.push(step);
    }
    return step;
  }

  /** Forgets everything, where the text is not what it was any more. */
  clear() {
    this.#done = [];
    this.#undone = [];
  }
}

/**
 * Where a text ends that begins somewhere.
 *
 * @param {Position} from
 * @param {string} text
 * @returns {Position}
 */
export function endOf(from, text) {
  const lines = text.split("\n");
  const last = lines[lines.length - 1].length;
  return lines.length === 1 ? { line: from.line, column: from.column + last } : { line: from.line + lines.length - 1, column: last };
}

/**
 * Makes two changes of one line one, where the second goes on where the first left off.
 *
 * @param {Change} first
 * @param {Change} second
 * @returns {boolean} Whether it could be done.
 */
function extend(first, second) {
  if (first.from.line !== second.from.line) return false;
  const end = first.from.column + first.inserted.length;
  const isInsertion = first.removed === "" && second.removed === "" && second.from.column === end;
  const isErasure = first.inserted === "" && second.inserted === "";
  if (isInsertion) {
    first.inserted += second.inserted;
  } else if (isErasure && second.from.column + second.removed.length === first.from.column) {
    first.removed = second.removed + first.removed;
    first.from = second.from;
  } else if (isErasure && second.from.column === first.from.column) {
    first.removed += second.removed;
  } else {
    return false;
  }
  return true;
}
