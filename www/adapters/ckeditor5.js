/**
 * Reads and marks a CKEditor 5 by markers of its model that are only ever drawn in the editing view:
 * they are no part of `getData()`, of operations, of undo or of collaboration.
 *
 * ```js
 * element.connect(ckeditor5(editor));
 * ```
 */

import { difference } from "../edits.js";
import { CLASS_STYLES } from "../mark-styles.js";
import { adoptStyles } from "../styles.js";
import { blockAt, marksInBlocks } from "./blocks.js";
import { CaretGuard } from "./caret.js";

/** @typedef {import("../types.js").Span} Span */

/**
 * @typedef {object} Block One block with text, such as a paragraph.
 * @property {any} element Of the model.
 * @property {string} text Each step of CKEditor's offsets is one code unit.
 * @property {number} start Its first code unit in the whole text.
 */

/** Editors that know how to draw the markers: a conversion is added once and cannot be taken back. @type {WeakSet<object>} */
const taught = new WeakSet();

/** A batch of this type does not end what somebody types as one step of undo. */
const UNNOTICED = { isUndoable: false };

let instances = 0;

/**
 * An adapter for `connect` of the element.
 *
 * @param {any} editor A ready editor.
 * @returns {import("../highlighter.js").Adapter}
 */
export function ckeditor5(editor) {
  return (onChange) => new CkEditorText(editor, onChange);
}

/** The text of the first root of one editor. */
class CkEditorText {
  /** The text as of the last `read`. */
  text;
  /** The element that shows the text; a destroyed editor has none. */
  root;
  #editor;
  #onChange;
  #dropStyles;
  #guard;
  #instance = ++instances;
  #lastMarker = 0;
  /** Names of markers that are there, by what they mark. @type {Map<string, string>} */
  #markers = new Map();
  /** @type {Int32Array} */
  #marks = new Int32Array(0);
  /** @type {ReadonlySet<string>} */
  #shown = new Set();
  /** @type {Span | null} */
  #active = null;
  #closed = false;

  /** @param {any} editor @param {() => void} onChange */
  constructor(editor, onChange) {
    this.#editor = editor;
    this.#onChange = onChange;
    this.root = editor.editing.view.getDomRoot();
    this.text = textOf(this.#blocks());
    this.#dropStyles = adoptStyles(this.root, CLASS_STYLES);
    this.#guard = new CaretGuard(this.root);
    if (!taught.has(editor)) {
      taught.add(editor);
      editor.conversion.for("editingDowncast").markerToHighlight({
        model: "copydesk",
        /** @param {{ markerName: string }} data */
        view: ({ markerName }) => ({ classes: [`copydesk-${markerName.split(":")[1]}`] }),
      });
    }
    editor.model.document.on("change:data", this.#changed);
    editor.editing.view.document.on("compositionend", this.#composed);
  }

  get painter() {
    return this;
  }

  read() {
    const before = this.text;
    this.text = textOf(this.#blocks());
    return difference(before, this.text);
  }

  /** @param {number} start @param {number} end */
  liveRange(start, end) {
    const range = this.#range({ start, end });
    const { mapper, view } = this.#editor.editing;
    return range ? view.domConverter.viewRangeToDom(mapper.toViewRange(range)) : null;
  }

  /** @param {Node} node @param {number} offset */
  offset(node, offset) {
    if (!this.root.contains(node)) return -1;
    const { mapper, view } = this.#editor.editing;
    const place = view.domConverter.domPositionToView(node, offset);
    return place ? this.#offsetOf(mapper.toModelPosition(place)) : -1;
  }

  selection() {
    const range = this.#editor.model.document.selection.getFirstRange();
    const start = range ? this.#offsetOf(range.start) : -1;
    return { start, end: range ? Math.max(start, this.#offsetOf(range.end)) : -1 };
  }

  /** @param {Span} span */
  select(span) {
    const range = this.#range(span);
    if (!range) return;
    this.#editor.editing.view.focus();
    this.#editor.model.change((/** @type {any} */ writer) => writer.setSelection(range));
  }

  /**
   * @param {Int32Array} marks
   * @param {ReadonlySet<string>} shown
   */
  paint(marks, shown) {
    this.#marks = marks;
    this.#shown = new Set(shown);
    this.#guard.draw(this.#draw);
  }

  /** @param {Span | null} span */
  activate(span) {
    if (this.#active === span) return;
    this.#active = span;
    this.#guard.draw(this.#draw);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#dropStyles();
    this.#guard.close();
    if (this.#editor.state === "destroyed") return;
    this.#editor.model.document.off("change:data", this.#changed);
    this.#editor.editing.view.document.off("compositionend", this.#composed);
    this.#marks = new Int32Array(0);
    this.#active = null;
    this.#draw();
  }

  /** Not while an input method composes, as its letters must stay in the node that it knows. */
  #draw = () => {
    const { editing, model, state } = this.#editor;
    if (state === "destroyed" || (editing.view.document.isComposing && !this.#closed)) return;
    const blocks = this.#blocks();
    /** @type {Map<string, { range: any, kind: string }>} */
    const wanted = new Map();
    for (const { block, from, to, kind } of marksInBlocks(this.#marks, this.#shown, blocks)) {
      const at = (/** @type {number} */ offset) => model.createPositionAt(block.element, offset);
      wanted.set(`${kind} ${block.start + from} ${block.start + to}`, { range: model.createRange(at(from), at(to)), kind });
    }
    const active = this.#active && this.#range(this.#active);
    if (this.#active && active) wanted.set(`active ${this.#active.start} ${this.#active.end}`, { range: active, kind: "active" });
    /** @type {string[]} */
    const gone = [];
    /** @type {Map<string, string>} */
    const kept = new Map();
    const starts = new Map(blocks.map(({ element, start }) => [element, start]));
    for (const name of this.#markers.values()) {
      const key = this.#keyOf(name, starts);
      if (key !== null && wanted.has(key) && !kept.has(key)) kept.set(key, name);
      else gone.push(name);
    }
    this.#markers = kept;
    if (gone.length === 0 && kept.size === wanted.size) return;
    model.enqueueChange(UNNOTICED, (/** @type {any} */ writer) => {
      for (const name of gone) if (model.markers.has(name)) writer.removeMarker(name);
      for (const [key, { range, kind }] of wanted) {
        if (kept.has(key)) continue;
        const name = this.#name(kind);
        writer.addMarker(name, { range, usingOperation: false, affectsData: false });
        kept.set(key, name);
      }
    });
  };

  #changed = () => queueMicrotask(() => !this.#closed && this.#onChange());

  #composed = () => queueMicrotask(() => !this.#closed && this.#guard.draw(this.#draw));

  /** @param {string} kind */
  #name(kind) {
    return `copydesk:${kind}:${this.#instance}:${++this.#lastMarker}`;
  }

  /**
   * What a marker marks now: CKEditor moves it with the letters.
   *
   * @param {string} name
   * @param {Map<any, number>} starts Where the text of each block starts.
   * @returns {string | null} Null where its letters are gone.
   */
  #keyOf(name, starts) {
    const range = this.#editor.model.markers.get(name)?.getRange();
    if (!range || range.isCollapsed || range.start.parent !== range.end.parent) return null;
    const start = starts.get(range.start.parent);
    return start === undefined ? null : `${name.split(":")[1]} ${start + range.start.offset} ${start + range.end.offset}`;
  }

  /** @returns {Block[]} */
  #blocks() {
    const { model } = this.#editor;
    /** @type {Block[]} */
    const blocks = [];
    let start = 0;
    /** @param {any} parent */
    const visit = (parent) => {
      for (const element of parent.getChildren()) {
        if (!element.is("element")) continue;
        if (model.schema.isBlock(element) && model.schema.checkChild(element, "$text")) {
          const text = lettersOf(element);
          blocks.push({ element, text, start });
          start += text.length + 1;
        } else {
          visit(element);
        }
      }
    };
    visit(model.document.getRoot());
    return blocks;
  }

  /** @param {Span} span */
  #range({ start, end }) {
    const { model } = this.#editor;
    const blocks = this.#blocks();
    /** @param {number} offset @param {boolean} before */
    const position = (offset, before) => {
      const block = blockAt(blocks, before ? offset - 1 : offset);
      return block && model.createPositionAt(block.element, Math.min(offset - block.start, block.text.length));
    };
    const [from, to] = [position(start, false), position(end, end > start)];
    return from && to ? model.createRange(from, to) : null;
  }

  /** @param {any} position */
  #offsetOf(position) {
    const block = this.#blocks().find((each) => each.element === position.parent);
    return block ? block.start + position.offset : -1;
  }
}

/** @param {any} element */
function lettersOf(element) {
  let letters = "";
  for (const child of element.getChildren()) {
    if (child.is("$text")) letters += child.data;
    else letters += child.is("element", "softBreak") ? "\n" : "\ufffc".repeat(child.offsetSize);
  }
  return letters;
}

/** @param {Block[]} blocks */
function textOf(blocks) {
  return blocks.map((block) => block.text).join("\n");
}
