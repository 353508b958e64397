import type { ArticleHighlighter } from "./element.js";
import type { Mark } from "./highlighter.js";
import type { Analysis, Correction } from "./types.js";

interface CopydeskEventMap {
  /** The engine runs; `detail.place` says where. */
  "copydesk-ready": CustomEvent<{ place: "worker" | "page" }>;
  /** A new analysis; `detail.version` counts the edits before it. */
  "copydesk-analysis": CustomEvent<{ analysis: Analysis; version: number }>;
  /** A mark was clicked or gone to. */
  "copydesk-select": CustomEvent<{ mark: Mark }>;
  /** The reader corrects with the card. Cancelable: `preventDefault()` keeps the correction from counting. */
  "copydesk-correct": CustomEvent<Correction>;
  /** Something failed; `detail.message` says what happened and what to do. Cancelable: `preventDefault()` keeps it out of the console. */
  "copydesk-error": CustomEvent<{ code: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "article-highlighter": ArticleHighlighter;
  }
  // The events bubble and cross shadow trees, so that they are listened to anywhere on their way.
  interface ElementEventMap extends CopydeskEventMap {}
  interface ShadowRootEventMap extends CopydeskEventMap {}
  interface DocumentEventMap extends CopydeskEventMap {}
  interface WindowEventMap extends CopydeskEventMap {}
}
