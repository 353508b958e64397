/** What is marked in an editor, letter for letter, and what should be. */

/** The kinds, in the order of their bits. */
const KINDS = ["person", "place", "organization", "quote"];

/**
 * The letters on the screen, each with what it is marked as: read from the editor's nodes and from the
 * ranges or the classes there, by none of Copydesk's own code. Blanks and what editors put in for
 * themselves are left out.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string>} A line a stretch: bits of the kinds, then the letters.
 */
export function painted(page) {
  return page.evaluate((kinds) => {
    const root = /** @type {any} */ (globalThis).host.root();
    const view = root.ownerDocument.defaultView;
    /** @type {Map<Node, Uint8Array>} */
    const bits = new Map();
    const texts = [];
    const walker = root.ownerDocument.createTreeWalker(root, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("[contenteditable], style, script")?.matches("[contenteditable=false], style, script")) continue;
      texts.push(node);
      bits.set(node, new Uint8Array(node.length));
    }
    for (const [index, kind] of kinds.entries()) {
      for (const range of view.CSS.highlights.get(`copydesk-${kind}`) ?? []) {
        const live = root.ownerDocument.createRange();
        live.setStart(range.startContainer, range.startOffset);
        live.setEnd(range.endContainer, range.endOffset);
        for (const node of texts) {
          if (!live.intersectsNode(node)) continue;
          const from = node === live.startContainer ? live.startOffset : 0;
          const to = node === live.endContainer ? live.endOffset : node.length;
          for (let at = from; at < to; at++) /** @type {Uint8Array} */ (bits.get(node))[at] |= 1 << index;
        }
      }
      for (const node of texts) {
        if (!node.parentElement.closest(`.copydesk-${kind}`)) continue;
        const own = /** @type {Uint8Array} */ (bits.get(node));
        for (let at = 0; at < own.length; at++) own[at] |= 1 << index;
      }
    }
    let lines = "";
    let last = -1;
    for (const node of texts) {
      const own = /** @type {Uint8Array} */ (bits.get(node));
      for (let at = 0; at < node.length; at++) {
        if (/[\s\u200b\ufeff\u2060]/.test(node.data[at])) continue;
        if (own[at] !== last) lines += `\n${(last = own[at])} `;
        lines += node.data[at];
      }
    }
    return lines;
  }, KINDS);
}

/**
 * What should be marked in a text.
 *
 * @param {{ marks(text: string): Int32Array }} engine
 * @param {string} text
 * @returns {string} As `painted` gives it.
 */
export function expected(engine, text) {
  const bits = new Uint8Array(text.length);
  const marks = engine.marks(text);
  for (let row = 0; row < marks.length; row += 4) {
    for (let at = marks[row]; at < marks[row + 1]; at++) bits[at] |= 1 << marks[row + 2];
  }
  let lines = "";
  let last = -1;
  for (let at = 0; at < text.length; at++) {
    if (/[\s\u200b\ufeff\u2060]/.test(text[at])) continue;
    if (bits[at] !== last) lines += `\n${(last = bits[at])} `;
    lines += text[at];
  }
  return lines;
}
