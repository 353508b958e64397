/** ProseMirror with marks by its own decorations, and the story's schema.org data. */

import "../element.js";
import { prosemirror } from "../adapters/prosemirror.js";
import { makeHighlighter, openEditor, write } from "./open-editor.js";

const editor = await openEditor("prosemirror");
if (editor) {
  const highlighter = makeHighlighter(async () => {
    write("saved", editor.save());
    write("data", await highlighter.export("json-ld"));
  });
  // `classes` are Decoration and DecorationSet of the host's own prosemirror-view.
  highlighter.connect(prosemirror(editor.view, editor.classes));
  document.getElementById("place")?.after(highlighter);
}
