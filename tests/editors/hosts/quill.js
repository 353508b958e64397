/** Quill 2. */

import Quill from "quill";
import "quill/dist/quill.core.css";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export function make(place, paragraphs) {
  const holder = document.createElement("div");
  place.append(holder);
  const quill = new Quill(holder, {});
  quill.setText(paragraphs.join("\n"));
  quill.history.clear();
  return {
    root: () => quill.root,
    save: () => quill.getSemanticHTML() + JSON.stringify(quill.getContents()),
    // Quill ends every text with a newline of its own.
    text: () => quill.getText().slice(0, -1),
    history: () => [quill.history.stack.undo.length, quill.history.stack.redo.length],
    destroy: () => holder.remove(),
  };
}
