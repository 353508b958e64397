/** CKEditor 5, the classic editor. */

import { Bold } from "@ckeditor/ckeditor5-basic-styles";
import { ClassicEditor } from "@ckeditor/ckeditor5-editor-classic";
import { Essentials } from "@ckeditor/ckeditor5-essentials";
import { Heading } from "@ckeditor/ckeditor5-heading";
import { Paragraph } from "@ckeditor/ckeditor5-paragraph";
import { ckeditor5 } from "/adapters/ckeditor5.js";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export async function make(place, paragraphs) {
  const source = document.createElement("div");
  place.append(source);
  const editor = await ClassicEditor.create(source, {
    licenseKey: "GPL",
    plugins: [Essentials, Paragraph, Heading, Bold],
    toolbar: ["undo", "redo", "bold"],
    initialData: paragraphs.map((text) => `<p>${text}</p>`).join(""),
  });
  return {
    root: () => editor.ui.getEditableElement(),
    save: () => editor.getData(),
    text: () =>
      [...editor.model.document.getRoot().getChildren()]
        .map((block) => [...block.getChildren()].map((node) => node.data ?? "\n").join(""))
        .join("\n"),
    history: () => [editor.commands.get("undo").isEnabled, editor.commands.get("redo").isEnabled],
    own: () => ckeditor5(editor),
    destroy: () => editor.destroy(),
  };
}
