/**
 * Reads and points into the text of any element, editable or not, without ever writing to it.
 *
 * The text is made by walking the nodes, never from `innerText`: one newline between blocks, one
 * for each `<br>` that is not the last thing in its block, and outside preformatted text every
 * blank of the source is a space. So each letter of the text stands at a known place of a known node.
 */

import { difference } from "../edits.js";
import { isElement, isText, windowOf } from "../frames.js";

/** @typedef {import("../types.js").Edit} Edit */

/**
 * @typedef {object} Piece One text node, or one `<br>`, in a block.
 * @property {Text | HTMLBRElement} node
 * @property {number} start Its first code unit, counted from the start of the block.
 * @property {number} length Code units.
 */

/**
 * @typedef {object} Block A paragraph, heading, list item: a run of text without a break of blocks.
 * @property {Element} element The element that the run stands in; others may stand in it too.
 * @property {string} text
 * @property {Piece[]} pieces
 * @property {number} start Its first code unit in the whole text.
 */

/** Elements whose text is not the article's. */
const SKIPPED =
  "script, style, template, noscript, title, textarea, input, select, button, svg, canvas, iframe, [contenteditable=false], [data-copydesk-skip], [hidden]";

/** What is a block where no style tells, as in a document that is only parsed. */
const BLOCKS = new Set(
  ("address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul").split(" "),
);

/** Milliseconds after which more is looked at than the block that somebody types in. */
const FRESH = 1000;

/** The text of one element: blocks, offsets and the places they stand for. */
export class DomText {
  /** @type {Block[]} In the order of the text, as of the last `read`. */
  blocks = [];

  #root;
  #isPlain;
  /** @type {string | null} The text of `blocks`, once somebody asked for it. */
  #text = null;
  /** @type {readonly Element[] | null} The regions of `blocks`, once somebody asked for them. */
  #regions = null;
  /** @type {WeakMap<Element, Block[]>} What each block element holds, until something in it changes. */
  #known = new WeakMap();
  /** @type {WeakSet<Element>} Elements found to be blocks: to ask for their style again takes long. */
  #blockElements = new WeakSet();
  /** Elements of `#known` of which nothing but letters changed. @type {Set<Element>} */
  #rewritten = new Set();
  /** When all elements were looked at last, in milliseconds as `performance.now` counts. */
  #walked = 0;
  #observer;

  /**
   * @param {HTMLElement} root The element to read; it stays as it is.
   * @param {() => void} onChange Called when the element's text may have changed, also by an input method that
   *   still composes: what is painted has to move with the letters.
   * @param {{ isPlain?: boolean }} [options] `isPlain`: the element is an editor of `editor.js`,
   *   which holds nothing but paragraphs in sections, so that no style need be asked for.
   */
  constructor(root, onChange, { isPlain = false } = {}) {
    this.#root = root;
    this.#isPlain = isPlain;
    this.#observer = new MutationObserver((records) => {
      this.#forget(records);
      onChange();
    });
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true });
    this.read();
  }

  /** The element that is read. */
  get root() {
    return this.#root;
  }

  /** The window whose highlights the ranges count in. */
  get view() {
    return windowOf(this.#root);
  }

  /** Whether the regions stand strictly below each other, as an editor's sections do. */
  get isStacked() {
    return this.#isPlain;
  }

  /** The text as of the last `read`. Putting it together takes time that grows with it. */
  get text() {
    return (this.#text ??= this.blocks.map((block) => block.text).join("\n"));
  }

  /** The length of the text, in UTF-16 code units. */
  get length() {
    const last = this.blocks.at(-1);
    return last ? last.start + last.text.length : 0;
  }

  /**
   * The elements whose place on the screen tells for their blocks: in an editor its sections, as
   * there are far fewer of those than of paragraphs.
   *
   * @returns {readonly Element[]} In the order of the text; the same array until the next change.
   */
  get regions() {
    return (this.#regions ??= this.#isPlain ? [...this.#root.children] : [...new Set(this.blocks.map((block) => block.element))]);
  }

  /**
   * @param {Element} region One of `regions`.
   * @returns {readonly Block[]} Its blocks in the order of the text.
   */
  blocksIn(region) {
    const blocks = this.#known.get(region) ?? [];
    return this.#isPlain ? blocks : blocks.filter((block) => block.element === region);
  }

  /**
   * Reads what changed since the last time.
   *
   * @returns {Edit | null} The one edit between then and now; null where the text is the same.
   */
  read() {
    this.#forget(this.#observer.takeRecords());
    for (const element of this.#rewritten) this.#reread(element);
    this.#rewritten.clear();
    if (!this.#known.has(this.#root)) this.#walked = performance.now();
    const before = this.blocks;
    const after = this.#blocksOf(this.#root);
    const shorter = Math.min(before.length, after.length);
    let same = 0;
    while (same < shorter && before[same] === after[same]) same++;
    if (same === before.length && same === after.length) return null;
    let sameAtEnd = 0;
    while (
      sameAtEnd < shorter - same &&
      before[before.length - 1 - sameAtEnd] === after[after.length - 1 - sameAtEnd]
    ) {
      sameAtEnd++;
    }
    let start = same > 0 ? after[same - 1].start + after[same - 1].text.length + 1 : 0;
    const from = Math.max(start - 1, 0);
    for (let index = same; index < after.length; index++) {
      after[index].start = start;
      start += after[index].text.length + 1;
    }
    this.blocks = after;
    this.#text = null;
    const gone = before.slice(same, before.length - sameAtEnd);
    const come = after.slice(same, after.length - sameAtEnd);
    // A blank paragraph becomes a block with its first letter, and no node needs to come for that.
    if (!this.#isPlain && (gone.length !== come.length || gone.some(({ element }, index) => element !== come[index].element))) {
      this.#regions = null;
    }
    /** What stands between the blocks that stayed, with the newlines at its borders. @param {Block[]} blocks */
    const between = (blocks) => {
      const lines = blocks.map((block) => block.text);
      if (same > 0) lines.unshift("");
      if (sameAtEnd > 0) lines.push("");
      return lines.join("\n");
    };
    const edit = difference(between(gone), between(come));
    return edit && { from: edit.from + from, to: edit.to + from, insert: edit.insert };
  }

  /**
   * The place of a span in the document.
   *
   * @param {number} start First code unit.
   * @param {number} end The code unit after the last.
   * @returns {Range | null} Null where the text has no such place.
   */
  liveRange(start, end) {
    const place = this.range(start, end);
    if (!place) return null;
    const range = this.#root.ownerDocument.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    return range;
  }

  /**
   * The place of a span, for painting: the browser need not keep it up to date.
   *
   * @param {number} start First code unit.
   * @param {number} end The code unit after the last.
   * @param {Iterable<AbstractRange>} [old] Ranges of earlier: one that stands there is given back.
   * @returns {AbstractRange | null} Null where the text has no such place.
   */
  range(start, end, old = []) {
    const from = this.#placeOf(start, false);
    const to = this.#placeOf(end, end > start);
    if (!from || !to) return null;
    for (const range of old) {
      const isThere = range.startOffset === from.offset && range.endOffset === to.offset;
      if (isThere && range.startContainer === from.node && range.endContainer === to.node) return range;
    }
    return new (windowOf(this.#root).StaticRange)({
      startContainer: from.node,
      startOffset: from.offset,
      endContainer: to.node,
      endOffset: to.offset,
    });
  }

  /**
   * The offset of a place in the document.
   *
   * @param {Node} node
   * @param {number} offset Code units in a text node, children in an element.
   * @returns {number} Code units; -1 where the place is not in the text.
   */
  offset(node, offset) {
    const place = this.#pieceOf(node);
    if (place) return place.block.start + place.piece.start + Math.min(offset, place.piece.length);
    if (!this.#root.contains(node)) return -1;
    const next = node.childNodes[offset];
    const inside = next ? this.#firstPlaceIn(next) : this.#lastPlaceIn(node);
    if (!inside) return node === this.#root && !next ? this.length : -1;
    return inside.block.start + inside.piece.start + (next ? 0 : inside.piece.length);
  }

  /**
   * The number of the block at an offset.
   *
   * @param {number} offset Code units.
   * @returns {number} Index into `blocks`; -1 where there are none.
   */
  blockAt(offset) {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].start <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @returns {import("../types.js").Span} What is selected in the text; -1 to -1 where nothing is. */
  selection() {
    const selection = this.#root.ownerDocument.getSelection();
    if (!selection?.rangeCount) return { start: -1, end: -1 };
    const range = selection.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset);
    return { start, end: Math.max(start, this.offset(range.endContainer, range.endOffset)) };
  }

  /**
   * Selects a span, with the caret in it where the text can be edited.
   *
   * @param {import("../types.js").Span} span
   */
  select({ start, end }) {
    const place = this.range(start, end);
    if (!place) return;
    if (this.#root.isContentEditable) this.#root.focus({ preventScroll: true });
    this.#root.ownerDocument.getSelection()?.setBaseAndExtent(place.startContainer, place.startOffset, place.endContainer, place.endOffset);
  }

  /** Stops watching the element. */
  close() {
    this.#observer.disconnect();
  }

  /**
   * The piece that a node is, and its block. It is looked for when it is asked for, as hardly any is.
   *
   * @param {Node} node
   */
  #pieceOf(node) {
    if (!isText(node) && node.nodeName !== "BR") return null;
    for (let element = node.parentElement; element; element = element === this.#root ? null : element.parentElement) {
      for (const block of this.#known.get(element) ?? []) {
        const piece = block.element === element && block.pieces.find((each) => each.node === node);
        if (piece) return { block, piece };
      }
    }
    return null;
  }

  /** @param {Node} node */
  #firstPlaceIn(node) {
    const walker = this.#root.ownerDocument.createTreeWalker(node);
    for (let each = /** @type {Node | null} */ (node); each; each = walker.nextNode()) {
      const place = this.#pieceOf(each);
      if (place) return place;
    }
    return null;
  }

  /** @param {Node} node */
  #lastPlaceIn(node) {
    for (let each = node.lastChild; each; each = each.lastChild ?? each.previousSibling) {
      const place = this.#pieceOf(each);
      if (place) return place;
    }
    return null;
  }

  /** @param {MutationRecord[]} records */
  #forget(records) {
    for (const { target, type } of records) {
      if (this.#isPlain && type === "childList") this.#regions = null;
      let element = type === "characterData" && this.#isFresh ? target.parentElement : null;
      while (element && !this.#known.has(element)) element = element === this.#root ? null : element.parentElement;
      if (element) this.#rewritten.add(element);
      else this.#forgetAround(target);
    }
  }

  /** Whether it is not long ago that everything was looked at: what styles hide and show nobody tells. */
  get #isFresh() {
    return this.#isPlain || performance.now() - this.#walked < FRESH;
  }

  /** @param {Node | null} node */
  #forgetAround(node) {
    for (; node; node = node === this.#root ? null : node.parentNode) {
      if (isElement(node)) this.#known.delete(node);
    }
  }

  /**
   * Reads an element anew, and puts its blocks where the old ones are in what is around it: to walk
   * through all that did not change takes longer.
   *
   * @param {Element} element
   */
  #reread(element) {
    const old = this.#known.get(element);
    const [first] = old ?? [];
    this.#known.delete(element);
    const blocks = first && this.#root.contains(element) ? this.#blocksOf(element) : [];
    if (!old || !first || blocks.length === 0) return this.#forgetAround(element);
    for (let around = element; around !== this.#root; ) {
      around = /** @type {Element} */ (around.parentElement);
      const known = this.#known.get(around);
      const index = known?.indexOf(first) ?? -1;
      if (known && index >= 0) this.#known.set(around, known.toSpliced(index, old.length, ...blocks));
    }
  }

  /**
   * @param {number} offset
   * @param {boolean} before Whether the place behind the letter before is wanted, rather than the
   *   one before the letter after: the two may be in different nodes.
   * @returns {{ node: Node, offset: number } | null}
   */
  #placeOf(offset, before) {
    let block = this.blocks[this.blockAt(before ? offset - 1 : offset)];
    if (before && block && offset > block.start + block.text.length) {
      // The letter before is the newline between two blocks.
      before = false;
      block = this.blocks[this.blockAt(offset)];
    }
    if (!block) return null;
    const inBlock = offset - block.start;
    let chosen = block.pieces[0];
    for (const piece of block.pieces) {
      if (before ? piece.start >= inBlock : piece.start > inBlock) break;
      chosen = piece;
    }
    if (!chosen) return null;
    const { node } = chosen;
    if (isText(node)) return { node, offset: Math.min(inBlock - chosen.start, node.length) };
    const parent = /** @type {Node} */ (node.parentNode);
    const index = Array.prototype.indexOf.call(parent.childNodes, node);
    return { node: parent, offset: index + (inBlock > chosen.start ? 1 : 0) };
  }

  /**
   * @param {Element} element
   * @returns {Block[]}
   */
  #blocksOf(element) {
    let blocks = this.#known.get(element);
    if (blocks) return blocks;
    blocks = readBlocks(element, (child) => this.#blocksOf(child), this.#blockElements, this.#isPlain);
    this.#known.set(element, blocks);
    return blocks;
  }
}

/**
 * The text of an element that is only parsed and never shown, with an empty line between blocks.
 *
 * @param {Element} root
 * @returns {string}
 */
export function textOf(root) {
  /** @param {Element} element @returns {Block[]} */
  const read = (element) => readBlocks(element, read);
  return read(root)
    .map((block) => block.text.replace(/[ \u00a0]+/g, " ").trim())
    .filter((text) => text !== "")
    .join("\n\n");
}

/**
 * @param {Element} element
 * @param {(child: Element) => Block[]} readChild Reads a block inside.
 * @param {WeakSet<Element>} [known] Elements that are blocks; those that are found are added.
 * @param {boolean} [isPlain] Whether all of it is preformatted, and its names tell what is a block.
 * @returns {Block[]}
 */
function readBlocks(element, readChild, known, isPlain = false) {
  const style = !isPlain && isStyled(element) ? getComputedStyle(element) : null;
  const preformatted = style ? /^(pre|break-spaces)/.test(style.whiteSpace) : isPlain || element.localName === "pre";
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Piece[]} */
  let pieces = [];
  let text = "";

  const endRun = () => {
    const last = pieces.at(-1);
    // The last line break of a block only gives it its height.
    if (last && !isText(last.node)) {
      last.length = 0;
      text = text.slice(0, -1);
    }
    const blank = !preformatted && text.trim() === "" && pieces.every((piece) => isText(piece.node));
    if (pieces.length > 0 && !blank) blocks.push({ element, text, pieces, start: 0 });
    pieces = [];
    text = "";
  };

  /** @param {Node} parent */
  const walk = (parent) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (isText(node)) {
        if (node.length === 0) continue;
        pieces.push({ node, start: text.length, length: node.length });
        text += preformatted ? node.data : node.data.replace(/[\t\n\f\r]/g, " ");
      } else if (node.nodeName === "BR") {
        pieces.push({ node: /** @type {HTMLBRElement} */ (node), start: text.length, length: 1 });
        text += "\n";
      } else if (isElement(node) && known?.has(node)) {
        endRun();
        for (const block of readChild(node)) blocks.push(block);
      } else if (isElement(node) && (isPlain || !node.matches(SKIPPED))) {
        const display = isPlain ? displayByName(node) : displayOf(node);
        if (display === "none") continue;
        if (display === "inline") {
          walk(node);
        } else {
          known?.add(node);
          endRun();
          for (const block of readChild(node)) blocks.push(block);
        }
      }
    }
  };
  walk(element);
  endRun();
  return blocks;
}

/**
 * Whether styles are worked out for an element: not in a document that was only parsed, as what
 * comes from a clipboard is.
 *
 * @param {Element} element
 */
function isStyled(element) {
  return element.isConnected && element.ownerDocument.defaultView !== null;
}

/**
 * @param {Element} element
 * @returns {"none" | "inline" | "block"}
 */
function displayOf(element) {
  if (!isStyled(element)) return displayByName(element);
  const { display } = getComputedStyle(element);
  if (display === "none") return "none";
  return /^(inline|contents|ruby)/.test(display) ? "inline" : "block";
}

/**
 * @param {Element} element
 * @returns {"inline" | "block"}
 */
function displayByName(element) {
  return BLOCKS.has(element.localName) ? "block" : "inline";
}
