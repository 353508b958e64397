/** The attributes of `<article-highlighter>`, each with the property of the same meaning. */

/** A server that renders pages may import this, too, and has no elements. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (Object));

/** An element whose properties are its attributes: both can be set, at any time; null takes one away. */
export class AttributesElement extends Base {
  /** @param {string} name @param {string | null} value */
  #set(name, value) {
    if (value == null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  /**
   * Selector of the element to highlight, or of a frame of the same origin with an editor in it; empty
   * where the host will call connect(). Without it, the element inside is highlighted, or an editor of
   * its own is offered.
   *
   * @returns {string}
   */
  get htmlFor() {
    return this.getAttribute("for") ?? "";
  }

  /** @param {string | null} selector */
  set htmlFor(selector) {
    this.#set("for", selector);
  }

  /** The kinds to paint and to list, with blanks between: `person place organization quote`, and all by default. @returns {string} */
  get kinds() {
    return this.getAttribute("kinds") ?? "";
  }

  /** @param {string | null} kinds */
  set kinds(kinds) {
    this.#set("kinds", kinds);
  }

  /**
   * Kinds that are listed and not painted, with blanks between; none by default. The switches in the
   * panel write it.
   *
   * @returns {string}
   */
  get hiddenKinds() {
    return this.getAttribute("hidden-kinds") ?? "";
  }

  /** @param {string | null} kinds */
  set hiddenKinds(kinds) {
    this.#set("hidden-kinds", kinds);
  }

  /** Where lists of what was found stand: `start`, `end` or `bottom`; nowhere by default. @returns {string} */
  get panel() {
    return this.getAttribute("panel") ?? "";
  }

  /** @param {string | null} place */
  set panel(place) {
    this.#set("panel", place);
  }

  /** `light` or `dark`; by default what the host's `color-scheme` says. @returns {string} */
  get theme() {
    return this.getAttribute("theme") ?? "";
  }

  /** @param {string | null} theme */
  set theme(theme) {
    this.#set("theme", theme);
  }

  /**
   * Whether what is highlighted, an element of this page without an editor, is made an editor for plain
   * text. It keeps its text and loses its markup, `value` can be set, and `aria-placeholder` shows in it
   * while it is empty.
   */
  get editable() {
    return this.hasAttribute("editable");
  }

  set editable(editable) {
    this.toggleAttribute("editable", Boolean(editable));
  }

  /** Whether the element's own editor cannot be typed into, and the card offers no corrections. */
  get readOnly() {
    return this.hasAttribute("readonly");
  }

  set readOnly(readOnly) {
    this.toggleAttribute("readonly", Boolean(readOnly));
  }

  /** Where a house list lies as JSON, on the page's own origin. The property `lists` counts before it. @returns {string} */
  get listsUrl() {
    return this.getAttribute("lists-url") ?? "";
  }

  /** @param {string | null} url */
  set listsUrl(url) {
    this.#set("lists-url", url);
  }

  /** Where `worker.js` is, or a file of the page's own origin that imports it; beside `element.js` by default. @returns {string} */
  get workerUrl() {
    return this.getAttribute("worker-url") ?? "";
  }

  /** @param {string | null} url */
  set workerUrl(url) {
    this.#set("worker-url", url);
  }

  /** Where `copydesk_bg.wasm` is; beside `copydesk.js` by default. @returns {string} */
  get wasmUrl() {
    return this.getAttribute("wasm-url") ?? "";
  }

  /** @param {string | null} url */
  set wasmUrl(url) {
    this.#set("wasm-url", url);
  }
}
