/** TinyMCE 8 in its usual frame. */

import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/skins/content/default/content.js";
import "tinymce/skins/ui/oxide/content.js";
import "tinymce/skins/ui/oxide/skin.js";
import "tinymce/themes/silver";

/** @param {HTMLElement} place @param {string[]} paragraphs @param {number} [height] CSS pixels. */
export async function make(place, paragraphs, height = 1600) {
  const field = document.createElement("textarea");
  field.id = "story";
  field.value = paragraphs.map((text) => `<p>${text}</p>`).join("");
  place.append(field);
  const [editor] = await tinymce.init({
    target: field,
    license_key: "gpl",
    skin_url: "default",
    content_css: "default",
    height,
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
