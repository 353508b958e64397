/** WordPress's block editor, its canvas in a frame as in WordPress, and tags for the post. */

import "../element.js";
import { wordpressTags } from "../newsroom.js";
import { makeHighlighter, openEditor, write } from "./open-editor.js";

const editor = await openEditor("gutenberg");
if (editor) {
  const highlighter = makeHighlighter((analysis) => {
    write("saved", editor.save());
    // In WordPress: wp.apiFetch({ path: "/wp/v2/tags", method: "POST", data: tag }), then the post's tags.
    write("data", JSON.stringify(wordpressTags(analysis, { most: 10 }), null, 2));
  });
  highlighter.htmlFor = "iframe[name=editor-canvas]";
  document.getElementById("place")?.after(highlighter);
}
