/** What an element highlights: finds it in the page or in a frame, and notices when it comes and goes. */

import { checkSelector, noPlace } from "./arguments.js";
import { CopydeskError } from "./errors.js";
import { isFrame, windowOf } from "./frames.js";

/** What kinds of `<input>` hold text that is no secret. */
const TEXT_TYPES = /^(text|search|url|tel|email)$/;

/**
 * The element that a selector means.
 *
 * @param {Node} near A node in the tree that is searched first; the whole document comes after it.
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
function find(near, selector) {
  try {
    const root = /** @type {ParentNode} */ (/** @type {unknown} */ (near.getRootNode()));
    return root.querySelector(selector) ?? document.querySelector(selector);
  } catch {
    // A selector that cannot be read finds nothing.
    return null;
  }
}

/**
 * Looks for what is meant.
 *
 * @param {Node} near
 * @param {HTMLElement | string} meant An element, or a selector.
 * @param {boolean} isFirst Whether it is told where there is nothing.
 * @returns {{ element: HTMLElement | null, text: HTMLElement | null }} The element, which may be a frame,
 *   and what holds the text; null while there is none.
 * @throws {CopydeskError} `no-target`, or `argument` where the selector cannot be read; else as `textElement`.
 */
export function search(near, meant, isFirst) {
  const element = typeof meant === "string" ? find(near, meant) : meant;
  const text = element && textElement(element);
  if (text && isShown(text)) return { element, text };
  if (isFirst && element && !isShown(element)) throw noPlace();
  if (isFirst && !element) {
    checkSelector(String(meant));
    throw new CopydeskError("no-target", `No element matches for="${meant}", so there is nothing to highlight. Give the selector of an element that is in the page; it may also come later.`);
  }
  return { element, text: null };
}

/**
 * What holds the text: the element itself, or the body of its document where it is a frame.
 *
 * @param {HTMLElement} element
 * @returns {HTMLElement | null} Null where the frame has nothing in it yet.
 * @throws {CopydeskError} `frame` where the frame's document is out of reach, `argument` where it is a field of no text.
 */
function textElement(element) {
  if (element.nodeName === "INPUT" && !TEXT_TYPES.test(/** @type {HTMLInputElement} */ (element).type)) {
    throw new CopydeskError("argument", `An <input> of the type ${/** @type {HTMLInputElement} */ (element).type} holds no text to highlight. Name a <textarea>, or an <input> of the type text, search, url, tel or email.`);
  }
  // Out of the page a frame has no document, which may still come.
  if (!isFrame(element) || !element.isConnected) return element;
  const inside = element.contentDocument;
  if (!inside) {
    throw new CopydeskError(
      "frame",
      "The frame shows a document of another origin, or a sandbox without allow-same-origin, which no script of this page can read. Load element.js inside that document, or show copydesk's embed.html and send it the text.",
    );
  }
  // Until the file that it names is there, a frame holds a blank document.
  const isBlank = inside.URL === "about:blank" && (element.srcdoc !== "" || /^(http|blob)/.test(element.src));
  if (isBlank || inside.readyState === "loading") return null;
  return inside.body;
}

/**
 * Whether an element can be seen by somebody: it stands in a document, and every frame around it does.
 *
 * @param {Element} element
 */
export function isShown(element) {
  for (let each = /** @type {Element | null} */ (element); each; each = windowOf(each).frameElement) {
    if (!each.isConnected || !each.ownerDocument.defaultView) return false;
    if (each.ownerDocument === document) return true;
  }
  return true;
}

/**
 * Whether an element that was found is still the one that is meant, and a frame still shows the same document.
 *
 * @param {HTMLElement} found
 * @param {HTMLElement} text What held its text.
 * @param {Node} near
 * @param {string | null} selector What found it near that node, if it was one.
 */
export function isMeant(found, text, near, selector) {
  try {
    // What matches no more stays until something else does.
    if (selector !== null && !found.matches(selector) && (find(near, selector) ?? found) !== found) return false;
    return textElement(found)?.ownerDocument === text.ownerDocument;
  } catch {
    return false;
  }
}

/**
 * Calls back after elements came or went in the trees around some nodes, after a frame among
 * them loaded another document or got another body, and after other elements may match a selector.
 *
 * @param {Node[]} nodes
 * @param {string | null} selector
 * @param {() => void} onChange
 * @param {AbortSignal} signal Stops it.
 */
export function watch(nodes, selector, onChange, signal) {
  const named = (selector ?? "").toLowerCase().matchAll(/\[\s*([\w-]+)/g);
  const attributes = selector === null ? {} : { attributeFilter: ["id", "class", "type", ...[...named].map(([, name]) => name)] };
  const trees = new Set([document, ...nodes.map((node) => node.getRootNode())]);
  /** Editors make the body of their frame after its load. @param {Node | null} inside The frame's document. */
  const watchBody = (inside) => {
    if (!inside || trees.has(inside)) return;
    for (const node of [inside, ...inside.childNodes]) observer.observe(node, { childList: true });
  };
  const observer = new MutationObserver((records) => {
    for (const { target } of records) if (target.nodeName === "#document") watchBody(target);
    onChange();
  });
  for (const tree of trees) {
    observer.observe(tree, { childList: true, subtree: true, ...attributes });
    for (const frame of /** @type {ParentNode} */ (/** @type {unknown} */ (tree)).querySelectorAll?.("iframe") ?? []) watchBody(frame.contentDocument);
    // The event does not bubble, but every tree sees it on its way down.
    tree.addEventListener(
      "load",
      ({ target }) => {
        if (!isFrame(target)) return;
        watchBody(target.contentDocument);
        onChange();
      },
      { signal, capture: true },
    );
  }
  signal.addEventListener("abort", () => observer.disconnect());
}
