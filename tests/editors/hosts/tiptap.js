/** Tiptap with its starter kit. */

import { Editor } from "@tiptap/core";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import StarterKit from "@tiptap/starter-kit";
import { tiptap } from "/adapters/tiptap.js";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export function make(place, paragraphs) {
  const editor = new Editor({
    element: place,
    extensions: [StarterKit],
    content: { type: "doc", content: paragraphs.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })) },
  });
  return {
    root: () => editor.view.dom,
    save: () => editor.getHTML() + JSON.stringify(editor.getJSON()),
    text: () => editor.getText({ blockSeparator: "\n" }),
    history: () => [editor.can().undo(), editor.can().redo()],
    own: () => tiptap(editor, { Decoration, DecorationSet }),
    destroy: () => editor.destroy(),
    unmount: () => editor.unmount(),
    mount: () => editor.mount(place),
  };
}
