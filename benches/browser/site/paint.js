/** Paints what a peer finds in the page's article, as a page that uses it would. */

const { marks } = await import(`./${document.documentElement.dataset.subject}.js`);

const story = /** @type {HTMLElement} */ (document.getElementById("story"));
const paragraphs = [...story.children].map((paragraph) => paragraph.firstChild);
/** @type {Map<string, Range[]>} */
const ranges = new Map();
let before = 0;
const starts = paragraphs.map((node) => {
  const start = before;
  before += (node?.textContent ?? "").length + 2;
  return start;
});
for (const { start, end, kind } of marks(paragraphs.map((node) => node?.textContent).join("\n\n"))) {
  const index = starts.findLastIndex((first) => first <= start);
  const node = /** @type {Text} */ (paragraphs[index]);
  const range = new Range();
  range.setStart(node, Math.min(start - starts[index], node.length));
  range.setEnd(node, Math.min(end - starts[index], node.length));
  ranges.set(kind, [...(ranges.get(kind) ?? []), range]);
}
for (const [kind, found] of ranges) CSS.highlights.set(kind.toLowerCase(), new Highlight(...found));
