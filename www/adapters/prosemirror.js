/**
 * Reads and marks a ProseMirror editor by its own decorations, which it moves through edits itself.
 * Nothing is dispatched: no transaction, no step in the history, no call of the host's
 * `dispatchTransaction`.
 *
 * ```js
 * import { Decoration, DecorationSet } from "prosemirror-view";
 * element.connect(prosemirror(view, { Decoration, DecorationSet }));
 * ```
 */

import { difference, mapMarks } from "../edits.js";
import { CLASS_STYLES } from "../mark-styles.js";
import { adoptStyles } from "../styles.js";
import { blockAt, marksInBlocks, sameKinds, sameMarks } from "./blocks.js";
import { CaretGuard } from "./caret.js";

/** @typedef {import("../types.js").Span} Span */

/**
 * What this adapter uses of a node of ProseMirror's document.
 *
 * @typedef {object} PmNode
 * @property {boolean} isTextblock
 * @property {boolean} isText
 * @property {string} [text]
 * @property {number} nodeSize
 * @property {{ name: string }} type
 * @property {(call: (node: PmNode, position: number) => boolean) => void} descendants
 * @property {(call: (node: PmNode) => void) => void} forEach
 *
 * What this adapter uses of an `EditorView`.
 *
 * @typedef {object} PmView
 * @property {HTMLElement} dom
 * @property {any} state
 * @property {any} props
 * @property {boolean} composing
 * @property {boolean} isDestroyed
 * @property {(props: any) => void} setProps
 * @property {(position: number, side?: number) => { node: Node, offset: number }} domAtPos
 * @property {(node: Node, offset: number, bias?: number) => number} posAtDOM
 * @property {(transaction: any) => void} dispatch
 * @property {() => void} focus
 *
 * @typedef {{ create(doc: any, decorations: any[]): any, empty: any }} DecorationSetClass
 * @typedef {{ inline(from: number, to: number, attributes: Record<string, string>, spec?: any): any }} DecorationClass
 *
 * @typedef {object} Block One block with text, such as a paragraph.
 * @property {string} text
 * @property {number} start Its first code unit in the whole text.
 * @property {number} position Where its content begins in the document.
 */

/**
 * An adapter for `connect` of the element.
 *
 * @param {PmView} view
 * @param {{ Decoration: DecorationClass, DecorationSet: DecorationSetClass }} classes Of the copy of
 *   `prosemirror-view` that made the view.
 * @returns {import("../highlighter.js").Adapter}
 */
export function prosemirror(view, classes) {
  return (onChange) => new ProseMirrorText(view, classes, onChange);
}

/** The text of one view. In a block, each step of ProseMirror's positions is one code unit. */
class ProseMirrorText {
  /** The text as of the last `read`. */
  text;
  #view;
  #classes;
  #onChange;
  #dropStyles;
  #guard;
  /** What the host itself gives as `decorations`, if anything. @type {any} */
  #hostDecorations;
  #closed = false;
  /** ProseMirror makes a new node for each change. @type {WeakMap<PmNode, string>} */
  #texts = new WeakMap();
  /** @type {Int32Array} */
  #marks = new Int32Array(0);
  /** The text that the marks are of. */
  #marksText;
  /** @type {ReadonlySet<string>} */
  #shown = new Set();
  /** @type {Span | null} */
  #active = null;
  /** The decorations, and the document that they are of. @type {{ doc: PmNode, set: any } | null} */
  #drawn = null;

  /**
   * @param {PmView} view
   * @param {{ Decoration: DecorationClass, DecorationSet: DecorationSetClass }} classes
   * @param {() => void} onChange
   */
  constructor(view, classes, onChange) {
    this.#view = view;
    this.#classes = classes;
    this.#onChange = onChange;
    this.#marksText = this.text = textOf(this.#blocks(view.state.doc));
    this.#hostDecorations = view.props.decorations;
    // A destroyed view throws here, before anything is added to its page.
    view.setProps({ decorations: (/** @type {any} */ state) => this.#decorations(state) });
    this.#dropStyles = adoptStyles(view.dom, CLASS_STYLES);
    this.#guard = new CaretGuard(view.dom);
    view.dom.addEventListener("compositionend", this.#redraw);
  }

  get root() {
    return this.#view.dom;
  }

  get painter() {
    return this;
  }

  read() {
    const before = this.text;
    this.text = textOf(this.#blocks(this.#view.state.doc));
    return difference(before, this.text);
  }

  /** @param {number} start @param {number} end */
  liveRange(start, end) {
    const [from, to] = this.#positions({ start, end });
    if (from < 0 || to < 0) return null;
    const [first, last] = [this.#view.domAtPos(from, 1), this.#view.domAtPos(to, -1)];
    const range = this.root.ownerDocument.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset);
    return range;
  }

  /** @param {Node} node @param {number} offset */
  offset(node, offset) {
    if (this.#view.isDestroyed || !this.root.contains(node)) return -1;
    return this.#offsetOf(this.#view.posAtDOM(node, offset));
  }

  selection() {
    if (this.#view.isDestroyed) return { start: -1, end: -1 };
    const { from, to } = this.#view.state.selection;
    const start = this.#offsetOf(from);
    return { start, end: Math.max(start, this.#offsetOf(to)) };
  }

  /** @param {Span} span */
  select(span) {
    const [anchor, head] = this.#positions(span);
    if (anchor < 0 || head < 0) return;
    const { state } = this.#view;
    // The class of all selections is not handed over, but every selection inherits from it.
    let base = state.selection.constructor;
    while (!Object.hasOwn(base, "jsonID")) base = Object.getPrototypeOf(base);
    this.#view.focus();
    this.#view.dispatch(state.tr.setSelection(base.fromJSON(state.doc, { type: "text", anchor, head })));
  }

  /**
   * @param {Int32Array} marks
   * @param {ReadonlySet<string>} shown
   */
  paint(marks, shown) {
    const isDrawn = this.#marksText === this.text && sameMarks(marks, this.#marks) && sameKinds(shown, this.#shown);
    if (isDrawn) return;
    this.#marks = marks;
    this.#marksText = this.text;
    this.#shown = new Set(shown);
    this.#redraw();
  }

  /** @param {Span | null} span */
  activate(span) {
    if (this.#active === span) return;
    this.#active = span;
    this.#redraw();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#view.dom.removeEventListener("compositionend", this.#redraw);
    this.#guard.close();
    if (!this.#view.isDestroyed) this.#view.setProps({ decorations: this.#hostDecorations });
    this.#dropStyles();
  }

  #redraw = () => {
    this.#guard.draw(() => {
      // Not while an input method composes, as its letters must stay in the node that it knows.
      if (this.#view.isDestroyed || this.#view.composing || this.#closed) return;
      this.#drawn = null;
      // No property changes, but the view asks for its decorations anew.
      this.#view.setProps({});
    });
  };

  /**
   * Called by the view whenever it draws.
   *
   * @param {any} state
   * @returns {any} A set of decorations, the host's own among them.
   */
  #decorations(state) {
    const host = this.#hostDecorations?.call(this.#view, state);
    const own = this.#own(state.doc);
    if (!host || host === this.#classes.DecorationSet.empty) return own;
    const theirs = typeof host.find === "function" ? host.find() : [];
    return own.add(state.doc, theirs);
  }

  /** @param {PmNode} doc */
  #own(doc) {
    if (this.#drawn?.doc === doc) return this.#drawn.set;
    const blocks = this.#blocks(doc);
    const text = textOf(blocks);
    const edit = difference(this.#marksText, text);
    if (edit) {
      // The marks move with the letters at once; the view is in the middle of its update, so what the
      // new text holds is asked for right after it.
      this.#marks = mapMarks(this.#marks, [edit]);
      this.#marksText = text;
      queueMicrotask(() => !this.#closed && this.#onChange());
    }
    const decorations = [];
    for (const { block, from, to, kind } of marksInBlocks(this.#marks, this.#shown, blocks)) {
      decorations.push(this.#inline(block.position + from, block.position + to, kind));
    }
    const active = this.#active;
    const block = active && blockAt(blocks, active.start);
    if (active && block) {
      const end = Math.min(active.end - block.start, block.text.length);
      if (end > active.start - block.start) {
        decorations.push(this.#inline(block.position + active.start - block.start, block.position + end, "active"));
      }
    }
    const set = this.#classes.DecorationSet.create(doc, decorations);
    this.#drawn = { doc, set };
    return set;
  }

  /** @param {number} from @param {number} to @param {string} kind */
  #inline(from, to, kind) {
    return this.#classes.Decoration.inline(from, to, { class: `copydesk-${kind}` }, { inclusiveStart: false, inclusiveEnd: false });
  }

  /**
   * @param {PmNode} doc
   * @returns {Block[]}
   */
  #blocks(doc) {
    /** @type {Block[]} */
    const blocks = [];
    let start = 0;
    doc.descendants((node, position) => {
      if (!node.isTextblock) return true;
      let text = this.#texts.get(node);
      if (text === undefined) this.#texts.set(node, (text = lettersOf(node)));
      blocks.push({ text, start, position: position + 1 });
      start += text.length + 1;
      return false;
    });
    return blocks;
  }

  /**
   * @param {Span} span
   * @returns {[number, number]} Positions in the document; -1 where there is none.
   */
  #positions({ start, end }) {
    if (this.#view.isDestroyed) return [-1, -1];
    const blocks = this.#blocks(this.#view.state.doc);
    /** @param {number} offset @param {boolean} before */
    const position = (offset, before) => {
      const block = blockAt(blocks, before ? offset - 1 : offset);
      return block ? block.position + Math.min(offset - block.start, block.text.length) : -1;
    };
    return [position(start, false), position(end, end > start)];
  }

  /** @param {number} position */
  #offsetOf(position) {
    const blocks = this.#blocks(this.#view.state.doc);
    const block = blocks.findLast((each) => each.position <= position);
    return block ? block.start + Math.min(position - block.position, block.text.length) : -1;
  }
}

/**
 * The letters of a block: what is no text stands for as many places as it takes up.
 *
 * @param {PmNode} block
 */
function lettersOf(block) {
  let letters = "";
  block.forEach((node) => {
    letters += node.isText ? node.text : node.type.name.includes("break") ? "\n" : "\ufffc".repeat(node.nodeSize);
  });
  return letters;
}

/** @param {Block[]} blocks */
function textOf(blocks) {
  return blocks.map((block) => block.text).join("\n");
}
