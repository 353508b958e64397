/**
 * The text of a field once more, letter over letter and transparent, so that marks can be painted
 * where the browser knows no ranges of a field's value. It stands in a shadow tree of ours; the field
 * and its styles stay as they are.
 */

import { isField, windowOf } from "../frames.js";
import { HIGHLIGHT_STYLES } from "../mark-styles.js";
import { adoptStyles } from "../styles.js";

/** What places letters in a field. */
const LAYOUT = [
  ...["direction", "font", "font-feature-settings", "font-kerning", "font-optical-sizing", "font-variation-settings"],
  ...["hyphens", "letter-spacing", "line-break", "line-height", "overflow-wrap", "padding", "tab-size", "text-align"],
  ...["text-indent", "text-rendering", "text-transform", "word-break", "word-spacing", "writing-mode"],
];

/** Of which shares of a field in view the browser tells, as of a field that is partly out of it. */
const SHARES = Array.from({ length: 101 }, (_, percent) => percent / 100);

/** One mirror over one field. */
export class Mirror {
  #field;
  #mirror = document.createElement("div");
  #text = document.createTextNode("");
  #abort = new AbortController();
  #dropStyles;
  #observer;
  #styles;
  #frame = 0;
  /** @type {IntersectionObserver | undefined} */
  #moves;

  /**
   * @param {HTMLTextAreaElement | HTMLInputElement} field
   * @param {ShadowRoot} place Where the mirror is put.
   */
  constructor(field, place) {
    this.#field = field;
    const mirror = this.#mirror;
    mirror.className = "mirror";
    mirror.ariaHidden = "true";
    mirror.append(this.#text);
    place.append(mirror);
    const drops = [adoptStyles(place, HIGHLIGHT_STYLES), adoptStyles(place, STYLES)];
    this.#dropStyles = () => drops.forEach((drop) => drop());
    const { signal } = this.#abort;
    const soon = () => {
      const { cancelAnimationFrame, requestAnimationFrame } = windowOf(field);
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#place());
    };
    field.addEventListener("scroll", () => this.#scroll(), { signal, passive: true });
    document.addEventListener("scroll", () => this.#place(), { signal, capture: true, passive: true });
    document.fonts.addEventListener("loadingdone", soon, { signal });
    this.#observer = new ResizeObserver(soon);
    this.#observer.observe(field);
    // Styles may change by a class or an attribute, of the field or of anything around it.
    this.#styles = new MutationObserver(soon);
    for (let each = /** @type {Element | null} */ (field); each; each = each.parentElement) {
      this.#styles.observe(each, { attributes: true });
    }
    this.update();
  }

  /** Takes the field's value over, and what places its letters. */
  update() {
    this.#text.data = this.#field.value;
    this.#place();
  }

  /**
   * The place of a stretch of the value.
   *
   * @param {number} start First code unit.
   * @param {number} end The code unit after the last.
   * @returns {Range}
   */
  range(start, end) {
    const range = document.createRange();
    range.setStart(this.#text, Math.min(start, this.#text.length));
    range.setEnd(this.#text, Math.min(end, this.#text.length));
    return range;
  }

  /** Takes the mirror away. */
  close() {
    this.#abort.abort();
    this.#observer.disconnect();
    this.#moves?.disconnect();
    this.#styles.disconnect();
    this.#dropStyles();
    this.#mirror.remove();
  }

  /** Puts the mirror's letters over the field's. */
  #place() {
    const [field, mirror] = [this.#field, this.#mirror];
    if (!field.isConnected || !isField(field)) return;
    const style = getComputedStyle(field);
    for (const name of LAYOUT) mirror.style.setProperty(name, style.getPropertyValue(name));
    const isLine = field.nodeName === "INPUT";
    mirror.style.whiteSpace = isLine ? "pre" : field.getAttribute("wrap") === "off" ? "pre" : style.whiteSpace;
    mirror.style.width = `${field.clientWidth}px`;
    mirror.style.height = `${field.clientHeight}px`;
    // A line of text stands in the middle of its field.
    if (isLine) {
      mirror.style.lineHeight = `${field.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)}px`;
    }
    const [wanted, is] = [field.getBoundingClientRect(), mirror.getBoundingClientRect()];
    const { left, top } = mirror.style;
    mirror.style.left = `${(parseFloat(left) || 0) + wanted.left + field.clientLeft - is.left}px`;
    mirror.style.top = `${(parseFloat(top) || 0) + wanted.top + field.clientTop - is.top}px`;
    this.#scroll();
    this.#awaitMove(wanted);
  }

  /**
   * Follows the field from where it is, whatever moves it: then it is no longer all within that place.
   *
   * @param {DOMRect} here
   */
  #awaitMove(here) {
    this.#moves?.disconnect();
    const { innerWidth, innerHeight, document } = windowOf(this.#field);
    const around = [here.top, innerWidth - here.right, innerHeight - here.bottom, here.left];
    this.#moves = new IntersectionObserver(
      ([{ boundingClientRect: now }]) => (now.top !== here.top || now.left !== here.left) && this.#place(),
      { root: document, rootMargin: around.map((space) => `${-Math.floor(space)}px`).join(" "), threshold: SHARES },
    );
    this.#moves.observe(this.#field);
  }

  #scroll() {
    this.#mirror.scrollTop = this.#field.scrollTop;
    this.#mirror.scrollLeft = this.#field.scrollLeft;
  }
}

/** The washes let the letters of the field through, which lie under them. */
const STYLES = `
.mirror {
  position: absolute;
  box-sizing: border-box;
  margin: 0;
  overflow: hidden;
  color: transparent;
  pointer-events: none;
  user-select: none;
  --copydesk-quote: color-mix(in srgb, light-dark(#f2c200, #d9b64c) 25%, transparent);
  --copydesk-active: color-mix(in srgb, light-dark(#4d94ff, #7fb2ff) 30%, transparent);
}
`;
