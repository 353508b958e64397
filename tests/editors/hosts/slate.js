/** Slate, as a page of its own makes it: with its history, and keys bound by hand. */

import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export async function make(place, paragraphs) {
  const editor = withHistory(withReact(createEditor()));
  const value = paragraphs.map((text) => ({ type: "paragraph", children: [{ text }] }));
  /** @param {any} event */
  const onKeyDown = (event) => {
    if (!event.ctrlKey || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey) editor.redo();
    else editor.undo();
  };
  const page = createRoot(place);
  const renderElement = ({ attributes, children }) => createElement("p", attributes, children);
  page.render(
    createElement(Slate, { editor, initialValue: value }, createElement(Editable, { id: "slate", onKeyDown, renderElement })),
  );
  while (!document.getElementById("slate")) await new Promise((resolve) => requestAnimationFrame(resolve));
  return {
    root: () => document.getElementById("slate"),
    save: () => JSON.stringify(editor.children),
    text: () => editor.children.map((block) => Node.string(block)).join("\n"),
    history: () => [editor.history.undos.length, editor.history.redos.length],
    destroy: () => page.unmount(),
  };
}
