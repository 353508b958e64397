/** TinyMCE in its usual frame, by the highlights of the frame's document, and the story's ninjs. */

import "../element.js";
import { makeHighlighter, openEditor, write } from "./open-editor.js";

const editor = await openEditor("tinymce");
if (editor) {
  const highlighter = makeHighlighter(async () => {
    write("saved", editor.save());
    write("data", await highlighter.export("ninjs"));
  });
  highlighter.htmlFor = "#story_ifr";
  document.getElementById("place")?.after(highlighter);
}
