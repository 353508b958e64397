/**
 * The page's own editor: an editable element with one paragraph for each line, in which only plain
 * text can stand. Letters that are typed, deleted or composed inside a paragraph are the browser's
 * own work; whatever touches more than one paragraph, or replaces something, is done here, in the
 * same way in every browser, and so is undo, as the browser knows only its own work.
 *
 * The element is `contenteditable="true"` and not `"plaintext-only"`: there the browser would keep
 * new lines inside one ever longer paragraph.
 */

import { DomText } from "./adapters/dom.js";
import { difference } from "./edits.js";
import { endOf, History } from "./history.js";
import { LONG, Paragraphs, sectionsOfLines } from "./paragraphs.js";
import { normalizeLines, plainTextOf } from "./paste.js";
import { adoptStyles } from "./styles.js";

/** @typedef {import("./paragraphs.js").Position} Position */

/** What would bring formatting in. */
const FORMATTING = /^(format|insertOrderedList|insertUnorderedList|insertHorizontalRule|insertLink)/;

/** What begins a new line. */
const NEW_LINE = /^(insertParagraph|insertLineBreak)$/;

/** What brings in whatever was copied, dragged or chosen from a list of corrections. */
const TRANSFER = /^(insertFromPaste|insertFromDrop|insertFromYank|insertReplacementText)/;

/** Pixels that are kept between the caret and the border of what scrolls. */
const MARGIN = 24;

/**
 * Whether an element is an editor of this module.
 *
 * @param {Element} element
 */
export function isEditor(element) {
  return element.hasAttribute("data-copydesk-editor");
}

/**
 * Makes an element an editor for plain text, which shows its `aria-placeholder` while it is empty.
 *
 * @param {HTMLElement} element Its text, if any, stays in it.
 * @returns {{ setText(text: string): void, finish(): void, close(): void }} `setText` replaces the whole text, as one step that can be undone; `finish` puts in at once what
 *   of a long text is still to come, for who wants to read it now; `close` makes the element plain again.
 */
export function createEditor(element) {
  const abort = new AbortController();
  const { signal } = abort;
  // An extension, or a browser in a way of its own, may put other things in.
  const paragraphs = new Paragraphs(element, () => isComposing || rebuild());
  const history = new History();
  /** @type {{ paragraph: HTMLElement, text: string, before: [Position, Position] | null } | null} What the browser is about to change. */
  let note = null;
  let isComposing = false;
  /** Runs out when the letters of a composition that has ended are in. */
  let composed = 0;
  let isDragging = false;
  /** @type {HTMLElement | null} The section around the caret, which is always laid out. */
  let caretSection = null;

  if (!paragraphs.isInOrder) rebuild();
  element.contentEditable = "true";
  element.setAttribute("data-copydesk-editor", "");
  showEmptiness();
  const dropStyles = adoptStyles(element, STYLES);

  /** Sets the paragraphs anew from the text of whatever stands in the element. */
  function rebuild() {
    const source = new DomText(element, () => {});
    const { start, end } = source.selection();
    const sections = sectionsOfLines(source.text.split("\n"));
    source.close();
    element.replaceChildren(...sections);
    element.toggleAttribute("data-long", paragraphs.isLong);
    showEmptiness();
    history.clear();
    if (start < 0) return;
    const mended = new DomText(element, () => {}, { isPlain: true });
    mended.select({ start, end });
    mended.close();
  }

  function showEmptiness() {
    element.toggleAttribute("data-empty", paragraphs.isOne && element.textContent === "");
  }

  /** @returns {[Position, Position] | null} What is selected; null where it is not in the editor. */
  function selected() {
    const selection = getSelection();
    return selection?.rangeCount ? ends(selection.getRangeAt(0)) : null;
  }

  /**
   * @param {AbstractRange} range
   * @returns {[Position, Position] | null}
   */
  function ends(range) {
    const from = paragraphs.positionOf(range.startContainer, range.startOffset);
    const to = range.collapsed ? from : paragraphs.positionOf(range.endContainer, range.endOffset);
    return from && to && [from, to];
  }

  /**
   * @param {Position} from
   * @param {Position} [to]
   */
  function select(from, to = from) {
    const [start, end] = [paragraphs.placeOf(from), paragraphs.placeOf(to)];
    keepLaidOut(end.node);
    getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
  }

  /** @param {Node | null} node Where the caret is. */
  function keepLaidOut(node) {
    const section = paragraphs.sectionAround(node);
    if (!section || section === caretSection) return;
    caretSection?.removeAttribute("data-caret");
    section.setAttribute("data-caret", "");
    caretSection = section;
  }

  /**
   * Replaces a stretch as a step that can be undone, and puts the caret behind what is inserted.
   *
   * @param {[Position, Position]} stretch
   * @param {string} text Lines end with `\n`.
   * @param {string} inputType What the host is told.
   * @param {boolean} [joins] Whether it belongs to the step before.
   */
  function replace([from, to], text, inputType, joins = false) {
    const removed = paragraphs.text(from, to);
    if (removed === "" && text === "") return;
    const before = selected();
    const end = paragraphs.replace(from, to, text);
    history.add({ from, removed, inserted: text }, { before, time: performance.now(), joins });
    select(end);
    tell(inputType);
  }

  /** @param {string} inputType */
  function tell(inputType) {
    element.dispatchEvent(new InputEvent("input", { inputType, bubbles: true, composed: true }));
  }

  /**
   * Takes note of what was composed, as one step, and puts in order what an input method left in disorder. Not every
   * browser tells of the end of every composition, as of one that a click cuts short, so whatever is done next ends it.
   */
  function endComposition() {
    if (!isComposing) return;
    clearTimeout(composed);
    isComposing = false;
    takeNote();
    const section = paragraphs.sectionAround(getSelection()?.focusNode ?? null);
    if (!paragraphs.isInOrderAt(element) || (section && !paragraphs.isInOrderAt(section))) rebuild();
  }

  /** @param {"historyUndo" | "historyRedo"} inputType */
  function travel(inputType) {
    endComposition();
    const isUndo = inputType === "historyUndo";
    const step = isUndo ? history.undo() : history.redo();
    if (!step) return;
    /** @type {Position | null} */
    let caret = null;
    for (const { from, removed, inserted } of isUndo ? step.changes.toReversed() : step.changes) {
      const [old, text] = isUndo ? [inserted, removed] : [removed, inserted];
      const to = endOf(from, old);
      if (paragraphs.text(from, to) !== old) {
        // Something else has changed the text since: what was written down fits no more.
        history.clear();
        return;
      }
      caret = paragraphs.replace(from, to, text);
    }
    const [from, to] = (isUndo && step.before) || [caret];
    // All that is selected the browser lays out, at each slice of a long text that comes back.
    if (from) select(from, to && to.line - from.line < LONG ? to : from);
    tell(inputType);
    showCaret();
  }

  /** Scrolls as far as it takes to see the caret, once the next frame is due. */
  function showCaret() {
    requestAnimationFrame(() => {
      const selection = getSelection();
      if (!selection?.focusNode || !element.contains(selection.focusNode)) return;
      const range = document.createRange();
      range.setStart(selection.focusNode, selection.focusOffset);
      const box = range.getClientRects()[0] ?? paragraphs.paragraphAround(selection.focusNode)?.getBoundingClientRect();
      if (box) scrollTo(element, box);
    });
  }

  /** The browser has changed a paragraph by itself. */
  function takeNote() {
    if (!note) return;
    const { paragraph, text, before } = note;
    note = null;
    const edit = difference(text, paragraph.textContent ?? "");
    if (!edit || !element.contains(paragraph)) return;
    const from = paragraphs.positionOf(paragraph, 0);
    if (!from) return;
    from.column = edit.from;
    const change = { from, removed: text.slice(edit.from, edit.to), inserted: edit.insert };
    history.add(change, { before, time: performance.now(), isTyping: true });
  }

  /**
   * @param {AbstractRange | undefined} [range] What is about to change; what is selected by default.
   * @param {[Position, Position] | null} [before] What is selected, where that is known.
   */
  function makeNote(range, before = selected()) {
    const paragraph = paragraphs.paragraphAround(range?.startContainer ?? getSelection()?.focusNode ?? null);
    note = paragraph && { paragraph, text: paragraph.textContent ?? "", before };
  }

  /** @param {InputEvent} event */
  function beforeInput(event) {
    const { inputType, data, dataTransfer } = event;
    if (event.isComposing || inputType.includes("Composition")) return;
    endComposition();
    if (inputType === "historyUndo" || inputType === "historyRedo") {
      event.preventDefault();
      return travel(inputType);
    }
    if (FORMATTING.test(inputType)) return event.preventDefault();
    const [target] = event.getTargetRanges();
    const stretch = (target && ends(target)) ?? selected();
    if (!stretch) return;
    keepLaidOut(target?.endContainer ?? getSelection()?.focusNode ?? null);
    const text = textOf(inputType, data, dataTransfer);
    const [from, to] = stretch;
    const isCaret = from.line === to.line && from.column === to.column;
    if (text !== null && (!isCaret || text.includes("\n") || TRANSFER.test(inputType))) {
      event.preventDefault();
      replace(stretch, text, inputType);
      showCaret();
    } else if (inputType.startsWith("delete")) {
      const widened = isCaret ? acrossBorder(from, inputType.endsWith("Forward")) : stretch;
      if (!widened) return makeNote();
      event.preventDefault();
      replace(widened, "", inputType);
      showCaret();
    } else {
      makeNote(target, isCaret ? stretch : undefined);
    }
  }

  /**
   * The border between two paragraphs, where a caret stands at it and deletes towards it.
   *
   * @param {Position} caret
   * @param {boolean} isForward
   * @returns {[Position, Position] | null}
   */
  function acrossBorder(caret, isForward) {
    const length = (/** @type {number} */ line) => (paragraphs.paragraphAt(line).textContent ?? "").length;
    if (isForward) {
      const next = { line: caret.line + 1, column: 0 };
      return caret.column === length(caret.line) && next.line < paragraphs.count ? [caret, next] : null;
    }
    return caret.column === 0 && caret.line > 0 ? [{ line: caret.line - 1, column: length(caret.line - 1) }, caret] : null;
  }

  element.addEventListener("beforeinput", beforeInput, { signal });
  element.addEventListener(
    "input",
    (event) => {
      showEmptiness();
      if (event.isTrusted && !isComposing) takeNote();
    },
    { signal },
  );
  element.addEventListener(
    "keydown",
    (event) => {
      // A browser that has nothing of its own to undo does not even ask.
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && (key !== "y" || event.shiftKey)) return;
      event.preventDefault();
      travel(key === "y" || event.shiftKey ? "historyRedo" : "historyUndo");
    },
    { signal },
  );
  element.addEventListener(
    "paste",
    (event) => {
      endComposition();
      const stretch = selected();
      if (!event.clipboardData || !stretch) return;
      event.preventDefault();
      replace(stretch, plainTextOf(event.clipboardData), "insertFromPaste");
    },
    { signal },
  );
  for (const type of /** @type {const} */ (["copy", "cut"])) {
    element.addEventListener(
      type,
      (event) => {
        endComposition();
        const stretch = selected();
        const text = stretch && paragraphs.text(...stretch);
        if (!stretch || !text || !event.clipboardData) return;
        event.preventDefault();
        event.clipboardData.setData("text/plain", text);
        if (type === "cut") replace(stretch, "", "deleteByCut");
      },
      { signal },
    );
  }
  element.addEventListener("dragstart", () => (isDragging = true), { signal });
  element.addEventListener("dragend", () => (isDragging = false), { signal });
  element.addEventListener(
    "drop",
    (event) => {
      endComposition();
      const place = caretAt(event.clientX, event.clientY);
      const to = place && paragraphs.positionOf(place.node, place.offset);
      if (!to || !event.dataTransfer) return;
      event.preventDefault();
      const source = isDragging ? selected() : null;
      const text = source ? paragraphs.text(...source) : plainTextOf(event.dataTransfer);
      element.focus({ preventScroll: true });
      if (!source || event.ctrlKey || event.altKey) return replace([to, to], text, "insertFromDrop");
      const [start, end] = source;
      if (!isBefore(to, start) && !isBefore(end, to)) return;
      if (isBefore(to, start)) {
        replace(source, "", "deleteByDrag");
        replace([to, to], text, "insertFromDrop", true);
      } else {
        replace([to, to], text, "insertFromDrop");
        replace(source, "", "deleteByDrag", true);
      }
    },
    { signal },
  );
  element.addEventListener(
    "compositionstart",
    () => {
      endComposition();
      const stretch = selected();
      if (stretch && stretch[0].line !== stretch[1].line) replace(stretch, "", "deleteContent");
      isComposing = true;
      makeNote();
    },
    { signal },
  );
  // Some browsers put the letters in only after this event.
  element.addEventListener("compositionend", () => (composed = window.setTimeout(endComposition)), { signal });
  element.ownerDocument.addEventListener("selectionchange", () => keepLaidOut(getSelection()?.focusNode ?? null), { signal });

  return {
    setText(text) {
      element.focus({ preventScroll: true });
      replace([{ line: 0, column: 0 }, paragraphs.end], normalizeLines(text), "insertReplacementText");
      select({ line: 0, column: 0 });
    },
    finish: () => paragraphs.finish(),
    close() {
      abort.abort();
      clearTimeout(composed);
      paragraphs.close();
      dropStyles();
      caretSection?.removeAttribute("data-caret");
      element.removeAttribute("contenteditable");
      element.removeAttribute("data-copydesk-editor");
      element.removeAttribute("data-long");
      element.removeAttribute("data-empty");
    },
  };
}

/**
 * What an input brings in, with `\n` between lines; null where it brings in nothing.
 *
 * @param {string} inputType
 * @param {string | null} data
 * @param {DataTransfer | null} transfer
 * @returns {string | null}
 */
function textOf(inputType, data, transfer) {
  if (NEW_LINE.test(inputType)) return "\n";
  if (TRANSFER.test(inputType) && transfer) return plainTextOf(transfer);
  if (inputType.startsWith("insert") && data !== null) return normalizeLines(data);
  return null;
}

/**
 * @param {Position} a
 * @param {Position} b
 */
function isBefore(a, b) {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/**
 * The place between letters at a point of the screen.
 *
 * @param {number} x CSS pixels from the left of the viewport.
 * @param {number} y CSS pixels from its top.
 * @returns {{ node: Node, offset: number } | null}
 */
function caretAt(x, y) {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  // Safari before 26.2.
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

/**
 * Scrolls whatever scrolls around an element as far as it takes to see a box.
 *
 * @param {Element} element
 * @param {DOMRect} box
 */
function scrollTo(element, box) {
  let { top, bottom } = box;
  for (let each = /** @type {Element | null} */ (element); each; each = each.parentElement) {
    const isPage = each === document.scrollingElement;
    const style = getComputedStyle(each);
    if (!isPage && !/auto|scroll/.test(style.overflowY)) continue;
    const view = isPage ? { top: 0, bottom: innerHeight } : each.getBoundingClientRect();
    const above = view.top + MARGIN + (Number.parseFloat(style.scrollPaddingTop) || 0) - top;
    const below = bottom + MARGIN - view.bottom;
    const shift = above > 0 ? -above : Math.max(below, 0);
    if (shift === 0) continue;
    each.scrollTop += shift;
    top -= shift;
    bottom -= shift;
  }
}

/**
 * Of a long text, sections far from the viewport are left out of the browser's work; the one around the caret never,
 * as a caret has no place in what is not laid out. The padding keeps slanted letters from being cut. Blanks stand as
 * they are typed, and a paragraph runs as its first letter does, from the right in Arabic.
 */
const STYLES = `
[data-copydesk-editor] { white-space: pre-wrap; overflow-wrap: anywhere; }
[data-copydesk-editor] > div > div { unicode-bidi: plaintext; }
[data-copydesk-editor] > div {
  margin-inline: -0.5rem;
  padding-inline: 0.5rem;
}
[data-copydesk-editor][data-long] > div:not([data-caret]) { content-visibility: auto; }
[data-copydesk-editor][data-empty]::before {
  content: attr(aria-placeholder);
  float: inline-start;
  height: 0;
  color: light-dark(#55606c, #a3acb6);
  pointer-events: none;
}
@media print { [data-copydesk-editor][data-long] > div:not([data-caret]) { content-visibility: visible; } }
`;
