/** WordPress's block editor, its canvas in a frame as in WordPress, and tags for the post. */

import "../element.js";
import { wordpressTags } from "../newsroom.js";
import { openEditor, write } from "./open-editor.js";

/** @type {any} */
let editor = null;

const highlighter = document.querySelector("article-highlighter");
highlighter?.addEventListener("copydesk-analysis", ({ detail }) => {
  // In WordPress: wp.apiFetch({ path: "/wp/v2/tags", method: "POST", data: tag }), then the post's tags.
  write("data", JSON.stringify(wordpressTags(detail.analysis, { most: 10 }), null, 2));
  save();
});
highlighter?.addEventListener("copydesk-error", ({ detail }) => {
  // The element stands in the page first; it begins when the canvas comes.
  if (detail.code !== "no-target") write("trouble", detail.message);
});

editor = await openEditor("gutenberg");
save();

function save() {
  if (editor) write("saved", editor.save());
}
