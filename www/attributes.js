/** The attributes of `<article-highlighter>`, each with the property of the same meaning. */

/** An element whose properties are its attributes: both can be set, at any time. */
export class AttributesElement extends HTMLElement {
  /**
   * Selector of the element to highlight, or of a frame of the same origin with an editor in it.
   * Without it, the element inside is highlighted, or an editor of its own is offered.
   */
  get htmlFor() {
    return this.getAttribute("for") ?? "";
  }

  set htmlFor(selector) {
    this.setAttribute("for", selector);
  }

  /** The kinds to paint and to list, with blanks between: `person place organization quote`, and all by default. */
  get kinds() {
    return this.getAttribute("kinds") ?? "";
  }

  set kinds(kinds) {
    this.setAttribute("kinds", kinds);
  }

  /** Where lists of what was found stand: `start`, `end` or `bottom`; nowhere by default. */
  get panel() {
    return this.getAttribute("panel") ?? "";
  }

  set panel(place) {
    this.setAttribute("panel", place);
  }

  /** `light` or `dark`; by default what the host's `color-scheme` says. */
  get theme() {
    return this.getAttribute("theme") ?? "";
  }

  set theme(theme) {
    this.setAttribute("theme", theme);
  }

  /** Whether the element's own editor cannot be typed into, and the card offers no corrections. */
  get readOnly() {
    return this.hasAttribute("readonly");
  }

  set readOnly(readOnly) {
    this.toggleAttribute("readonly", Boolean(readOnly));
  }

  /** Where a house list lies as JSON, on the page's own origin. The property `lists` counts before it. */
  get listsUrl() {
    return this.getAttribute("lists-url") ?? "";
  }

  set listsUrl(url) {
    this.setAttribute("lists-url", url);
  }

  /** Where `worker.js` is, or a file of the page's own origin that imports it; beside `element.js` by default. */
  get workerUrl() {
    return this.getAttribute("worker-url") ?? "";
  }

  set workerUrl(url) {
    this.setAttribute("worker-url", url);
  }

  /** Where `copydesk_bg.wasm` is; beside `copydesk.js` by default. */
  get wasmUrl() {
    return this.getAttribute("wasm-url") ?? "";
  }

  set wasmUrl(url) {
    this.setAttribute("wasm-url", url);
  }
}
