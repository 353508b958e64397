/**
 * The paragraphs of an editor, one `<div>` for each line, and how stretches of them are replaced.
 *
 * They stand in sections, which are `<div>`s as well: of a long text the browser leaves sections out
 * of its work until they come near the viewport, so that a key costs the same in an article and in a book. Many
 * paragraphs go in by slices, with frames between them; the element is `aria-busy` meanwhile. The
 * first and the last of them stand from the beginning, so whatever is typed comes behind them.
 */

import { afterFrame } from "./next-frame.js";

/**
 * A section has about so many paragraphs. The browser lays out a section as a whole, so it must not be large, and
 * looks at every section at every frame, so there must not be many.
 */
const SECTION = 48;

/**
 * A text of more paragraphs is long: some 40 screens. In a shorter one everything is laid out, so
 * that whatever asks the browser for the text (`innerText`) gets all of it.
 */
export const LONG = 400;

/** So many lines go in at once; more go in by slices. */
const FEW_LINES = 200;

/** Milliseconds of work in one slice; whoever reads the text then needs about as long. */
const SLICE = 4;

/**
 * So many slices go in between two frames. The frame lays them out; without frames between, the last
 * one would have all of a book to lay out.
 */
const SLICES_A_FRAME = 2;

/** Letters in one line of the screen, roughly, to guess the height of a section that was never shown. */
const LETTERS = 75;

/**
 * @typedef {object} Position A place in the text.
 * @property {number} line The number of the paragraph, from 0.
 * @property {number} column UTF-16 code units from its start.
 */

/** The paragraphs in an editor's element. */
export class Paragraphs {
  #root;
  /**
   * Lines that are still to come: `lines` from `next` on, before the section `before`.
   *
   * @type {{ lines: string[], next: number, before: Element } | null}
   */
  #coming = null;
  #channel = new MessageChannel();
  /** How many slices went in since the last frame. */
  #slices = 0;
  #observer;

  /**
   * @param {HTMLElement} root The editor's element. Only paragraphs of this class may stand in it.
   * @param {() => void} onDisorder Called when something else has put other things in.
   */
  constructor(root, onDisorder) {
    this.#root = root;
    this.#observer = new MutationObserver((records) => {
      const touched = new Set(records.flatMap(({ target, addedNodes }) => [target, ...addedNodes]));
      if (![...touched].every((node) => this.isInOrderAt(node))) onDisorder();
    });
    this.#observer.observe(root, { childList: true, subtree: true });
    this.#channel.port1.onmessage = () => this.#insertSlice(SLICE);
  }

  /** How many paragraphs there are, with those that are still to come. */
  get count() {
    let count = this.#remaining;
    for (const section of this.#root.children) count += section.children.length;
    return count;
  }

  /** Whether there is no more than one. */
  get isOne() {
    const { firstElementChild, lastElementChild } = this.#root;
    return firstElementChild === lastElementChild && firstElementChild?.childElementCount === 1;
  }

  /** Whether the text is long enough to leave out what is far from the viewport. */
  get isLong() {
    return this.count > LONG;
  }

  /** The end of the text. */
  get end() {
    return { line: this.count - 1, column: this.#root.lastElementChild?.lastElementChild?.textContent?.length ?? 0 };
  }

  /** Whether nothing but paragraphs in sections is there. */
  get isInOrder() {
    const sections = [...this.#root.childNodes];
    return sections.length > 0 && sections.every((section) => isDivision(section) && isSection(section));
  }

  /**
   * Whether what stands right in a node of the editor is as it should be.
   *
   * @param {Node} node
   */
  isInOrderAt(node) {
    if (!this.#root.contains(node)) return true;
    if (node.parentNode?.parentNode?.parentNode === this.#root) return true;
    if (node === this.#root) return node.hasChildNodes() && [...node.childNodes].every((each) => isDivision(each) && each.hasChildNodes());
    if (node.parentNode === this.#root) return isSection(/** @type {Element} */ (node));
    return node.parentNode?.parentNode === this.#root && isLine(/** @type {Element} */ (node));
  }

  /**
   * The section that a node is in.
   *
   * @param {Node | null} node
   * @returns {HTMLElement | null}
   */
  sectionAround(node) {
    while (node && node.parentNode !== this.#root) node = node.parentNode;
    return node instanceof HTMLElement ? node : null;
  }

  /**
   * The paragraph that a node is in.
   *
   * @param {Node | null} node
   * @returns {HTMLElement | null}
   */
  paragraphAround(node) {
    while (node && node.parentNode?.parentNode !== this.#root) node = node.parentNode;
    return node instanceof HTMLElement ? node : null;
  }

  /**
   * @param {number} line
   * @returns {HTMLElement} Its paragraph; the last one where there are not so many.
   */
  paragraphAt(line) {
    let rest = line;
    for (const section of this.#root.children) {
      if (section === this.#coming?.before) {
        if (rest < this.#remaining) {
          this.finish();
          return this.paragraphAt(line);
        }
        rest -= this.#remaining;
      }
      if (rest < section.children.length) return /** @type {HTMLElement} */ (section.children[rest]);
      rest -= section.children.length;
    }
    return /** @type {HTMLElement} */ (this.#root.lastElementChild?.lastElementChild);
  }

  /**
   * @param {Node} node
   * @param {number} offset As in a range.
   * @returns {Position | null} Null where the place is not in the editor.
   */
  positionOf(node, offset) {
    if (!this.#root.contains(node)) return null;
    if (node === this.#root) {
      const section = this.#root.children[offset];
      return section ? { line: this.#linesBefore(section), column: 0 } : this.end;
    }
    const paragraph = this.paragraphAround(node);
    if (!paragraph) {
      const paragraphs = /** @type {Element} */ (node).children;
      const isEnd = offset >= paragraphs.length;
      const at = paragraphs[isEnd ? paragraphs.length - 1 : offset];
      return { line: this.#lineOf(at), column: isEnd ? (at.textContent?.length ?? 0) : 0 };
    }
    const line = this.#lineOf(paragraph);
    // A range costs something at every edit until the browser has thrown it away.
    if (node === paragraph.firstChild && node instanceof Text) return { line, column: offset };
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    return { line, column: String(range).length };
  }

  /**
   * @param {Position} position
   * @returns {{ node: Node, offset: number }} As in a range.
   */
  placeOf({ line, column }) {
    const paragraph = this.paragraphAt(line);
    /** @type {Text | null} */
    let last = null;
    for (const child of paragraph.childNodes) {
      if (!(child instanceof Text)) continue;
      if (column <= child.length) return { node: child, offset: column };
      column -= child.length;
      last = child;
    }
    return last ? { node: last, offset: last.length } : { node: paragraph, offset: 0 };
  }

  /**
   * The text between two places, with `\n` between paragraphs.
   *
   * @param {Position} from
   * @param {Position} to Not before `from`.
   * @returns {string}
   */
  text(from, to) {
    if (from.line === to.line) return (this.paragraphAt(from.line).textContent ?? "").slice(from.column, to.column);
    this.finish();
    const lines = [];
    for (const paragraph of this.#between(this.paragraphAt(from.line), this.paragraphAt(to.line))) lines.push(paragraph.textContent ?? "");
    lines[0] = lines[0].slice(from.column);
    lines[lines.length - 1] = lines[lines.length - 1].slice(0, to.column);
    return lines.join("\n");
  }

  /**
   * Replaces what stands between two places. Where it is much, the middle of it comes in slices.
   *
   * @param {Position} from
   * @param {Position} to Not before `from`.
   * @param {string} text Lines end with `\n`.
   * @returns {Position} The end of what was inserted.
   */
  replace(from, to, text) {
    const lines = text.split("\n");
    this.#root.toggleAttribute("data-long", this.count - (to.line - from.line) + lines.length - 1 > LONG);
    const end = { line: from.line + lines.length - 1, column: (lines.length > 1 ? 0 : from.column) + lines[lines.length - 1].length };
    const first = this.paragraphAt(from.line);
    if (from.line === to.line && lines.length === 1) {
      const old = first.textContent ?? "";
      write(first, old.slice(0, from.column) + text + old.slice(to.column));
      this.#observer.takeRecords();
      return end;
    }
    this.finish();
    const last = this.paragraphAt(to.line);
    const head = (first.textContent ?? "").slice(0, from.column);
    const tail = (last.textContent ?? "").slice(to.column);
    lines[0] = head + lines[0];
    lines[lines.length - 1] += tail;
    this.#removeBetween(first, last);
    write(first, lines[0]);
    if (lines.length <= FEW_LINES) this.#insertFew(first, lines.slice(1));
    else this.#insertMany(first, lines);
    this.#observer.takeRecords();
    return end;
  }

  /** Puts in at once what is still to come. */
  finish() {
    this.#insertSlice(Infinity);
  }

  /** Stops; what is still to come goes in at once. */
  close() {
    this.finish();
    this.#observer.disconnect();
    this.#channel.port1.close();
  }

  get #remaining() {
    return this.#coming ? this.#coming.lines.length - this.#coming.next : 0;
  }

  /** @param {Element} paragraph */
  #lineOf(paragraph) {
    const section = /** @type {Element} */ (paragraph.parentElement);
    return this.#linesBefore(section) + Array.prototype.indexOf.call(section.children, paragraph);
  }

  /** @param {Element} section */
  #linesBefore(section) {
    let lines = 0;
    for (let each = /** @type {Element | null} */ (section); each; each = each.previousElementSibling) {
      if (each === this.#coming?.before) lines += this.#remaining;
      if (each !== section) lines += each.children.length;
    }
    return lines;
  }

  /**
   * @param {Element} first
   * @param {Element} last Not before `first`.
   */
  *#between(first, last) {
    for (let each = first; ; ) {
      yield each;
      if (each === last) return;
      each = /** @type {Element} */ (each.nextElementSibling ?? each.parentElement?.nextElementSibling?.firstElementChild);
    }
  }

  /**
   * Removes the paragraphs after `first` up to `last`, and the sections that become empty.
   *
   * @param {Element} first
   * @param {Element} last
   */
  #removeBetween(first, last) {
    if (first === last) return;
    const range = document.createRange();
    const [begin, end] = [/** @type {Element} */ (first.parentElement), /** @type {Element} */ (last.parentElement)];
    if (begin !== end) {
      range.setStartAfter(begin);
      range.setEndBefore(end);
      range.deleteContents();
      range.setStart(end, 0);
      range.setEndAfter(last);
      range.deleteContents();
      if (!end.hasChildNodes()) end.remove();
      range.setStartAfter(first);
      range.setEnd(begin, begin.childNodes.length);
    } else {
      range.setStartAfter(first);
      range.setEndAfter(last);
    }
    range.deleteContents();
  }

  /**
   * @param {Element} first The paragraph before them.
   * @param {string[]} lines
   */
  #insertFew(first, lines) {
    first.after(...lines.map(paragraph));
    const section = /** @type {HTMLElement} */ (first.parentElement);
    if (section.children.length <= 2 * SECTION) return;
    // What stands behind goes to sections of its own.
    section.after(...sectionsOf([...section.children].slice(SECTION)));
  }

  /**
   * @param {Element} first The paragraph that has the first of the lines.
   * @param {string[]} lines
   */
  #insertMany(first, lines) {
    const section = /** @type {HTMLElement} */ (first.parentElement);
    const behind = [...section.children].slice(Array.prototype.indexOf.call(section.children, first) + 1);
    const before = sectionOf([paragraph(lines[lines.length - 1]), ...behind]);
    section.after(before);
    this.#coming = { lines: lines.slice(1, -1), next: 0, before };
    this.#root.ariaBusy = "true";
    // Little at first: what is in view is shown and read, and the rest does not hold it up.
    this.#insertSlice(0);
  }

  /** Has the next slice go in as soon as the browser has had its frame. */
  #goOn() {
    this.#slices += 1;
    if (this.#slices < SLICES_A_FRAME) return this.#channel.port2.postMessage(null);
    this.#slices = 0;
    afterFrame(() => this.#insertSlice(SLICE));
  }

  /** @param {number} time Milliseconds after which it stops; at least one section goes in. */
  #insertSlice(time) {
    const coming = this.#coming;
    if (!coming) return;
    const stop = performance.now() + time;
    while (coming.next < coming.lines.length) {
      coming.before.before(sectionOf(coming.lines.slice(coming.next, coming.next + SECTION).map(paragraph)));
      coming.next += SECTION;
      if (performance.now() > stop) break;
    }
    // What is done here is in order.
    this.#observer.takeRecords();
    if (coming.next < coming.lines.length) {
      this.#goOn();
    } else {
      this.#coming = null;
      this.#root.ariaBusy = null;
    }
  }
}

/**
 * Sections with a paragraph for each of these lines.
 *
 * @param {string[]} lines
 */
export function sectionsOfLines(lines) {
  return sectionsOf(lines.map(paragraph));
}

/** @param {Element[]} paragraphs At least one. */
function sectionsOf(paragraphs) {
  const sections = [];
  for (let start = 0; start < paragraphs.length; start += SECTION) sections.push(sectionOf(paragraphs.slice(start, start + SECTION)));
  return sections;
}

/** @param {Element[]} paragraphs */
function sectionOf(paragraphs) {
  const section = document.createElement("div");
  section.append(...paragraphs);
  const lines = paragraphs.reduce((sum, each) => sum + Math.ceil(((each.textContent ?? "").length + 1) / LETTERS), 0);
  section.style.containIntrinsicBlockSize = `auto ${lines}lh`;
  return section;
}

/**
 * A paragraph with a line in it.
 *
 * @param {string} line
 */
function paragraph(line) {
  const element = document.createElement("div");
  // A caret can stand in an empty paragraph only where there is a line break.
  element.append(line === "" ? document.createElement("br") : line);
  return element;
}

/**
 * Writes a line into a paragraph, in the text node that is there if there is just one.
 *
 * @param {HTMLElement} element
 * @param {string} line
 */
function write(element, line) {
  const [node] = element.childNodes;
  if (line === "" || element.childNodes.length !== 1 || !(node instanceof Text)) {
    element.replaceChildren(...paragraph(line).childNodes);
  } else if (node.data !== line) {
    node.data = line;
  }
}

/** @param {Element} section */
function isSection(section) {
  return section.hasChildNodes() && [...section.childNodes].every((each) => isDivision(each) && isLine(each));
}

/**
 * Whether an element holds letters and nothing else, but for a line break at its end.
 *
 * @param {Element} element
 */
function isLine(element) {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node instanceof HTMLBRElement ? node.nextSibling : !(node instanceof Text) || node.data.includes("\n")) return false;
  }
  return element.hasChildNodes();
}

/**
 * @param {Node} node
 * @returns {node is HTMLDivElement}
 */
function isDivision(node) {
  return node instanceof HTMLDivElement;
}
