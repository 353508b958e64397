/** The page: `<article-highlighter>` with an editor and lists, and the tools above it. */

import { setUpExport } from "./export-menu.js";
import { HouseEditor } from "./house-editor.js";
import { listenForSteps } from "./keys.js";
import { setUpSamples } from "./sample-menu.js";

const root = document.documentElement;
const highlighter = /** @type {import("./element.js").ArticleHighlighter} */ (document.querySelector("article-highlighter"));

// What the element tells first is heard, as this script stands before the element's.
setUpHighlighter();
await customElements.whenDefined("article-highlighter");
element("starting").remove();
setUpTheme();
setUpSamples((text) => replaceText(text), showNotice);
setUpExport(highlighter);
element("clear").addEventListener("click", () => replaceText(""));
if (!("Highlight" in globalThis)) {
  showNotice(
    "This browser cannot paint highlights, so the article stays plain; the lists work all the same. Current Chrome, Edge, Firefox and Safari can.",
  );
}

function setUpHighlighter() {
  const house = new HouseEditor((list) => highlighter.setLists(list));
  highlighter.addEventListener("copydesk-correct", (event) => {
    // The page's own list takes it in.
    event.preventDefault();
    const { rule, text, kind } = event.detail;
    house.put(rule, text, kind ?? undefined);
    highlighter.announce(`“${text}” is on the house list: ${kind ? `always ${kind}` : "never marked"}.`);
  });
  highlighter.addEventListener("copydesk-ready", () => (root.dataset.engine = "ready"));
  highlighter.addEventListener("copydesk-error", (event) => {
    event.preventDefault();
    const { detail } = event;
    // What of the house list cannot be used stands in its menu.
    if (detail.code === "house-list") return;
    showNotice(detail.message);
    if (root.dataset.engine !== "ready") highlighter.announce("Nothing can be found until this is mended.");
  });
  // In the tools above, too.
  listenForSteps(document, (direction) => (direction === 1 ? highlighter.next() : highlighter.previous()));
}

/** @param {string} text */
function replaceText(text) {
  highlighter.value = text;
  scrollTo({ top: 0 });
}

/** @param {string} message What happened and what to do; empty to take the notice away. */
function showNotice(message) {
  const notice = element("notice");
  notice.textContent = message;
  notice.hidden = message === "";
}

/** The system's theme until the switch is used; the choice lasts as long as the page. */
function setUpTheme() {
  const button = element("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  show();
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
