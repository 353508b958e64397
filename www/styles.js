/** Style sheets made in code: the only kind that a strict content security policy of a host lets in. */

/** @type {Map<string, CSSStyleSheet>} One sheet for each text of rules, however many trees adopt it. */
const sheets = new Map();

/**
 * Adds rules to the document or the shadow tree that a node is in, once.
 *
 * @param {Node} node
 * @param {string} rules
 */
export function adoptStyles(node, rules) {
  const root = node.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  let sheet = sheets.get(rules);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    sheets.set(rules, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
