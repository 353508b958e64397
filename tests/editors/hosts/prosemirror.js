/** ProseMirror, with the basic schema, its history and its base keys. */

import { baseKeymap } from "prosemirror-commands";
import { history, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMSerializer } from "prosemirror-model";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { prosemirror } from "/adapters/prosemirror.js";
import "prosemirror-view/style/prosemirror.css";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export function make(place, paragraphs) {
  const doc = schema.node("doc", null, paragraphs.map((text) => schema.node("paragraph", null, [schema.text(text)])));
  const plugins = [history(), keymap({ "Mod-z": undo, "Mod-Shift-z": redo }), keymap(baseKeymap)];
  const view = new EditorView(place, { state: EditorState.create({ doc, plugins }) });
  return {
    root: () => view.dom,
    save: () => {
      const holder = document.createElement("div");
      holder.append(DOMSerializer.fromSchema(schema).serializeFragment(view.state.doc.content));
      return holder.innerHTML + JSON.stringify(view.state.doc.toJSON());
    },
    text: () => view.state.doc.content.content.map((node) => node.textContent).join("\n"),
    history: () => [undoDepth(view.state), redoDepth(view.state)],
    own: () => prosemirror(view, { Decoration, DecorationSet }),
    view,
    classes: { Decoration, DecorationSet },
    destroy: () => view.destroy(),
  };
}
