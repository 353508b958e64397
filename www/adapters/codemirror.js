/**
 * Reads and marks a CodeMirror 6 editor by its own decorations. Its text is its document, of which
 * only what is near the viewport is ever drawn. What is dispatched changes neither text nor history.
 *
 * ```js
 * import { Compartment, StateEffect } from "@codemirror/state";
 * import { Decoration } from "@codemirror/view";
 * element.connect(codemirror(view, { Compartment, Decoration, StateEffect }));
 * ```
 */

import { difference, mapMarks } from "../edits.js";
import { CLASS_STYLES } from "../mark-styles.js";
import { KINDS } from "../painter.js";
import { adoptStyles } from "../styles.js";
import { sameKinds, sameMarks } from "./blocks.js";
import { CaretGuard } from "./caret.js";

/** @typedef {import("../types.js").Span} Span */

/**
 * What this adapter uses of an `EditorView`.
 *
 * @typedef {object} CmView
 * @property {HTMLElement} contentDOM
 * @property {any} state
 * @property {readonly { from: number, to: number }[]} visibleRanges
 * @property {boolean} composing
 * @property {Function} constructor
 * @property {(spec?: any) => void} dispatch
 * @property {(position: number, side?: -1 | 1) => { node: Node, offset: number }} domAtPos
 * @property {(node: Node, offset?: number) => number} posAtDOM
 * @property {() => void} focus
 *
 * @typedef {object} CmClasses
 * @property {new () => { of(extension: any): any, reconfigure(extension: any): any }} Compartment
 * @property {{ appendConfig: { of(extension: any): any } }} StateEffect
 * @property {{ mark(spec: { class: string }): { range(from: number, to: number): any }, set(ranges: any, sort?: boolean): any }} Decoration
 */

/**
 * An adapter for `connect` of the element.
 *
 * @param {CmView} view
 * @param {CmClasses} classes Of the copies of `@codemirror/state` and `@codemirror/view` that made the view.
 * @returns {import("../highlighter.js").Adapter}
 */
export function codemirror(view, classes) {
  return (onChange) => new CodeMirrorText(view, classes, onChange);
}

/** The text of one view; its positions are offsets. */
class CodeMirrorText {
  /** The text as of the last `read`. */
  text;
  #view;
  #classes;
  #compartment;
  #dropStyles;
  #guard;
  #closed = false;
  /** @type {Int32Array} */
  #marks = new Int32Array(0);
  /** The text that the marks are of. */
  #marksText;
  /** The document that the marks are of. @type {any} */
  #marksDoc;
  /** @type {ReadonlySet<string>} */
  #shown = new Set();
  /** @type {Span | null} */
  #active = null;

  /**
   * @param {CmView} view
   * @param {CmClasses} classes
   * @param {() => void} onChange
   */
  constructor(view, classes, onChange) {
    this.#view = view;
    this.#classes = classes;
    this.#compartment = new classes.Compartment();
    this.#marksDoc = view.state.doc;
    this.#marksText = this.text = view.state.doc.toString();
    this.#dropStyles = adoptStyles(view.contentDOM, CLASS_STYLES);
    this.#guard = new CaretGuard(view.contentDOM);
    const { decorations, updateListener } = /** @type {any} */ (view.constructor);
    const extension = [
      decorations.of((/** @type {CmView} */ each) => this.#decorations(each)),
      // The view is in the middle of its update.
      updateListener.of((/** @type {any} */ update) => update.docChanged && queueMicrotask(() => !this.#closed && onChange())),
    ];
    view.dispatch({ effects: classes.StateEffect.appendConfig.of(this.#compartment.of(extension)) });
  }

  get root() {
    return this.#view.contentDOM;
  }

  get painter() {
    return this;
  }

  read() {
    const before = this.text;
    this.text = this.#view.state.doc.toString();
    return difference(before, this.text);
  }

  /** @param {number} start @param {number} end */
  liveRange(start, end) {
    const shown = this.#view.visibleRanges;
    if (!shown.some(({ from, to }) => from <= start && end <= to)) return null;
    const [first, last] = [this.#view.domAtPos(start, 1), this.#view.domAtPos(end, -1)];
    const range = this.root.ownerDocument.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset);
    return range;
  }

  /** @param {Node} node @param {number} offset */
  offset(node, offset) {
    return this.root.contains(node) ? this.#view.posAtDOM(node, offset) : -1;
  }

  selection() {
    const { from, to } = this.#view.state.selection.main;
    return { start: from, end: to };
  }

  /** @param {Span} span */
  select({ start, end }) {
    this.#view.focus();
    this.#view.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
  }

  /**
   * @param {Int32Array} marks
   * @param {ReadonlySet<string>} shown
   */
  paint(marks, shown) {
    if (this.#marksText === this.text && sameMarks(marks, this.#marks) && sameKinds(shown, this.#shown)) return;
    this.#marks = marks;
    this.#marksText = this.text;
    this.#marksDoc = this.#view.state.doc;
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
    this.#guard.close();
    if (this.root.isConnected) this.#view.dispatch({ effects: this.#compartment.reconfigure([]) });
    this.#dropStyles();
  }

  /** A transaction without a change or an effect makes the view ask for its decorations anew. */
  #redraw() {
    this.#guard.draw(() => {
      if (!this.#closed && this.root.isConnected) this.#view.dispatch({});
    });
  }

  /** @param {CmView} view */
  #decorations(view) {
    const { doc } = view.state;
    if (doc !== this.#marksDoc) {
      const text = doc.toString();
      const edit = difference(this.#marksText, text);
      if (edit) this.#marks = mapMarks(this.#marks, [edit]);
      this.#marksText = text;
      this.#marksDoc = doc;
    }
    /** @type {any[]} */
    const ranges = [];
    /** @param {number} start @param {number} end @param {string} kind */
    const add = (start, end, kind) => {
      if (view.visibleRanges.some(({ from, to }) => start < to && end > from)) {
        ranges.push(this.#classes.Decoration.mark({ class: `copydesk-${kind}` }).range(start, Math.min(end, doc.length)));
      }
    };
    for (let row = 0; row < this.#marks.length; row += 4) {
      const kind = KINDS[this.#marks[row + 2]];
      if (this.#shown.has(kind)) add(this.#marks[row], this.#marks[row + 1], kind);
    }
    if (this.#active && this.#active.start < this.#active.end) add(this.#active.start, this.#active.end, "active");
    return this.#classes.Decoration.set(ranges, true);
  }
}
