/**
 * One highlighted text: reads an element, asks the engine, paints the marks, and moves among them.
 * The page and the custom element both stand on this.
 */

import { DomText } from "./adapters/dom.js";
import { FieldText } from "./adapters/textarea.js";
import { isEditor } from "./editor.js";
import { asCopydeskError } from "./errors.js";
import { around, boxAround, isField, windowOf } from "./frames.js";
import { KINDS, Painter } from "./painter.js";

/** @typedef {import("./painter.js").MarkKind} MarkKind */
/** @typedef {import("./types.js").Span} Span */

/**
 * @typedef {object} Mark One painted stretch.
 * @property {number} start First code unit.
 * @property {number} end The code unit after the last.
 * @property {MarkKind} kind
 * @property {number} id Index into the analysis's entities, or quotes where `kind` is `quote`.
 *
 * @typedef {object} HighlighterListener
 * @property {() => void} [onEdit] The text changed.
 * @property {() => void} [onAnalysis] A new analysis is there.
 * @property {(error: import("./errors.js").CopydeskError) => void} [onError]
 */

/**
 * A text where it stands: what reads, selects and measures it. Offsets count UTF-16 code units.
 *
 * @typedef {object} TextSource
 * @property {HTMLElement} root The element that shows the text.
 * @property {string} text As of the last `read`.
 * @property {() => import("./types.js").Edit | null} read Reads anew, and gives the one edit between then and now.
 * @property {(start: number, end: number) => TextRange | null} liveRange The place of a span on the
 *   screen; null where it is not shown.
 * @property {(node: Node, offset: number) => number} offset The offset of a place in the document; -1
 *   where it is not in the text.
 * @property {() => Span} selection What is selected; -1 to -1 where nothing is.
 * @property {(span: Span) => void} select Selects a span, with the caret in it where it can be edited.
 * @property {() => void} close Stops watching the text.
 * @property {MarkPainter} [painter] Draws marks the editor's own way; without it they are CSS highlights.
 *
 * @typedef {{ getBoundingClientRect(): DOMRect, getClientRects(): Iterable<DOMRect> }} TextRange
 *
 * @typedef {object} MarkPainter
 * @property {(marks: Int32Array, shown: ReadonlySet<MarkKind>, isEdit?: boolean) => void} paint Draws rows
 *   of start, end, kind, id on the text as it was last read, and takes away what was drawn before;
 *   `isEdit` where the text was just edited.
 * @property {(span: Span | null) => void} activate Points out one stretch, or none.
 * @property {() => void} close Takes everything away.
 *
 * An editor's own way to read and mark its text: what the modules in `adapters/` make of an editor.
 * `onChange` is to be called whenever the text may have changed.
 *
 * @typedef {(onChange: () => void) => TextSource} Adapter
 */

/** Highlights the text of one element. */
export class Highlighter {
  #listener;
  /** @type {MarkPainter} */
  #painter;
  /** @type {TextSource} */
  #source;
  /** @type {import("./connection.js").LiveText | null} */
  #live = null;
  /** @type {Set<MarkKind>} */
  #shown = new Set(KINDS);

  /**
   * @param {HTMLElement | Adapter} target The element, whose content is never changed, or an editor's
   *   adapter.
   * @param {HighlighterListener} [listener]
   * @param {ShadowRoot} [place] Where a mirror of a text field may be put.
   */
  constructor(target, listener = {}, place) {
    this.#listener = listener;
    const onChange = () => this.#read();
    if (typeof target === "function") {
      this.#source = target(onChange);
      this.#painter = this.#source.painter ?? new Painter(/** @type {DomText} */ (this.#source));
    } else {
      const source = isField(target) ? new FieldText(target, onChange, place) : new DomText(target, onChange, { isPlain: isEditor(target) });
      this.#source = source;
      this.#painter = new Painter(source);
    }
    this.#paint();
  }

  /** The element that shows the text. */
  get root() {
    return this.#source.root;
  }

  /** The element's text as it stands now; an editor's own adapter tells a change once the editor is done with it. */
  get text() {
    if (!this.#source.painter) this.#read();
    return this.#source.text;
  }

  /** The newest findings, or null before the first; typing may have gone on since. */
  get findings() {
    return this.#live?.findings ?? null;
  }

  /** The newest analysis, or null before the first. */
  get analysis() {
    return this.findings?.analysis ?? null;
  }

  /** The text that `analysis` is of. */
  get analyzedText() {
    return this.findings?.text ?? "";
  }

  /** The number of edits so far. */
  get version() {
    return this.#live?.version ?? 0;
  }

  /**
   * Begins to find names and quotes, or goes on with another engine.
   *
   * @param {import("./connection.js").Connection} connection
   */
  connect(connection) {
    this.#live?.close();
    this.#source.read();
    this.#live = connection.open(this.#source.text, {
      onMarks: () => this.#paint(),
      onAnalysis: () => this.#listener.onAnalysis?.(),
      onError: (error) => this.#listener.onError?.(error),
    });
  }

  /** Resolves with the next analysis, or when none will come. */
  async next() {
    await this.#live?.next();
  }

  /**
   * Shows or hides the marks of one kind.
   *
   * @param {MarkKind} kind
   * @param {boolean} shown
   */
  show(kind, shown) {
    if (shown) this.#shown.add(kind);
    else this.#shown.delete(kind);
    this.#paint();
  }

  /**
   * Moves the selection to a span of the newest analysis and brings it into view.
   *
   * @param {Span} span
   */
  jump(span) {
    this.#select(this.#live?.locate(span) ?? span);
  }

  /**
   * Moves to the next or the previous mark that is shown, around the ends of the text.
   *
   * @param {1 | -1} direction
   * @returns {Mark | null} Where it went; null where there are no marks.
   */
  step(direction) {
    const marks = this.#marks().filter((mark) => this.#shown.has(mark.kind));
    if (marks.length === 0) return null;
    const { start, end } = this.#source.selection();
    const next =
      direction === 1
        ? (marks.find((mark) => mark.start > start || (mark.start === start && mark.end > end)) ?? marks[0])
        : (marks.findLast((mark) => mark.start < start || (mark.start === start && mark.end < end)) ?? marks.at(-1));
    if (next) this.#select(next);
    return next ?? null;
  }

  /** What is selected in the text; both ends -1 where nothing is, and equal where a caret stands. */
  get selection() {
    return this.#source.selection();
  }

  /**
   * The mark around a stretch of the text, the name rather than the quote around it.
   *
   * @param {Span} span In the text as it stands now.
   * @returns {Mark | null}
   */
  markAround({ start, end }) {
    const marks = this.#marks().filter((mark) => mark.start <= start && end <= mark.end && this.#shown.has(mark.kind));
    return marks.sort((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null;
  }

  /**
   * Where a stretch of the text is on the screen.
   *
   * @param {Span} span In the text as it stands now.
   * @returns {DOMRect | null}
   */
  boxOf({ start, end }) {
    return this.#source.liveRange(start, end)?.getBoundingClientRect() ?? null;
  }

  /**
   * The mark under a point, the name rather than the quote around it.
   *
   * @param {number} x CSS pixels from the left of the viewport.
   * @param {number} y CSS pixels from its top.
   * @returns {{ mark: Mark, box: DOMRect } | null} `box` is the line of the mark that was hit.
   */
  markAt(x, y) {
    const place = caretAt(x, y, this.#source.root);
    const offset = place ? this.#source.offset(place.node, place.offset) : -1;
    if (offset < 0) return null;
    const hits = this.#marks().filter(
      (mark) => mark.start <= offset && offset <= mark.end && this.#shown.has(mark.kind),
    );
    hits.sort((a, b) => a.end - a.start - (b.end - b.start));
    for (const mark of hits) {
      const range = this.#source.liveRange(mark.start, mark.end);
      // The caret snaps to the nearest letter, which may be far from the point.
      for (const box of range?.getClientRects() ?? []) {
        if (x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1) {
          return { mark, box };
        }
      }
    }
    return null;
  }

  /**
   * The text and its findings in one of the export formats.
   *
   * @param {string} format A name from `formats.js`.
   * @returns {Promise<string>}
   */
  async format(format) {
    if (!this.#live) throw new Error("The engine is not ready yet. Try again in a moment.");
    // What a script has just written is told of later.
    if (!this.#source.painter) this.#read();
    return this.#live.format(format);
  }

  /** Takes the paint away and stops. */
  close() {
    this.#live?.close();
    this.#painter.close();
    this.#source.close();
  }

  /** Called from inside the host's editor, which must not break where we fail. */
  #read() {
    try {
      const edit = this.#source.read();
      if (edit) {
        this.#live?.edit(edit);
        this.#painter.activate(null);
      }
      this.#paint(edit !== null);
      if (edit) this.#listener.onEdit?.();
    } catch (error) {
      this.#listener.onError?.(asCopydeskError(error));
    }
  }

  #paint(isEdit = false) {
    const marks = this.#live?.marks ?? new Int32Array(0);
    // An editor's own painter may keep them.
    this.#painter.paint(this.#source.painter ? marks.slice() : marks, this.#shown, isEdit);
  }

  /** @returns {Mark[]} */
  #marks() {
    const rows = this.#live?.marks ?? new Int32Array(0);
    /** @type {Mark[]} */
    const marks = [];
    for (let row = 0; row < rows.length; row += 4) {
      marks.push({ start: rows[row], end: rows[row + 1], kind: KINDS[rows[row + 2]], id: rows[row + 3] });
    }
    return marks;
  }

  /** @param {Span} span */
  #select(span) {
    this.#source.select(span);
    this.#painter.activate(span);
    const range = this.#source.liveRange(span.start, span.end);
    if (range) reveal(this.#source.root, range);
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Node} node Anything in the tree that is looked into.
 * @returns {{ node: Node, offset: number } | null}
 */
function caretAt(x, y, node) {
  const owner = /** @type {any} */ (node.ownerDocument);
  if ("caretPositionFromPoint" in owner) {
    const root = node.getRootNode();
    const position = owner.caretPositionFromPoint(x, y, { shadowRoots: root === owner ? [] : [root] });
    return position && { node: position.offsetNode, offset: position.offset };
  }
  // Safari before 26.2.
  const range = owner.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

/** How much of the size of what scrolls counts as its border: what stands there is moved to the middle. */
const BORDER = 0.15;

/** The names of what is measured, down and across. */
const AXES = /** @type {const} */ ([
  ["top", "bottom", "height", "Top", "Height", "overflowY"],
  ["left", "right", "width", "Left", "Width", "overflowX"],
]);

/**
 * Scrolls whatever scrolls around a range until it stands in the middle, if it does not stand well already.
 * Paragraphs that were never shown have estimated heights, so one scroll may not be enough.
 *
 * @param {Element} root The element that the text is in.
 * @param {TextRange & { startContainer?: Node }} range
 * @param {number} [tries]
 */
function reveal(root, range, tries = 4) {
  const { document, innerWidth, innerHeight, requestAnimationFrame } = windowOf(root);
  let isMoved = false;
  for (const element of around(range.startContainer?.parentElement ?? root)) {
    if (element.ownerDocument !== document) break;
    const isPage = element === document.scrollingElement;
    const style = getComputedStyle(element);
    for (const [from, to, size, side, length, overflow] of AXES) {
      if (!isPage && !isField(element) && !/auto|scroll/.test(style[overflow])) continue;
      if (element[`scroll${length}`] <= element[`client${length}`]) continue;
      const view = isPage ? new DOMRect(0, 0, innerWidth, innerHeight) : element.getBoundingClientRect();
      const box = range.getBoundingClientRect();
      const border = view[size] * BORDER;
      if (box[from] >= view[from] + border && box[to] <= view[to] - border) continue;
      const before = element[`scroll${side}`];
      element[`scroll${side}`] += box[from] + Math.min(box[size], view[size] / 2) / 2 - (view[from] + view[size] / 2);
      isMoved ||= element[`scroll${side}`] !== before;
    }
  }
  if (isMoved && tries > 0) {
    requestAnimationFrame(() => reveal(root, range, tries - 1));
    return;
  }
  const frame = windowOf(root).frameElement;
  if (!frame || windowOf(root) === window) return;
  const box = boxAround(range.getBoundingClientRect(), frame);
  reveal(frame, { getBoundingClientRect: () => box, getClientRects: () => [box] });
}
