/**
 * A long text under edit. Kept in pieces, an edit copies its piece, where one string would be copied
 * whole at every key.
 */

/** The length of a piece when it is made, in UTF-16 code units. */
const PIECE = 8192;

/** A piece that grows beyond this is cut. */
const LONGEST = 4 * PIECE;

/** The text, and earlier states of it that somebody may still want to see. */
export class Chunks {
  /** @type {string[]} */
  #pieces;

  /** @param {string} text */
  constructor(text) {
    this.#pieces = cut(text);
  }

  /** @param {import("./types.js").Edit} edit */
  edit({ from, to, insert }) {
    const pieces = this.#pieces;
    let first = 0;
    let start = 0;
    while (first < pieces.length - 1 && start + pieces[first].length < from) start += pieces[first++].length;
    let last = first;
    let end = start + pieces[first].length;
    while (last < pieces.length - 1 && end < to) end += pieces[++last].length;
    const head = pieces[first].slice(0, from - start);
    const tail = pieces[last].slice(pieces[last].length - (end - to));
    const joined = head + insert + tail;
    pieces.splice(first, last - first + 1, ...(joined.length > LONGEST ? cut(joined) : [joined]));
  }

  /**
   * The text as it stands now, whatever is edited later.
   *
   * @returns {() => string} Puts the text together, the first time that it is called.
   */
  snapshot() {
    /** @type {string[]} */
    let pieces = this.#pieces.slice();
    return () => {
      if (pieces.length > 1) pieces = [pieces.join("")];
      return pieces[0];
    };
  }
}

/**
 * @param {string} text
 * @returns {string[]} At least one.
 */
function cut(text) {
  const pieces = [];
  for (let start = 0; start === 0 || start < text.length; start += PIECE) pieces.push(text.slice(start, start + PIECE));
  return pieces;
}
