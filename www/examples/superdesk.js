/** Fills the fields of an item, as an extension of Superdesk would patch them, and shows its ninjs. */

import { superdeskFields } from "../newsroom.js";

const highlighter = document.querySelector("article-highlighter");
highlighter?.addEventListener("copydesk-analysis", async ({ detail }) => {
  for (const [field, tags] of Object.entries(superdeskFields(detail.analysis))) {
    write(field, tags.map(({ name, aliases = [] }) => [name, ...aliases].join(", also ")).join("\n"));
  }
  write("ninjs", await highlighter.export("ninjs"));
});
addEventListener("copydesk-error", ({ detail }) => write("trouble", detail.message));

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  /** @type {HTMLElement} */ (document.getElementById(id)).textContent = text;
}
