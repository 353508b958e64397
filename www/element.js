/**
 * Defines `<article-highlighter>`: people, places, organizations and quotes highlighted in any
 * element of a page, whose content stays as it is.
 *
 * ```html
 * <script type="module" src="/copydesk/element.js"></script>
 * <article-highlighter for="#body"></article-highlighter>   highlights the element #body
 * <article-highlighter><div>…</div></article-highlighter>   highlights the element inside
 * <article-highlighter></article-highlighter>               offers an editor of its own
 * ```
 *
 * Attributes: `for`, a selector; `kinds`, the kinds to paint, such as `person quote` (all by
 * default); `lists-url`, a house list as JSON on the page's own origin; `worker-url` and `wasm-url`,
 * where `worker.js` and `copydesk_bg.wasm` are (beside this module by default). Events, bubbling and composed: `copydesk-ready`, `copydesk-analysis`
 * (`detail.analysis`, `detail.version`), `copydesk-select` (`detail.mark`), `copydesk-error`
 * (`detail.code`, `detail.message`). F8 and Shift+F8 in the text go to the next and the previous
 * mark, Escape closes the card.
 */

import { Card } from "./card.js";
import { createEditor } from "./editor.js";
import { asCopydeskError, CopydeskError } from "./errors.js";
import { Highlighter } from "./highlighter.js";
import { fetchHouseList } from "./house-list.js";
import { KINDS } from "./painter.js";
import { lend, release } from "./shared-engine.js";
import { adoptStyles } from "./styles.js";

/** The element. It does nothing before it is in a document, and leaves nothing behind when it goes. */
export class ArticleHighlighter extends HTMLElement {
  static observedAttributes = ["for", "kinds", "lists-url"];

  /** @type {Highlighter | null} */
  #highlighter = null;
  /** @type {Card | null} */
  #card = null;
  /** @type {ReturnType<typeof createEditor> | null} */
  #editor = null;
  /** @type {HTMLElement | null} */
  #target = null;
  /** @type {import("./types.js").HouseList | null} */
  #lists = null;
  /** @type {import("./shared-engine.js").SharedEngine | null} */
  #engine = null;
  /** The connection that the text is open in. @type {import("./connection.js").Connection | null} */
  #connection = null;
  /** The current search for an engine; an older one that is still under way stops likewise. */
  #search = 0;
  /** The current start; an older one that is still under way stops when it sees a newer. */
  #start = 0;
  #abort = new AbortController();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(document.createElement("slot"));
  }

  /** The element whose text is highlighted; null while there is none. */
  get target() {
    return this.#target;
  }

  /** The text that is highlighted. */
  get value() {
    return this.#highlighter?.text ?? "";
  }

  /** Replaces the text of the element's own editor; a host's text is never changed. */
  set value(text) {
    if (!this.#editor) {
      throw new CopydeskError(
        "argument",
        "This article-highlighter has no editor of its own, and it never changes a host's text. Change the text in the host, or leave out the attribute for.",
      );
    }
    this.#editor.setText(String(text));
  }

  /**
   * The house list that was set, or null. It counts before the one at `lists-url`.
   *
   * @returns {import("./types.js").HouseList | null}
   */
  get lists() {
    return this.#lists;
  }

  /**
   * Sets what is always or never a name in this element's text, at once. The list is copied: to
   * change it later, set it again. Entries that cannot be used are told by `copydesk-error`.
   */
  set lists(lists) {
    try {
      this.#lists = lists == null ? null : JSON.parse(JSON.stringify(lists));
    } catch (error) {
      throw new CopydeskError("house-list", "This house list cannot be copied, as it holds more than plain data. Give what JSON.parse could have made.", error);
    }
    this.#connect();
  }

  /**
   * The newest analysis of the text, or null before the first.
   *
   * @returns {import("./types.js").Analysis | null} Offsets in UTF-16 code units.
   */
  getAnalysis() {
    return this.#highlighter?.analysis ?? null;
  }

  /**
   * Selects a span of the newest analysis and brings it into view.
   *
   * @param {import("./types.js").Span} span UTF-16 code units.
   */
  jump(span) {
    this.#highlighter?.jump(span);
  }

  /** Goes to the next mark, from the last to the first. */
  next() {
    this.#step(1);
  }

  /** Goes to the previous mark, from the first to the last. */
  previous() {
    this.#step(-1);
  }

  connectedCallback() {
    if (Object.hasOwn(this, "lists")) {
      // Set before this class was defined: the property hides the accessor of the same name.
      const { lists } = this;
      Reflect.deleteProperty(this, "lists");
      this.lists = lists;
    }
    // Later in this turn the element's children, and the rest of the host's markup, may be there.
    const start = ++this.#start;
    const begin = () => start === this.#start && this.#begin();
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
    else queueMicrotask(begin);
  }

  disconnectedCallback() {
    this.#end();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.isConnected || this.#start === 0) return;
    if (name === "kinds") {
      this.#showKinds();
    } else if (name === "lists-url") {
      this.#connect();
    } else {
      this.#end();
      this.connectedCallback();
    }
  }

  #begin() {
    const target = this.#findTarget();
    if (!target) return;
    this.#target = target;
    this.#abort = new AbortController();
    const highlighter = new Highlighter(target, {
      onAnalysis: () =>
        this.#tell("copydesk-analysis", {
          analysis: highlighter.analysis,
          version: highlighter.analysisVersion,
        }),
      onError: (error) => this.#tell("copydesk-error", { code: error.code, message: error.message }),
    });
    this.#highlighter = highlighter;
    this.#showKinds();
    this.#card = new Card(target, highlighter, /** @type {ShadowRoot} */ (this.shadowRoot));
    this.#listen(target, highlighter);
    this.#connect();
  }

  /** Gets an engine with the element's house list and opens the text in it. */
  async #connect() {
    const highlighter = this.#highlighter;
    if (!highlighter) return;
    const search = ++this.#search;
    const list = this.#lists ?? (await this.#fetchLists(search));
    if (search !== this.#search) return;
    try {
      const wish = { worker: this.getAttribute("worker-url"), wasm: this.getAttribute("wasm-url"), list };
      const engine = (this.#engine = lend(wish, this.#engine));
      const connection = await engine.connection;
      if (search !== this.#search) return;
      const isFirst = this.#connection === null;
      if (this.#connection !== connection) highlighter.connect(connection);
      this.#connection = connection;
      if (isFirst) this.#tell("copydesk-ready", { place: connection.place });
      const leftOut = await engine.leftOut;
      if (search !== this.#search) return;
      for (const message of leftOut) this.#tell("copydesk-error", { code: "house-list", message });
    } catch (error) {
      if (search === this.#search) this.#tellError(error);
    }
  }

  /**
   * @param {number} search
   * @returns {Promise<import("./types.js").HouseList | null>} Null where there is none, or none that can be read.
   */
  async #fetchLists(search) {
    const address = this.getAttribute("lists-url");
    if (address === null) return null;
    try {
      return await fetchHouseList(address);
    } catch (error) {
      if (search === this.#search) this.#tellError(error);
      return null;
    }
  }

  #end() {
    this.#start += 1;
    this.#search += 1;
    this.#abort.abort();
    this.#card?.close();
    this.#highlighter?.close();
    this.#editor?.close();
    if (this.#engine) release(this.#engine);
    this.#card = this.#highlighter = this.#editor = this.#target = this.#engine = this.#connection = null;
  }

  /** @returns {HTMLElement | null} */
  #findTarget() {
    const selector = this.getAttribute("for");
    if (selector === null) {
      const inside = this.firstElementChild;
      if (!(inside instanceof HTMLElement)) return this.#makeEditor();
      // An element that moves to another place keeps its editor, and with it the text.
      if (inside.matches(".copydesk-editor")) this.#editor = createEditor(inside);
      return inside;
    }
    let found = null;
    try {
      const root = /** @type {ParentNode} */ (/** @type {unknown} */ (this.getRootNode()));
      found = root.querySelector(selector) ?? document.querySelector(selector);
    } catch {
      // A selector that cannot be read finds nothing.
    }
    if (found instanceof HTMLElement) return found;
    this.#tell("copydesk-error", {
      code: "no-target",
      message: `No element matches for="${selector}", so there is nothing to highlight. Give the selector of an element that is in the page.`,
    });
    return null;
  }

  #makeEditor() {
    const editor = document.createElement("div");
    editor.className = "copydesk-editor";
    editor.role = "textbox";
    editor.ariaMultiLine = "true";
    editor.ariaLabel = this.getAttribute("aria-label") ?? "Article";
    this.append(editor);
    adoptStyles(this, EDITOR_STYLES);
    this.#editor = createEditor(editor);
    return editor;
  }

  /**
   * @param {HTMLElement} target
   * @param {Highlighter} highlighter
   */
  #listen(target, highlighter) {
    const { signal } = this.#abort;
    target.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        this.#step(event.shiftKey ? -1 : 1);
      },
      { signal },
    );
    target.addEventListener(
      "click",
      (event) => {
        const hit = highlighter.markAt(event.clientX, event.clientY);
        if (hit) this.#tell("copydesk-select", { mark: hit.mark });
      },
      { signal },
    );
  }

  /** @param {1 | -1} direction */
  #step(direction) {
    this.#card?.hide();
    const mark = this.#highlighter?.step(direction);
    if (mark) this.#tell("copydesk-select", { mark });
  }

  #showKinds() {
    const wanted = this.getAttribute("kinds")?.split(/[\s,]+/) ?? KINDS;
    for (const kind of KINDS) this.#highlighter?.show(kind, wanted.includes(kind));
  }

  /** @param {unknown} error */
  #tellError(error) {
    const { code, message } = asCopydeskError(error);
    this.#tell("copydesk-error", { code, message });
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

const EDITOR_STYLES = `
article-highlighter { display: block; }
.copydesk-editor {
  min-height: 12em;
  padding: 0.75em 1em;
  border: 1px solid GrayText;
  border-radius: 0.375em;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
`;

if (!customElements.get("article-highlighter")) customElements.define("article-highlighter", ArticleHighlighter);
