/** The box that the element offers to write in where it has nothing to highlight. */

import { adoptStyles } from "./styles.js";

/**
 * Puts an empty text box into an element.
 *
 * @param {HTMLElement} host It gives the box its `aria-label` and its `aria-placeholder`, if it has them.
 * @param {boolean} isReadOnly
 * @returns {HTMLElement}
 */
export function placeEditor(host, isReadOnly) {
  const editor = document.createElement("div");
  editor.className = "copydesk-editor";
  editor.role = "textbox";
  editor.ariaMultiLine = "true";
  editor.ariaLabel = host.getAttribute("aria-label") ?? "Article";
  editor.ariaPlaceholder = host.ariaPlaceholder;
  if (isReadOnly) editor.ariaReadOnly = "true";
  host.append(editor);
  return editor;
}

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} element
 */
export function isOwnEditor(host, element) {
  return element.parentElement === host && element.matches(".copydesk-editor");
}

/**
 * How the box looks.
 *
 * @param {HTMLElement} host
 * @returns {() => void} Takes that away again.
 */
export function styleEditor(host) {
  return adoptStyles(host, STYLES);
}

/**
 * Takes the box away again where something else is highlighted, or nothing, and nobody wrote into it.
 *
 * @param {HTMLElement} host
 * @param {unknown} [target] What is highlighted.
 */
export function dropEditor(host, target) {
  const editor = host.querySelector(":scope > .copydesk-editor");
  if (editor && editor !== target && !editor.textContent) editor.remove();
}

const STYLES = `
article-highlighter { display: block; }
.copydesk-editor {
  min-height: 12em;
  padding: 0.75em 1em;
  border: 1px solid GrayText;
  border-radius: 0.375em;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
`;
