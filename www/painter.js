/**
 * Paints marks with the CSS Custom Highlight API: no node is added, removed or changed. Only what
 * is near the viewport is registered, as every registered range costs time at every edit.
 */

import { windowOf } from "./frames.js";
import { HIGHLIGHT_STYLES } from "./mark-styles.js";
import { adoptStyles } from "./styles.js";

/** The kinds of marks, in the order of their numbers in a row of marks. */
export const KINDS = /** @type {const} */ (["person", "place", "organization", "quote"]);

/** @typedef {(typeof KINDS)[number]} MarkKind */

/** Which mark paints over which where two overlap. */
const PRIORITY = { quote: 0, place: 1, organization: 1, person: 2, active: 9 };

/** How far outside the viewport marks are registered. */
const MARGIN = "800px 0px";

/** Whether this browser can paint without changing the document. */
export const canPaint = typeof Highlight === "function" && typeof CSS === "object" && "highlights" in CSS;

/** Paints the marks of one text. */
export class Painter {
  #text;
  /** The window whose registry the text's ranges count in; kept, as a frame that is taken away has none. */
  #view;
  #dropStyles;
  /** @type {IntersectionObserver} */
  #observer;
  /** @type {Map<Element, boolean>} Every element that holds a block, and whether it is near the viewport. */
  #near = new Map();
  /** @type {import("./adapters/dom.js").Block[] | null} The blocks whose elements are watched. */
  #observed = null;
  /** @type {Map<import("./adapters/dom.js").Block, { signature: string, ranges: [MarkKind, AbstractRange][] }>} */
  #painted = new Map();
  /** @type {Int32Array} */
  #marks = new Int32Array(0);
  /** @type {ReadonlySet<MarkKind>} */
  #shown = new Set(KINDS);
  /** @type {AbstractRange | null} */
  #active = null;

  /** @param {import("./adapters/dom.js").DomText | import("./adapters/textarea.js").FieldText} text */
  constructor(text) {
    this.#text = text;
    this.#view = windowOf(text.root);
    // Styles for marks count in the tree that the text is in.
    this.#dropStyles = adoptStyles(text.root, HIGHLIGHT_STYLES);
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (this.#near.has(target)) this.#near.set(target, isIntersecting);
        }
        this.#paint();
      },
      /** @type {IntersectionObserverInit} */ ({ rootMargin: MARGIN, scrollMargin: MARGIN }),
    );
  }

  /**
   * Paints these marks, on the text as it was last read.
   *
   * @param {Int32Array} marks Rows of start, end, kind, id, sorted by start, in UTF-16 code units.
   * @param {ReadonlySet<MarkKind>} shown The kinds to paint.
   */
  paint(marks, shown) {
    this.#marks = marks;
    this.#shown = shown;
    this.#observe();
    this.#paint();
  }

  /**
   * Points out one stretch, or none.
   *
   * @param {import("./types.js").Span | null} span
   */
  activate(span) {
    if (!canPaint) return;
    if (this.#active) this.#highlight("active").delete(this.#active);
    this.#active = span && this.#text.range(span.start, span.end);
    if (this.#active) this.#highlight("active").add(this.#active);
  }

  /** Takes away every range that this painter registered. */
  close() {
    this.#observer.disconnect();
    this.activate(null);
    for (const block of this.#painted.keys()) this.#erase(block);
    this.#dropStyles();
    if (!canPaint) return;
    const { highlights } = this.#view.CSS;
    for (const name of [...KINDS, "active"].map((kind) => `copydesk-${kind}`)) {
      if (highlights.get(name)?.size === 0) highlights.delete(name);
    }
  }

  /** Watches the elements of the blocks as they are now. */
  #observe() {
    if (this.#observed === this.#text.blocks) return;
    this.#observed = this.#text.blocks;
    /** @type {Map<Element, boolean>} */
    const near = new Map();
    let before = true;
    for (const { element } of this.#text.blocks) {
      if (near.has(element)) continue;
      const known = this.#near.get(element);
      if (known === undefined) this.#observer.observe(element);
      // Until the browser tells, a new block is taken to be where the one before it is.
      near.set(element, (before = known ?? before));
    }
    for (const element of this.#near.keys()) {
      if (!near.has(element)) this.#observer.unobserve(element);
    }
    this.#near = near;
  }

  #paint() {
    if (!canPaint) return;
    const blocks = this.#text.blocks;
    const current = new Set(blocks);
    for (const block of this.#painted.keys()) {
      if (!current.has(block) || !this.#near.get(block.element)) this.#erase(block);
    }
    const rows = this.#rowsNear();
    for (const [block, marks] of rows) {
      const signature = marks.join(" ");
      const painted = this.#painted.get(block);
      if (painted?.signature === signature) continue;
      if (painted) this.#erase(block);
      /** @type {[MarkKind, AbstractRange][]} */
      const ranges = [];
      for (let row = 0; row < marks.length; row += 3) {
        const range = this.#text.range(block.start + marks[row], block.start + marks[row + 1]);
        if (!range) continue;
        const kind = KINDS[marks[row + 2]];
        this.#highlight(kind).add(range);
        ranges.push([kind, range]);
      }
      this.#painted.set(block, { signature, ranges });
    }
  }

  /**
   * The marks of each block near the viewport, in rows of start, end, kind, counted from the start
   * of the block; a mark over several blocks is cut at their borders.
   */
  #rowsNear() {
    const blocks = this.#text.blocks;
    /** @type {Map<import("./adapters/dom.js").Block, number[]>} */
    const rows = new Map();
    for (const block of blocks) {
      if (this.#near.get(block.element)) rows.set(block, []);
    }
    let first = 0;
    for (let row = 0; row < this.#marks.length; row += 4) {
      const [start, end, kind] = this.#marks.subarray(row, row + 3);
      if (!this.#shown.has(KINDS[kind])) continue;
      while (first < blocks.length && blocks[first].start + blocks[first].text.length <= start) first++;
      for (let index = first; index < blocks.length && blocks[index].start < end; index++) {
        const block = blocks[index];
        const from = Math.max(start - block.start, 0);
        const to = Math.min(end - block.start, block.text.length);
        if (from < to) rows.get(block)?.push(from, to, kind);
      }
    }
    return rows;
  }

  /** @param {import("./adapters/dom.js").Block} block */
  #erase(block) {
    for (const [kind, range] of this.#painted.get(block)?.ranges ?? []) this.#highlight(kind).delete(range);
    this.#painted.delete(block);
  }

  /**
   * The one highlight of a kind in the document that the text is in, shared by everything that paints there.
   *
   * @param {MarkKind | "active"} kind
   * @returns {Highlight}
   */
  #highlight(kind) {
    const name = `copydesk-${kind}`;
    const { CSS, Highlight } = this.#view;
    let found = CSS.highlights.get(name);
    if (!found) {
      found = new Highlight();
      found.priority = PRIORITY[kind];
      CSS.highlights.set(name, found);
    }
    return found;
  }
}
