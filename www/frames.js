/**
 * Documents inside documents: an editor may stand in a frame of the same origin, where each window has
 * classes, styles and a highlight registry of its own. So a node's class is told by its type, never
 * by `instanceof`.
 */

/**
 * @param {Node} node
 * @returns {node is Element}
 */
export function isElement(node) {
  return node.nodeType === 1;
}

/**
 * @param {Node} node
 * @returns {node is Text}
 */
export function isText(node) {
  return node.nodeType === 3 || node.nodeType === 4;
}

/**
 * @param {unknown} value
 * @returns {value is HTMLTextAreaElement | HTMLInputElement}
 */
export function isField(value) {
  return isNode(value) && (value.nodeName === "TEXTAREA" || value.nodeName === "INPUT");
}

/**
 * @param {unknown} value
 * @returns {value is HTMLIFrameElement}
 */
export function isFrame(value) {
  return isNode(value) && value.nodeName === "IFRAME";
}

/**
 * @param {unknown} value
 * @returns {value is Node}
 */
function isNode(value) {
  return typeof value === "object" && value !== null && "nodeType" in value;
}

/**
 * The window that a node is shown in.
 *
 * @param {Node} node
 * @returns {Window & typeof globalThis} This module's own window where the node is in none, as in a
 *   frame that was taken away.
 */
export function windowOf(node) {
  return node.ownerDocument?.defaultView ?? window;
}

/**
 * A box of a frame's viewport in the viewport around the frame.
 *
 * @param {DOMRect} box
 * @param {Element} frame
 * @returns {DOMRect}
 */
export function boxAround(box, frame) {
  const outer = frame.getBoundingClientRect();
  const { clientLeft, clientTop, offsetWidth, offsetHeight } = /** @type {HTMLElement} */ (frame);
  // A frame may be scaled, and what it shows is with it.
  const [wide, high] = [outer.width / offsetWidth || 1, outer.height / offsetHeight || 1];
  return new DOMRect(outer.x + (clientLeft + box.x) * wide, outer.y + (clientTop + box.y) * high, box.width * wide, box.height * high);
}

/**
 * The elements that a node stands in, up to the root of this module's own document, the hosts of shadow
 * trees and the frames among them.
 *
 * @param {Element} element The first of them.
 */
export function* around(element) {
  for (let each = /** @type {Element | null} */ (element); each; ) {
    yield each;
    const { host } = /** @type {ShadowRoot} */ (each.getRootNode());
    each = each.parentElement ?? host ?? (windowOf(each) === window ? null : windowOf(each).frameElement);
  }
}

/**
 * A box in the viewport of this module's window.
 *
 * @param {DOMRect} box
 * @param {Node} node Anything in the document that `box` was measured in.
 * @returns {DOMRect}
 */
export function boxHere(box, node) {
  for (let view = windowOf(node); view !== window && view.frameElement; view = windowOf(view.frameElement)) {
    box = boxAround(box, view.frameElement);
  }
  return box;
}
