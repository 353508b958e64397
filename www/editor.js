/**
 * The page's own editor: an editable element with one paragraph element for each line, in which
 * only plain text can stand. What changes the text goes through the browser's editing commands, so
 * that undo, the caret and input methods work as everywhere.
 *
 * The element is `contenteditable="true"` and not `"plaintext-only"`: there the browser would keep
 * new lines inside one ever longer paragraph, and would need seconds to take in a long paste. Its
 * paragraphs are `<div>`: markup with `<p>` takes the browser time that grows with the square of
 * the number of paragraphs, when it comes to stand in a `<p>`.
 */

import { DomText } from "./adapters/dom.js";
import { normalizeLines, plainTextOf } from "./paste.js";

/** What would bring formatting in. */
const FORMATTING = /^(format|insertOrderedList|insertUnorderedList|insertHorizontalRule|insertLink)/;

/** What brings in whatever was copied or dragged. */
const TRANSFER = /^(insertFromPaste|insertFromDrop|insertFromYank)/;

/**
 * Makes an element an editor for plain text.
 *
 * @param {HTMLElement} element Its text, if any, stays in it.
 * @returns {{ setText(text: string): void, close(): void }} `setText` replaces the whole text, as
 *   one step that can be undone; `close` makes the element plain again.
 */
export function createEditor(element) {
  const abort = new AbortController();
  const { signal } = abort;
  element.contentEditable = "true";
  if (!element.hasChildNodes()) element.append(paragraph(""));

  element.addEventListener(
    "beforeinput",
    (event) => {
      const { inputType, data, dataTransfer } = event;
      if (FORMATTING.test(inputType)) {
        event.preventDefault();
      } else if (TRANSFER.test(inputType) && dataTransfer) {
        event.preventDefault();
        const [target] = event.getTargetRanges();
        if (target) selectRange(target);
        insert(element, plainTextOf(dataTransfer));
      } else if (inputType === "insertText" && data?.includes("\n")) {
        event.preventDefault();
        insert(element, normalizeLines(data));
      }
    },
    { signal },
  );
  element.addEventListener(
    "paste",
    (event) => {
      if (!event.clipboardData) return;
      event.preventDefault();
      insert(element, plainTextOf(event.clipboardData));
    },
    { signal },
  );

  return {
    setText(text) {
      element.focus({ preventScroll: true });
      replaceAll(element, normalizeLines(text), 0);
    },
    close() {
      abort.abort();
      element.removeAttribute("contenteditable");
    },
  };
}

/** So many lines go in one by one; more take the browser too long, and the whole text is set anew. */
const FEW_LINES = 100;

/**
 * Inserts text where the caret is, or in place of what is selected.
 *
 * @param {HTMLElement} element
 * @param {string} text Lines end with `\n`.
 */
function insert(element, text) {
  if (text === "") return;
  const source = new DomText(element, () => {});
  const { start, end } = source.selection();
  const before = source.text.slice(0, Math.max(start, 0));
  const after = source.text.slice(Math.max(end, 0));
  source.close();
  const isWhole = before === "" && after === "";
  if (!isWhole && text.split("\n", FEW_LINES + 1).length <= FEW_LINES) {
    if (withLayout(element, () => document.execCommand("insertText", false, text))) return;
  }
  replaceAll(element, before + text + after, before.length + text.length);
}

/**
 * Sets the whole text, as one step that can be undone.
 *
 * @param {HTMLElement} element
 * @param {string} text Lines end with `\n`.
 * @param {number} caret Where the caret goes, in UTF-16 code units.
 */
function replaceAll(element, text, caret) {
  const markup = text
    .split("\n")
    .map((line) => `<div>${line === "" ? "<br>" : escape(line)}</div>`)
    .join("");
  getSelection()?.selectAllChildren(element);
  if (element.textContent === "") {
    // Else the paragraphs would come to stand inside the one that is empty.
    document.execCommand("delete");
    getSelection()?.selectAllChildren(element);
  }
  if (!withLayout(element, () => document.execCommand("insertHTML", false, trusted(markup)))) {
    // A policy of the host forbids the command: the text still gets in, only undo does not know it.
    element.replaceChildren(...text.split("\n").map((line) => paragraph(line)));
  }
  const source = new DomText(element, () => {});
  source.select({ start: caret, end: caret });
  source.close();
}

/**
 * Runs a command with all of an editor laid out: paragraphs that the browser leaves out until they
 * are near the viewport make a command over many of them take seconds.
 *
 * @template T
 * @param {HTMLElement} element
 * @param {() => T} command
 * @returns {T}
 */
function withLayout(element, command) {
  const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("[contenteditable] div { content-visibility: visible !important; }");
  root.adoptedStyleSheets.push(sheet);
  try {
    return command();
  } finally {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  }
}

/** @param {StaticRange} range */
function selectRange(range) {
  getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

/** @param {string} line */
function escape(line) {
  return line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * A paragraph with a line in it, or one that a caret can stand in where the line is empty.
 *
 * @param {string} line
 */
function paragraph(line) {
  const element = document.createElement("div");
  element.append(line === "" ? document.createElement("br") : line);
  return element;
}

/** @type {{ createHTML(markup: string): any } | null | undefined} */
let policy;

/**
 * Markup of our own making, in the form that a host with Trusted Types asks for.
 *
 * @param {string} markup
 * @returns {string}
 */
function trusted(markup) {
  if (policy === undefined) {
    try {
      const types = /** @type {any} */ (globalThis).trustedTypes;
      policy = types?.createPolicy("copydesk", { createHTML: (/** @type {string} */ own) => own }) ?? null;
    } catch {
      policy = null;
    }
  }
  return policy ? policy.createHTML(markup) : markup;
}
