/**
 * The text of a field once more, letter over letter and transparent, so that marks can be painted
 * where the browser knows no ranges of a field's value. It stands in a shadow tree of ours; the field
 * and its styles stay as they are.
 */

import { around, boxAround, boxHere, isField, isFrame, windowOf } from "../frames.js";
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
  /** How much larger than its own styles say the mirror is drawn, across and down. */
  #scale = [1, 1];
  /** @type {IntersectionObserver[]} */
  #moves = [];

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
    field.addEventListener("scroll", () => this.follow(), { signal, passive: true });
    this.#observer = new ResizeObserver(soon);
    this.#observer.observe(field);
    // Styles may change by a class or an attribute, of the field or of anything around it.
    this.#styles = new MutationObserver(soon);
    // What scrolls or loads in a shadow tree is told inside it alone.
    const trees = new Set();
    for (const each of around(field)) {
      this.#styles.observe(each, { attributes: true });
      trees.add(each.getRootNode());
    }
    for (const each of trees) {
      each.addEventListener("scroll", () => this.#place(), { signal, capture: true, passive: true });
      // And by a style sheet that arrives, with the focus, or over a while.
      for (const type of ["load", "focus", "blur", "transitionend"]) each.addEventListener(type, soon, { signal, capture: true });
    }
    field.ownerDocument.fonts.addEventListener("loadingdone", soon, { signal });
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

  /** Where a box of the mirror's letters is in the viewport that the field is in. @param {DOMRect} box */
  inField(box) {
    const { x, y, width, height } = boxHere(new DOMRect(0, 0, 1, 1), this.#field);
    return new DOMRect((box.x - x) / width, (box.y - y) / height, box.width / width, box.height / height);
  }

  /** Takes the mirror away. */
  close() {
    this.#abort.abort();
    this.#observer.disconnect();
    for (const each of this.#moves) each.disconnect();
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
    mirror.style.setProperty("zoom", String(zoomOf(field) / zoomOf(/** @type {ShadowRoot} */ (mirror.getRootNode()).host)));
    const [wanted, is] = [boxHere(field.getBoundingClientRect(), field), mirror.getBoundingClientRect()];
    const [across, down] = this.#scale;
    // Pixels of the screen in one of the field's styles, and in one of the mirror's.
    const [wide, high] = [wanted.width / field.offsetWidth || 1, wanted.height / field.offsetHeight || 1];
    const [ownWide, ownHigh] = [is.width / mirror.offsetWidth / across || 1, is.height / mirror.offsetHeight / down || 1];
    // Widths are told in whole pixels, so what comes out near 1 is 1.
    this.#scale = [wide / ownWide, high / ownHigh].map((each) => (Math.abs(each - 1) < 0.005 ? 1 : each));
    const { left, top } = mirror.style;
    mirror.style.left = `${(parseFloat(left) || 0) + (wanted.left + field.clientLeft * wide - is.left) / ownWide}px`;
    mirror.style.top = `${(parseFloat(top) || 0) + (wanted.top + field.clientTop * high - is.top) / ownHigh}px`;
    mirror.style.transform = `scale(${this.#scale})`;
    this.#clip(wide, high);
    this.follow();
    this.#awaitMoves();
  }

  /**
   * Cuts off what a frame around the field does not show.
   *
   * @param {number} wide Pixels of the screen in one of the field's styles, across.
   * @param {number} high The same, down.
   */
  #clip(wide, high) {
    const here = this.#mirror.getBoundingClientRect();
    let cut = [0, 0, 0, 0];
    for (const frame of around(this.#field)) {
      if (!isFrame(frame)) continue;
      const shown = boxHere(boxAround(new DOMRect(0, 0, frame.clientWidth, frame.clientHeight), frame), frame);
      const beyond = [(shown.top - here.top) / high, (here.right - shown.right) / wide, (here.bottom - shown.bottom) / high, (shown.left - here.left) / wide];
      cut = cut.map((each, side) => Math.max(each, beyond[side]));
    }
    this.#mirror.style.clipPath = `inset(${cut.join("px ")}px)`;
  }

  /** Follows the field from where it is, and each frame around it, whatever moves them. */
  #awaitMoves() {
    for (const each of this.#moves) each.disconnect();
    this.#moves = [...around(this.#field)].filter((each) => each === this.#field || isFrame(each)).map((each) => this.#awaitMove(each));
  }

  /**
   * An element that moves is no longer all within the place where it is now.
   *
   * @param {Element} element
   */
  #awaitMove(element) {
    const here = element.getBoundingClientRect();
    const { innerWidth, innerHeight, document } = windowOf(element);
    const space = [here.top, innerWidth - here.right, innerHeight - here.bottom, here.left];
    const moves = new IntersectionObserver(
      ([{ boundingClientRect: now }]) => (now.top !== here.top || now.left !== here.left) && this.#place(),
      { root: document, rootMargin: space.map((each) => `${-Math.floor(each)}px`).join(" "), threshold: SHARES },
    );
    moves.observe(element);
    return moves;
  }

  /** Scrolls to where the field is scrolled. */
  follow() {
    this.#mirror.scrollTop = this.#field.scrollTop;
    this.#mirror.scrollLeft = this.#field.scrollLeft;
  }
}

/**
 * The `zoom` of an element and of all that is around it.
 *
 * @param {Element} element
 */
function zoomOf(element) {
  // Younger than all else that Copydesk asks for.
  return /** @type {{ currentCSSZoom?: number }} */ (element).currentCSSZoom ?? 1;
}

/** The washes let the letters of the field through, which lie under them. */
const STYLES = `
.mirror {
  position: absolute;
  box-sizing: border-box;
  margin: 0;
  transform-origin: 0 0;
  overflow: hidden;
  color: transparent;
  pointer-events: none;
  user-select: none;
  --copydesk-quote: color-mix(in srgb, light-dark(#f2c200, #d9b64c) 25%, transparent);
  --copydesk-active: color-mix(in srgb, light-dark(#4d94ff, #7fb2ff) 30%, transparent);
}
`;
