/** Draft.js, which Superdesk's editor is made of. */

import { ContentState, convertToRaw, Editor, EditorState } from "draft-js";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export async function make(place, paragraphs) {
  let state = EditorState.createWithContent(ContentState.createFromText(paragraphs.join("\n")));
  function Story() {
    const [shown, show] = useState(state);
    state = shown;
    return createElement(Editor, { editorState: shown, onChange: show });
  }
  const page = createRoot(place);
  page.render(createElement(Story));
  const root = () => place.querySelector(".public-DraftEditor-content");
  while (!root()) await new Promise((resolve) => requestAnimationFrame(resolve));
  return {
    root,
    save: () =>
      // Keys of blocks are drawn at random.
      JSON.stringify(convertToRaw(state.getCurrentContent()), (name, value) => (name === "key" ? undefined : value)),
    text: () => state.getCurrentContent().getPlainText("\n"),
    history: () => [state.getUndoStack().size, state.getRedoStack().size],
    destroy: () => page.unmount(),
  };
}
