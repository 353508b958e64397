/**
 * Reads and points into the text of a `<textarea>` or a text `<input>`. Such a field shows no
 * ranges of the document: marks are painted on ranges of its value where the browser knows such
 * (`createValueRange`), and elsewhere on a mirror of it.
 */

/** @typedef {import("../types.js").Span} Span */

/** @typedef {AbstractRange & { getBoundingClientRect(): DOMRect, getClientRects(): DOMRectList }} ValueRange */

import { difference, mapOffset } from "../edits.js";
import { windowOf } from "../frames.js";
import { Mirror } from "./mirror.js";

/** An edit of fewer letters, or as small a change of the marks, leaves what is near the view where it was, but for a line or so. */
const FEW = 40;

/**
 * Lets go of a range of a value: until then the browser moves it at every edit.
 *
 * @param {unknown} range
 */
export function letGo(range) {
  /** @type {any} */ (range)?.disconnect?.();
}

/** The text of one field; it offers what `DomText` in `dom.js` offers. */
export class FieldText {
  /** The text as of the last `read`. */
  text = "";
  /** @type {import("./dom.js").Block[]} One, as a field has no paragraphs of its own. */
  blocks;
  /** @type {readonly Element[]} The field. */
  regions;
  /** Whether there are many regions below each other. */
  isStacked = false;

  #field;
  /** @type {Mirror | null} */
  #mirror = null;
  /**
   * What `near` gave last, for how long an array of marks and which stretch of the value's height, in CSS pixels.
   *
   * @type {{ span: Span, length: number, margin: number, height: number, top: number, bottom: number } | null}
   */
  #kept = null;
  /** A range that is painted: it tells of a value that was replaced by itself. @type {AbstractRange | null} */
  #painted = null;
  #abort = new AbortController();
  #observer;

  /**
   * @param {HTMLTextAreaElement | HTMLInputElement} field It stays as it is.
   * @param {() => void} onChange Called when the value changed, also while an input method composes.
   * @param {ShadowRoot} [place] Where a mirror may be put; without it there is none.
   */
  constructor(field, onChange, place) {
    this.#field = field;
    if (place && !this.range(0, 0)) this.#mirror = new Mirror(field, place);
    this.text = field.value;
    this.regions = [field];
    this.blocks = [{ element: field, text: this.text, pieces: [], start: 0 }];
    const { signal } = this.#abort;
    const check = () => {
      if (field.value !== this.text || this.#painted?.collapsed) onChange();
    };
    field.addEventListener("input", check, { signal });
    // A script that sets the value fires no event of its own, but moves the caret to the end.
    field.ownerDocument.addEventListener("selectionchange", check, { signal });
    field.addEventListener("focus", check, { signal });
    // A larger field shows more of its value, which may be painted then.
    this.#observer = new ResizeObserver(() => {
      this.#kept = null;
      onChange();
    });
    this.#observer.observe(field);
  }

  /** The field that is read. */
  get root() {
    return this.#field;
  }

  /** The window whose highlights the ranges count in. */
  get view() {
    return this.#mirror ? window : windowOf(this.#field);
  }

  /**
   * The marks near what the field shows of its value: however long that is, it is one block.
   *
   * @param {Int32Array} marks Rows of start, end, kind, id, sorted by start.
   * @param {number} margin How far outside, in CSS pixels.
   * @returns {Span} Marks that end behind its start and start before its end are near, and few others.
   *   It is the same object as long as it holds all that is shown, as to look for it takes longer than a frame may.
   */
  near(marks, margin) {
    const field = this.#field;
    const box = field.getBoundingClientRect();
    const { scrollTop, scrollHeight: height } = field;
    const scale = box.height / field.offsetHeight || 1;
    const [from, to] = [Math.max(box.top, 0), Math.min(box.bottom, windowOf(field).innerHeight)];
    /** The place in the height of the value. @param {number} y In the viewport. */
    const inValue = (y) => (y - box.top) / scale + scrollTop;
    const kept = this.#kept;
    if (kept && Math.abs(kept.length - marks.length) < FEW && kept.margin === margin && kept.height === height && kept.top <= inValue(from) && inValue(to) <= kept.bottom) {
      return kept.span;
    }
    /** The number of marks that begin above a line. @param {number} y */
    const above = (y) => {
      let low = 0;
      let high = marks.length / 4;
      while (low < high) {
        const middle = (low + high) >> 1;
        const start = marks[middle * 4];
        const range = this.liveRange(start, start + 1);
        const box = range?.getBoundingClientRect();
        letGo(range);
        if (box && box.bottom < y) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const [first, last] = [above(from - margin), above(to + margin)];
    const span = { start: marks[first * 4 - 4] ?? 0, end: marks[last * 4] ?? this.text.length };
    this.#kept = { span, length: marks.length, margin, height, top: inValue(from - margin), bottom: inValue(to + margin) };
    return span;
  }

  /** The blocks in the one region: the one that there is. */
  blocksIn() {
    return this.blocks;
  }

  /**
   * Reads the value anew.
   *
   * @returns {import("../types.js").Edit | null} The one edit between then and now.
   */
  read() {
    const edit = difference(this.text, this.#field.value);
    if (!edit && !this.#painted?.collapsed) return null;
    this.text = this.#field.value;
    this.#painted = null;
    const kept = this.#kept;
    if (edit && kept && edit.to - edit.from + edit.insert.length < FEW) {
      kept.span = { start: mapOffset([edit], kept.span.start, "end"), end: mapOffset([edit], kept.span.end, "start") };
    } else this.#kept = null;
    this.#mirror?.update();
    this.blocks = [{ element: this.#field, text: this.text, pieces: [], start: 0 }];
    return edit;
  }

  /**
   * @param {number} start First code unit.
   * @param {number} end The code unit after the last.
   * @param {Iterable<AbstractRange>} [old] Where it is to be painted, ranges of earlier, which edits have moved: one that
   *   stands there is given back.
   * @returns {ValueRange | null} Null where there are no ranges of values and no mirror.
   */
  range(start, end, old) {
    for (const range of old ?? []) {
      if (range.startOffset === start && range.endOffset === end) return (this.#painted = /** @type {ValueRange} */ (range));
    }
    const range = this.#newRange(start, end);
    if (old) this.#painted = range;
    return range;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {ValueRange | null}
   */
  #newRange(start, end) {
    if (this.#mirror) return this.#mirror.range(start, end);
    try {
      return /** @type {any} */ (this.#field).createValueRange(start, end);
    } catch {
      // A browser without them, or a type of field such as email.
      return null;
    }
  }

  /**
   * @param {number} start First code unit.
   * @param {number} end The code unit after the last.
   * @returns {import("../highlighter.js").TextRange | null} Null where there are no ranges of values and no mirror.
   */
  liveRange(start, end) {
    const range = this.range(start, end);
    const mirror = this.#mirror;
    if (!range || !mirror) return range;
    // The browser tells of scrolling only at the next frame.
    return {
      getBoundingClientRect: () => (mirror.follow(), mirror.inField(range.getBoundingClientRect())),
      getClientRects: () => [...range.getClientRects()].map((box) => mirror.inField(box)),
    };
  }

  /**
   * @param {Node} node
   * @param {number} offset
   * @returns {number} Code units; -1 where the place is not in the field.
   */
  offset(node, offset) {
    return node === this.#field ? offset : -1;
  }

  /** @returns {Span} */
  selection() {
    const { selectionStart, selectionEnd } = this.#field;
    return { start: selectionStart ?? -1, end: selectionEnd ?? -1 };
  }

  /** @param {Span} span */
  select({ start, end }) {
    this.#field.focus({ preventScroll: true });
    // Fields of some types, such as email, have a selection that no script knows.
    if (this.#field.selectionStart !== null) this.#field.setSelectionRange(start, end);
  }

  /** Stops watching the field. */
  close() {
    this.#abort.abort();
    this.#observer.disconnect();
    this.#mirror?.close();
  }
}
