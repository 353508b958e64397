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
      at += numbers[at] < 0 ? 2 : 3;
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

  /** How many entities there are. */
  get entityCount() {
    return this.#entities.length;
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
    const numbers = this.#numbers;
    const at = 1 + index * MENTION_SIZE;
    const start = numbers[at];
    const end = numbers[at + 1];
    return {
      start,
      end,
      text: this.#text().slice(start, end),
      kind: KINDS[numbers[at + 2]],
      form: MENTION_FORMS[numbers[at + 3]],
      entity: numbers[at + 4],
      confidence: numbers[at + 5],
    };
  }

  /**
   * @param {number} id
   * @returns {import("./types.js").Entity}
   */
  entity(id) {
    const numbers = this.#numbers;
    const at = this.#entities[id];
    const hasRole = numbers[at + 3] >= 0;
    const mentions = at + (hasRole ? 6 : 5);
    const quotes = mentions + 1 + numbers[mentions];
    return {
      id,
      kind: KINDS[numbers[at]],
      name: this.#string(at + 1),
      role: hasRole ? this.#string(at + 3) : null,
      mentions: this.#list(mentions),
      quotes: this.#list(quotes),
      quoted_words: numbers[mentions - 1],
    };
  }

  /**
   * @param {number} id
   * @returns {import("./types.js").Quote}
   */
  quote(id) {
    const numbers = this.#numbers;
    const at = this.#quotes[id];
    const within = numbers[at + 1];
    /** @type {Span[]} */
    const spans = [];
    const cue = at + 3 + 2 * numbers[at + 2];
    for (let span = at + 3; span < cue; span += 2) spans.push(this.#span(span));
    const hasCue = numbers[cue] >= 0;
    const speaker = cue + (hasCue ? 2 : 1);
    return {
      id,
      form: QUOTE_FORMS[numbers[at]],
      within: within < 0 ? null : within,
      spans,
      cue: hasCue ? this.#span(cue) : null,
      speaker: numbers[speaker] < 0 ? null : this.#speaker(speaker),
    };
  }

  /** All of it. @returns {Analysis} */
  analysis() {
    /** @type {Analysis} */
    const analysis = { id: null, offsets: "utf16", mentions: [], entities: [], quotes: [] };
    for (let index = 0; index < this.mentionCount; index++) analysis.mentions.push(this.mention(index));
    for (let id = 0; id < this.#entities.length; id++) analysis.entities.push(this.entity(id));
    for (let id = 0; id < this.#quotes.length; id++) analysis.quotes.push(this.quote(id));
    return analysis;
  }

  // What follows reads what begins at a place among the numbers.

  /** @param {number} at @returns {Span} */
  #span(at) {
    return { start: this.#numbers[at], end: this.#numbers[at + 1] };
  }

  /** @param {number} at */
  #string(at) {
    const start = this.#numbers[at];
    return this.#names.slice(start, start + this.#numbers[at + 1]);
  }

  /** @param {number} at */
  #list(at) {
    /** @type {number[]} */
    const items = [];
    const end = at + 1 + this.#numbers[at];
    for (let item = at + 1; item < end; item++) items.push(this.#numbers[item]);
    return items;
  }

  /**
   * @param {number} at
   * @returns {import("./types.js").Speaker}
   */
  #speaker(at) {
    const numbers = this.#numbers;
    const start = numbers[at];
    const end = numbers[at + 1];
    const entity = numbers[at + 2];
    return {
      entity: entity < 0 ? null : entity,
      start,
      end,
      text: this.#text().slice(start, end),
      name: this.#string(at + 3),
      confidence: numbers[at + 5],
      rule: this.#string(at + 6),
    };
  }
}
