/**
 * Paints marks with the CSS Custom Highlight API: no node is added, removed or changed. At every edit
 * the browser paints all that has a registered range anew, so only what is near the viewport is
 * registered, and only what is in view while somebody types.
 */

import { letGo } from "./adapters/textarea.js";
import { windowOf } from "./frames.js";
import { HIGHLIGHT_STYLES } from "./mark-styles.js";
import { adoptStyles } from "./styles.js";

/** The kinds of marks, in the order of their numbers in a row of marks. */
export const KINDS = /** @type {const} */ (["person", "place", "organization", "quote"]);

/** @typedef {(typeof KINDS)[number]} MarkKind */
/** Ranges that are registered, and where. @typedef {Map<AbstractRange, MarkKind>} Painted */

/** Which mark paints over which where two overlap. */
const PRIORITY = { quote: 0, place: 1, organization: 1, person: 2, active: 9 };

/** How far outside the viewport marks are registered, in CSS pixels. */
const MARGIN = 800;

/** The same while somebody types: a few lines, for what an edit pushes into view. */
const TYPING_MARGIN = 60;

/** Milliseconds without an edit after which it is looked what the last ones have moved into view. */
const REST = 500;

/**
 * Milliseconds without anything after which nobody is taken to be typing. To register more takes a
 * frame, and so does to let go of it at the next key.
 */
const LONG_REST = 3000;

/** Milliseconds after an edit in which the scrolling is its own; later it is a reader's. */
const OWN_SCROLL = 200;

/**
 * Of the regions of an editor so many on each side of the near ones are watched: the browser looks
 * for every watched one at each frame, and sections stand strictly below each other.
 */
const FRINGE = 3;

/**
 * What a reader does that may have another script take our highlights out of the registry, as searches
 * do with `CSS.highlights.clear()`. No event tells of that itself.
 */
const DEEDS = ["input", "keyup", "pointerup", "focusout"];

/** So many new blocks are painted before the browser has told where they are: some two screens. */
const GUESSES = 60;

/** Whether this browser can paint without changing the document. */
export const canPaint = typeof Highlight === "function" && typeof CSS === "object" && "highlights" in CSS;

/**
 * Paints the marks of one text. What it does at an edit grows with what is near the viewport, not
 * with the text: only the regions of a text that are near the viewport are looked into.
 */
export class Painter {
  #text;
  /** The window whose registry the text's ranges count in; kept, as a frame that is taken away has none. */
  #view;
  #dropStyles;
  /** @type {IntersectionObserver} */
  #observer;
  /** Watches `#beside`. @type {IntersectionObserver} */
  #fence;
  /** The region before those that are painted while somebody types, and the one behind them. @type {(Element | undefined)[]} */
  #beside = [];
  #abort = new AbortController();
  /** @type {readonly Element[]} The regions as of the last time. */
  #regions = [];
  /** @type {Set<Element>} The same; the browser may tell of others that were watched once. */
  #watched = new Set();
  /** @type {Set<Element>} Those of them that are near the viewport. */
  #near = new Set();
  /** @type {Set<Element> | null} Those of them that are in view, while somebody types. */
  #typedIn = null;
  /** Elements of blocks in those regions that are out of view all the same. @type {Set<Element>} */
  #unseen = new Set();
  /** What is near of a text that is one block, as of the last time. @type {import("./types.js").Span | null} */
  #span = null;
  /** Runs out when nobody types any more. */
  #timer = 0;
  /** When the text was edited last, in milliseconds as `performance.now` counts. */
  #lastEdit = 0;
  /** @type {Map<import("./adapters/dom.js").Block, { signature: string, ranges: Painted }>} */
  #painted = new Map();
  /** @type {Int32Array} */
  #marks = new Int32Array(0);
  /** @type {ReadonlySet<MarkKind>} */
  #shown = new Set(KINDS);
  /** @type {AbstractRange | null} */
  #active = null;
  /** The highlights that the ranges are in, by their names in the registry. @type {Map<string, Highlight>} */
  #registered = new Map();

  /** @param {import("./adapters/dom.js").DomText | import("./adapters/textarea.js").FieldText} text */
  constructor(text) {
    this.#text = text;
    this.#view = text.view;
    // Styles for marks count in the tree that the text is in.
    this.#dropStyles = adoptStyles(text.root, HIGHLIGHT_STYLES);
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (this.#text.isStacked) {
          this.#near = new Set(this.#regionsWithin(MARGIN));
          this.#watchAround();
        } else {
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting && this.#watched.has(target)) this.#near.add(target);
            else this.#near.delete(target);
          }
        }
        this.#paint();
      },
      /** @type {IntersectionObserverInit} */ ({ rootMargin: `${MARGIN}px 0px`, scrollMargin: `${MARGIN}px 0px` }),
    );
    this.#watchAll();
    this.#fence = new IntersectionObserver(
      () => {
        const typedIn = this.#typedIn;
        if (typedIn && !this.#regionsWithin(TYPING_MARGIN).every((region) => typedIn.has(region))) this.#look();
      },
      { rootMargin: `${TYPING_MARGIN}px 0px` },
    );
    const { signal } = this.#abort;
    const around = windowOf(text.root);
    // The observer tells some frames later, which is too late where somebody jumps far.
    // What scrolls in a shadow tree is told inside it alone.
    for (const tree of new Set([around.document, text.root.getRootNode()])) {
      tree.addEventListener("scroll", () => this.#look(), { capture: true, passive: true, signal });
    }
    around.addEventListener("resize", () => this.#look(), { passive: true, signal });
    // In a task of its own, when the other script has answered; to ask for a frame would cost one a key.
    // What is done in the text itself is painted anyway.
    const check = (/** @type {Event} */ event) => {
      if (event.target === text.root || event.composedPath().includes(text.root)) return;
      setTimeout(() => !signal.aborted && !this.#isWhole() && this.#paint());
    };
    for (const deed of DEEDS) around.addEventListener(deed, check, { passive: true, signal });
  }

  /**
   * Paints these marks, on the text as it was last read.
   *
   * @param {Int32Array} marks Rows of start, end, kind, id, sorted by start, in UTF-16 code units.
   * @param {ReadonlySet<MarkKind>} shown The kinds to paint.
   * @param {boolean} [isEdit] Whether the text was just edited.
   */
  paint(marks, shown, isEdit = false) {
    this.#marks = marks;
    this.#shown = shown;
    this.#watch();
    if (isEdit) this.#followTyping();
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
    this.#fence.disconnect();
    this.#abort.abort();
    clearTimeout(this.#timer);
    this.activate(null);
    this.#eraseAll();
    this.#dropStyles();
    if (!canPaint) return;
    const { highlights } = this.#view.CSS;
    for (const name of [...KINDS, "active"].map((kind) => `copydesk-${kind}`)) {
      if (highlights.get(name)?.size === 0) highlights.delete(name);
    }
  }

  /** Watches the regions of the text as they are now. */
  #watch() {
    const before = this.#regions;
    const after = this.#text.regions;
    if (before === after) return;
    this.#regions = after;
    const shorter = Math.min(before.length, after.length);
    let same = 0;
    while (same < shorter && before[same] === after[same]) same++;
    let sameAtEnd = 0;
    while (sameAtEnd < shorter - same && before[before.length - 1 - sameAtEnd] === after[after.length - 1 - sameAtEnd]) {
      sameAtEnd++;
    }
    const gone = new Set(before.slice(same, before.length - sameAtEnd));
    // Until the browser tells, a few new regions are taken to be where the one before them is.
    let guesses = same === 0 || this.#near.has(after[same - 1]) ? GUESSES : 0;
    for (const region of after.slice(same, after.length - sameAtEnd)) {
      if (gone.delete(region)) continue;
      if (!this.#text.isStacked) this.#observeRegion(region);
      if (guesses <= 0) continue;
      guesses -= this.#text.blocksIn(region).length;
      this.#near.add(region);
      this.#typedIn?.add(region);
    }
    for (const region of gone) {
      this.#watched.delete(region);
      this.#observer.unobserve(region);
      this.#near.delete(region);
      this.#typedIn?.delete(region);
    }
    if (!this.#text.isStacked) return;
    if (this.#near.size === 0) this.#near = new Set(this.#regionsWithin(MARGIN));
    this.#watchAround();
  }

  /** @param {Element} region */
  #observeRegion(region) {
    // While somebody types nothing is watched, as the browser looks for all of it at each frame.
    if (this.#typedIn) return;
    this.#watched.add(region);
    this.#observer.observe(region);
  }

  /** Begins to watch what was not watched so far, or while somebody typed. */
  #watchAll() {
    if (this.#text.isStacked) {
      // Where no watched region is near, the whole text coming into view is what is waited for.
      this.#observer.observe(this.#text.root);
      this.#watchAround();
    } else {
      for (const region of this.#regions) this.#observeRegion(region);
    }
  }

  /** Watches the near regions of a stacked text and those around them, and no others. */
  #watchAround() {
    if (this.#typedIn) return;
    const regions = this.#regions;
    const isNear = (/** @type {Element} */ region) => this.#near.has(region);
    const first = regions.findIndex(isNear);
    const last = first < 0 ? -1 : regions.findLastIndex(isNear);
    const wanted = new Set(first < 0 ? [] : regions.slice(Math.max(first - FRINGE, 0), last + FRINGE + 1));
    for (const region of this.#watched) {
      if (wanted.has(region)) continue;
      this.#watched.delete(region);
      this.#observer.unobserve(region);
    }
    for (const region of wanted) if (!this.#watched.has(region)) this.#observeRegion(region);
  }

  /** Narrows down what is painted until nobody types any more. */
  #followTyping() {
    this.#lastEdit = performance.now();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#typeIn(this.#regionsWithin(TYPING_MARGIN));
      this.#paint();
      this.#timer = window.setTimeout(() => this.#endTyping(), LONG_REST - REST);
    }, REST);
    if (this.#typedIn) return;
    this.#typeIn(this.#regionsWithin(TYPING_MARGIN));
    if (!this.#typedIn) return;
    this.#observer.disconnect();
    this.#watched = new Set();
  }

  /** Paints all that is near again, and watches for more. */
  #endTyping() {
    clearTimeout(this.#timer);
    this.#fence.disconnect();
    this.#beside = [];
    this.#typedIn = null;
    this.#unseen = new Set();
    if (this.#text.isStacked) this.#near = new Set();
    for (const region of this.#regionsWithin(MARGIN)) this.#near.add(region);
    this.#watchAll();
    this.#paint();
  }

  /** @param {readonly Element[]} regions Those in view. */
  #typeIn(regions) {
    // What is out of view may come into view by anything, which somebody has to watch.
    if (regions.length === 0) return this.#endTyping();
    this.#typedIn = new Set(regions);
    this.#unseen = new Set();
    // What else moves text, such as a bar that goes, nothing tells. To begin to watch takes a frame.
    const first = this.#regions.indexOf(regions[0]);
    const beside = [this.#regions[first - 1], this.#regions[first + regions.length]];
    if (beside.some((region, side) => region !== this.#beside[side])) {
      this.#fence.disconnect();
      for (const region of beside) if (region) this.#fence.observe(region);
      this.#beside = beside;
    }
    if (!this.#text.isStacked) return;
    const finish = windowOf(this.#text.root).innerHeight + TYPING_MARGIN;
    for (const { element } of regions.flatMap((region) => this.#text.blocksIn(region))) {
      const { top, bottom } = element.getBoundingClientRect();
      if (bottom < -TYPING_MARGIN || top > finish) this.#unseen.add(element);
    }
  }

  /** Finds regions that have come near the viewport; that others have gone the observer tells in time. */
  #look() {
    const typedIn = this.#typedIn;
    if (typedIn && performance.now() - this.#lastEdit > OWN_SCROLL) return this.#endTyping();
    const margin = typedIn ? TYPING_MARGIN : MARGIN;
    const within = this.#regionsWithin(margin);
    const known = typedIn ?? this.#near;
    const isSame = !("near" in this.#text) || this.#text.near(this.#marks, margin) === this.#span;
    if (this.#unseen.size === 0 && isSame && within.every((region) => known.has(region))) return;
    for (const region of within) this.#near.add(region);
    if (typedIn) this.#typeIn(within);
    if (this.#text.isStacked) this.#watchAround();
    this.#paint();
  }

  /**
   * The regions at most so far outside the viewport.
   *
   * @param {number} margin CSS pixels.
   */
  #regionsWithin(margin) {
    const regions = this.#regions;
    if (this.#text.root.getClientRects().length === 0) return [];
    const finish = windowOf(this.#text.root).innerHeight + margin;
    let low = 0;
    let high = regions.length;
    // Regions stand below each other, or nearly so.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (regions[middle].getBoundingClientRect().bottom < -margin) low = middle + 1;
      else high = middle;
    }
    const within = [];
    for (; low < regions.length && regions[low].getBoundingClientRect().top < finish; low++) within.push(regions[low]);
    return within;
  }

  /** Whether the registry still has what this painter put into it. */
  #isWhole() {
    const { highlights } = this.#view.CSS;
    return [...this.#registered].every(([name, highlight]) => highlights.get(name) === highlight);
  }

  #paint() {
    if (!canPaint) return;
    if (!this.#isWhole()) {
      this.#eraseAll();
      this.#registered.clear();
      if (this.#active) this.#highlight("active").add(this.#active);
    }
    const rows = this.#rowsToPaint();
    /** What is painted of blocks that are gone: mostly the one that somebody types in, as it was before. @type {Map<Element, Painted>} */
    const gone = new Map();
    for (const [block, { ranges }] of this.#painted) {
      if (rows.has(block)) continue;
      gone.set(block.element, new Map([...(gone.get(block.element) ?? []), ...ranges]));
      this.#painted.delete(block);
    }
    for (const [block, marks] of rows) {
      const signature = marks.join(" ");
      const painted = this.#painted.get(block);
      if (painted?.signature === signature) continue;
      const old = painted?.ranges ?? gone.get(block.element) ?? new Map();
      /** @type {Painted} */
      const ranges = new Map();
      for (let row = 0; row < marks.length; row += 3) {
        const kind = KINDS[marks[row + 2]];
        const range = this.#text.range(block.start + marks[row], block.start + marks[row + 1], old.keys());
        if (!range) continue;
        if (old.get(range) !== kind) {
          this.#highlight(kind).add(range);
          if (old.has(range)) this.#highlight(old.get(range)).delete(range);
        }
        old.delete(range);
        ranges.set(range, kind);
      }
      if (painted) this.#erase(old);
      this.#painted.set(block, { signature, ranges });
    }
    for (const ranges of gone.values()) this.#erase(ranges);
  }

  /**
   * The marks of each block to paint, in rows of start, end, kind, counted from the start
   * of the block; a mark over several blocks is cut at their borders.
   */
  #rowsToPaint() {
    const inRegions = [...(this.#typedIn ?? this.#near)].flatMap((region) => this.#text.blocksIn(region));
    const blocks = inRegions.filter((block) => !this.#unseen.has(block.element));
    blocks.sort((a, b) => a.start - b.start);
    /** @type {Map<import("./adapters/dom.js").Block, number[]>} */
    const rows = new Map(blocks.map((block) => [block, []]));
    const marks = this.#marks;
    const last = blocks.at(-1);
    let begin = blocks[0]?.start ?? 0;
    let finish = last ? last.start + last.text.length : 0;
    if (last && "near" in this.#text) {
      this.#span = this.#text.near(marks, this.#typedIn ? TYPING_MARGIN : MARGIN);
      ({ start: begin, end: finish } = this.#span);
    }
    const isShown = KINDS.map((kind) => this.#shown.has(kind));
    let first = 0;
    for (let row = 0; row < marks.length && marks[row] < finish; row += 4) {
      const start = marks[row];
      const end = marks[row + 1];
      const kind = marks[row + 2];
      if (end <= begin || !isShown[kind]) continue;
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

  /** @param {Painted} ranges */
  #erase(ranges) {
    for (const [range, kind] of ranges) {
      this.#highlight(kind).delete(range);
      letGo(range);
    }
  }

  #eraseAll() {
    for (const { ranges } of this.#painted.values()) this.#erase(ranges);
    this.#painted.clear();
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
    this.#registered.set(name, found);
    return found;
  }
}
