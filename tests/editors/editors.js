/** The editors that are tested, as `docs/embedding.md` lists them. */

/**
 * @typedef {object} Editor
 * @property {string} name Of its module in `hosts/`.
 * @property {string} title What people call it.
 * @property {string} from The npm package whose version is told.
 * @property {string} own Its own way to draw marks, where an adapter uses it besides CSS highlights; or empty.
 * @property {boolean} [leavesColumn] Whether the caret, going up or down among its own marks, may come to
 *   stand beside the letter that it would come to without them: the browser places it there by itself.
 */

/** @type {readonly Editor[]} */
export const EDITORS = [
  { name: "prosemirror", title: "ProseMirror", from: "prosemirror-view", own: "decorations of the view", leavesColumn: true },
  { name: "tiptap", title: "Tiptap", from: "@tiptap/core", own: "decorations of the view", leavesColumn: true },
  { name: "codemirror", title: "CodeMirror 6", from: "@codemirror/view", own: "mark decorations" },
  { name: "ckeditor5", title: "CKEditor 5", from: "@ckeditor/ckeditor5-editor-classic", own: "markers, in the editing view only", leavesColumn: true },
  { name: "tinymce", title: "TinyMCE", from: "tinymce", own: "" },
  { name: "lexical", title: "Lexical", from: "lexical", own: "" },
  { name: "quill", title: "Quill", from: "quill", own: "" },
  { name: "slate", title: "Slate", from: "slate-react", own: "" },
  { name: "draft", title: "Draft.js", from: "draft-js", own: "" },
  { name: "gutenberg", title: "WordPress block editor", from: "@wordpress/block-editor", own: "" },
];

/** Those that have an example in `www/examples/`. */
export const EXAMPLES = ["prosemirror", "tinymce", "gutenberg"];
