/**
 * Reads and marks a Tiptap editor by the decorations of the ProseMirror view that it stands on.
 *
 * ```js
 * import { Decoration, DecorationSet } from "@tiptap/pm/view";
 * element.connect(tiptap(editor, { Decoration, DecorationSet }));
 * ```
 */

import { prosemirror } from "./prosemirror.js";

/**
 * An adapter for `connect` of the element.
 *
 * @param {{ view: any }} editor Tiptap's editor; it is marked once it is mounted.
 * @param {Parameters<typeof prosemirror>[1]} classes From `@tiptap/pm/view`.
 * @returns {import("../highlighter.js").Adapter}
 */
export function tiptap(editor, classes) {
  // It has no view before it is mounted.
  return (onChange) => prosemirror(editor.view, classes)(onChange);
}
