/** Style sheets made in code: the only kind that a strict content security policy of a host lets in. */

import { windowOf } from "./frames.js";

/** @typedef {{ sheet: CSSStyleSheet, users: WeakMap<Document | ShadowRoot, number> }} Shared */

/**
 * One sheet for each text of rules in each document, however many trees of the document adopt it.
 *
 * @type {WeakMap<Document, Map<string, Shared>>}
 */
const sheets = new WeakMap();

/**
 * Adds rules to the document or the shadow tree that a node is in, once however many ask for them.
 *
 * @param {Node} node
 * @param {string} rules
 * @returns {() => void} Takes the rules away again, when nobody else in the tree needs them.
 */
export function adoptStyles(node, rules) {
  const root = /** @type {Document | ShadowRoot} */ (node.getRootNode());
  if (!("adoptedStyleSheets" in root)) return () => {};
  const shared = sharedSheet(node, rules);
  const { sheet, users } = shared;
  users.set(root, (users.get(root) ?? 0) + 1);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  let done = false;
  return () => {
    if (done) return;
    done = true;
    const left = (users.get(root) ?? 1) - 1;
    users.set(root, left);
    if (left > 0) return;
    users.delete(root);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/**
 * @param {Node} node
 * @param {string} rules
 * @returns {Shared}
 */
function sharedSheet(node, rules) {
  const owner = node.ownerDocument ?? /** @type {Document} */ (node);
  let ofDocument = sheets.get(owner);
  if (!ofDocument) sheets.set(owner, (ofDocument = new Map()));
  let shared = ofDocument.get(rules);
  if (!shared) {
    const sheet = new (windowOf(node).CSSStyleSheet)();
    sheet.replaceSync(rules);
    ofDocument.set(rules, (shared = { sheet, users: new WeakMap() }));
  }
  return shared;
}
