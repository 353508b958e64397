/** Lexical's rich text. */

import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { $generateHtmlFromNodes } from "@lexical/html";
import { HeadingNode, QuoteNode, registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export async function make(place, paragraphs) {
  const root = document.createElement("div");
  root.contentEditable = "true";
  place.append(root);
  const editor = createEditor({
    namespace: "host",
    nodes: [HeadingNode, QuoteNode],
    onError: (error) => {
      throw error;
    },
  });
  const past = createEmptyHistoryState();
  registerRichText(editor);
  editor.setRootElement(root);
  await new Promise((resolve) => {
    editor.update(
      () => {
        $getRoot().clear();
        $getRoot().append(...paragraphs.map((text) => $createParagraphNode().append($createTextNode(text))));
      },
      { onUpdate: () => resolve(undefined) },
    );
  });
  registerHistory(editor, past, 300);
  return {
    root: () => root,
    save: () => editor.read(() => $generateHtmlFromNodes(editor)) + JSON.stringify(editor.getEditorState().toJSON()),
    text: () => editor.read(() => $getRoot().getChildren().map((block) => block.getTextContent()).join("\n")),
    history: () => [past.undoStack.length, past.redoStack.length],
    destroy() {
      editor.setRootElement(null);
      root.remove();
    },
  };
}
