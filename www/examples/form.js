/** Shows the tags that a CMS like WordPress would save with the story. */

import { wordpressTags } from "../newsroom.js";

document.getElementById("of-story")?.addEventListener("copydesk-analysis", ({ detail }) => {
  const tags = wordpressTags(detail.analysis, { most: 10 });
  write("tags", tags.map(({ name, description }) => `${name} (${description})`).join("\n"));
});
addEventListener("copydesk-error", ({ detail }) => write("trouble", detail.message));

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  /** @type {HTMLElement} */ (document.getElementById(id)).textContent = text;
}
