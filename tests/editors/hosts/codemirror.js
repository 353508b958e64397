/** CodeMirror 6 with wrapped lines, as for Markdown. */

import { defaultKeymap, history, historyKeymap, redoDepth, undoDepth } from "@codemirror/commands";
import { Compartment, EditorState, StateEffect } from "@codemirror/state";
import { Decoration, EditorView, keymap } from "@codemirror/view";
import { codemirror } from "/adapters/codemirror.js";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export function make(place, paragraphs) {
  const extensions = [history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.lineWrapping];
  const view = new EditorView({ parent: place, state: EditorState.create({ doc: paragraphs.join("\n"), extensions }) });
  return {
    root: () => view.contentDOM,
    save: () => view.state.doc.toString(),
    text: () => view.state.doc.toString(),
    history: () => [undoDepth(view.state), redoDepth(view.state)],
    own: () => codemirror(view, { Compartment, Decoration, StateEffect }),
    destroy: () => view.destroy(),
  };
}
