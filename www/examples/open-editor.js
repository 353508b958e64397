/**
 * Brings the examples' editors, which come from npm. They are no part of Copydesk: `cargo xtask
 * examples` puts them beside these pages as a newsroom's own build would.
 */

/** What the editor holds at first. */
const STORY = [
  "Mayor Anna Weber opened the new harbour bridge in Hamburg on Monday.",
  "“It took us nine years,” Weber said. “It was worth every one of them.”",
  "David Chen of the World Bank, which lent a third of the money, called the bridge a model for Rotterdam.",
];

/**
 * Opens an editor in the element `#place`.
 *
 * @param {string} name Of its module below `editors/`.
 * @param {number} [height] CSS pixels.
 * @returns {Promise<any>} What its module in `tests/editors/hosts` gives; null where there is none, which the page then says.
 */
export async function openEditor(name, height = 320) {
  try {
    const { make } = await import(`./editors/${name}.js`);
    return await make(document.getElementById("place"), STORY, height);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    write("trouble", `The editor of this example did not load (${message}). Editors come from npm: run "cargo xtask examples" once, which needs Node 20, then "cargo xtask serve", and reload this page.`);
    return null;
  }
}

/**
 * An element for an editor, with its lists below; it says in the page what goes wrong.
 *
 * @param {(analysis: import("../types.js").Analysis, highlighter: import("../element.js").ArticleHighlighter) => void} onAnalysis
 */
export function makeHighlighter(onAnalysis) {
  const highlighter = document.createElement("article-highlighter");
  highlighter.panel = "bottom";
  highlighter.addEventListener("copydesk-analysis", ({ detail }) => onAnalysis(detail.analysis, highlighter));
  highlighter.addEventListener("copydesk-error", ({ detail }) => write("trouble", detail.message));
  return highlighter;
}

/**
 * @param {string} id
 * @param {string} text
 */
export function write(id, text) {
  /** @type {HTMLElement} */ (document.getElementById(id)).textContent = text;
}
