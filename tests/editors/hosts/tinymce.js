/** TinyMCE 8 in its usual frame. */

import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/themes/silver";

/** @param {HTMLElement} place @param {string[]} paragraphs */
export async function make(place, paragraphs) {
  const field = document.createElement("textarea");
  field.id = "story";
  field.value = paragraphs.map((text) => `<p>${text}</p>`).join("");
  place.append(field);
  const [editor] = await tinymce.init({
    target: field,
    license_key: "gpl",
    skin: false,
    content_css: false,
    height: 1600,
    promotion: false,
    branding: false,
    menubar: false,
    toolbar: "undo redo",
  });
  return {
    root: () => editor.getBody(),
    selector: "#story_ifr",
    save: () => editor.getContent(),
    text: () => [...editor.getBody().children].map((block) => block.textContent).join("\n"),
    history: () => [editor.undoManager.hasUndo(), editor.undoManager.hasRedo()],
    destroy: () => editor.remove(),
  };
}
