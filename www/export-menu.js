/** The "Export" menu: the findings in a format of choice, copied or downloaded. */

import { download } from "./download.js";
import { formats } from "./format-list.js";

/** @param {import("./element.js").ArticleHighlighter} highlighter */
export function setUpExport(highlighter) {
  const menu = /** @type {HTMLElement} */ (document.getElementById("export"));
  const form = /** @type {HTMLFormElement} */ (document.getElementById("export-form"));
  const select = /** @type {HTMLSelectElement} */ (document.getElementById("export-format"));
  const outcome = /** @type {HTMLElement} */ (document.getElementById("export-outcome"));
  const opener = /** @type {HTMLElement} */ (document.getElementById("open-export"));
  select.replaceChildren(...formats.map(({ name, title }) => new Option(title, name)));
  menu.addEventListener("toggle", (event) => {
    opener.setAttribute("aria-expanded", String(/** @type {ToggleEvent} */ (event).newState === "open"));
    outcome.textContent = "";
  });

  /** @param {(content: string, format: import("./format-list.js").Format) => Promise<string> | string} use */
  const exportWith = async (use) => {
    const format = formats[select.selectedIndex];
    try {
      outcome.textContent = await use(await highlighter.export(format.name), format);
    } catch (error) {
      outcome.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    exportWith((content, { extension, mediaType }) => {
      const name = `copydesk.${extension}`;
      download(content, name, mediaType);
      return `Saved as ${name}.`;
    });
  });
  document.getElementById("copy")?.addEventListener("click", () =>
    exportWith(async (content, { title }) => {
      try {
        await navigator.clipboard.writeText(content);
        return `Copied as ${title}.`;
      } catch {
        return "The browser did not let the page write to the clipboard. Use Download instead.";
      }
    }),
  );
}
