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
export function unpack(packed, text) {
  const letters = lettersOf(text);
  return new PackedReader(packed, () => letters).analysis();
}

/**
 * The engine reads a half of a surrogate pair as U+FFFD, and so do the letters that it gives back.
 *
 * @param {string} text
 */
export function lettersOf(text) {
  // Much faster than looking for halves, but younger than all else that Copydesk asks for.
  const { toWellFormed } = /** @type {{ toWellFormed?: () => string }} */ (String.prototype);
  if (toWellFormed) return toWellFormed.call(text);
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** The numbers of one mention. */
const MENTION_SIZE = 6;

/** The numbers of a speaker. */
const SPEAKER_SIZE = 8;

/** Reads single parts of a packed analysis, so that who shows a hundred entries makes no thousands. */
export class PackedReader {
  #numbers;
  #names;
  #text;
  /** How many mentions there are. */
  mentionCount;
  /** Where each entity begins among the numbers. @type {number[]} */
  #entities = [];
  /** Where each quote does. @type {number[]} */
  #quotes = [];
  /** Where the next number is read. */
  #at = 0;

  /**
   * @param {PackedAnalysis} packed
   * @param {() => string} text The text that was analyzed, as `lettersOf` gives it; asked for when
   *   letters of it are wanted.
   */
  constructor([numbers, names], text) {
    this.#numbers = numbers;
    this.#names = names;
    this.#text = text;
    this.mentionCount = numbers[0];
    let at = 1 + this.mentionCount * MENTION_SIZE;
    for (let left = numbers[at++]; left > 0; left--) {
      this.#entities.push(at);
      at += 3;
      at += numbers[at] < 0 ? 1 : 2;
      at += 1 + numbers[at];
      at += 1 + numbers[at];
    }
    for (let left = numbers[at++]; left > 0; left--) {
      this.#quotes.push(at);
      at += 2;
      at += 1 + 2 * numbers[at];
      at += numbers[at] < 0 ? 1 : 2;
      at += numbers[at] < 0 ? 1 : SPEAKER_SIZE;
    }
  }

  /** How many quotes there are. */
  get quoteCount() {
    return this.#quotes.length;
  }

  /**
   * @param {import("./types.js").Kind} kind
   * @returns {number[]} The entities of this kind, by their ids.
   */
  entitiesOf(kind) {
    const number = KINDS.indexOf(kind);
    const ids = [];
    for (let id = 0; id < this.#entities.length; id++) {
      if (this.#numbers[this.#entities[id]] === number) ids.push(id);
    }
    return ids;
  }

  /**
   * @param {number} index
   * @returns {import("./types.js").Mention}
   */
  mention(index) {
    this.#at = 1 + index * MENTION_SIZE;
    const { start, end } = this.#span();
    return {
      start,
      end,
      text: this.#letters(start, end),
      kind: KINDS[this.#number()],
      form: MENTION_FORMS[this.#number()],
      entity: this.#number(),
      confidence: this.#number(),
    };
  }

  /**
   * @param {number} id
   * @returns {import("./types.js").Entity}
   */
  entity(id) {
    this.#at = this.#entities[id];
    const number = () => this.#number();
    return {
      id,
      kind: KINDS[this.#number()],
      name: this.#string(),
      role: this.#optional(() => this.#string()),
      mentions: this.#list(number),
      quotes: this.#list(number),
    };
  }

  /**
   * @param {number} id
   * @returns {import("./types.js").Quote}
   */
  quote(id) {
    this.#at = this.#quotes[id];
    return {
      id,
      form: QUOTE_FORMS[this.#number()],
      within: this.#optional(() => this.#number()),
      spans: this.#list(() => this.#span()),
      cue: this.#optional(() => this.#span()),
      speaker: this.#optional(() => this.#speaker()),
    };
  }

  /** All of it. @returns {Analysis} */
  analysis() {
    return {
      id: null,
      offsets: "utf16",
      mentions: Array.from({ length: this.mentionCount }, (_, index) => this.mention(index)),
      entities: this.#entities.map((_, id) => this.entity(id)),
      quotes: this.#quotes.map((_, id) => this.quote(id)),
    };
  }

  #number() {
    return this.#numbers[this.#at++];
  }

  #string() {
    const start = this.#number();
    return this.#names.slice(start, start + this.#number());
  }

  /** @returns {Span} */
  #span() {
    return { start: this.#number(), end: this.#number() };
  }

  #speaker() {
    const { start, end } = this.#span();
    return {
      entity: this.#optional(() => this.#number()),
      start,
      end,
      text: this.#letters(start, end),
      name: this.#string(),
      confidence: this.#number(),
      rule: this.#string(),
    };
  }

  /** @template T @param {() => T} read @returns {T[]} */
  #list(read) {
    /** @type {T[]} */
    const items = [];
    for (let left = this.#number(); left > 0; left--) items.push(read());
    return items;
  }

  /** @template T @param {() => T} read @returns {T | null} */
  #optional(read) {
    if (this.#numbers[this.#at] >= 0) return read();
    this.#at += 1;
    return null;
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #letters(start, end) {
    return this.#text().slice(start, end);
  }
}
