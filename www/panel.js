/** The element's own panel: what was found, beside or below the text, and which kinds are painted. */

import { entityRows, FindingList, quoteRows, summarize } from "./lists.js";
import { afterFrame } from "./next-frame.js";
import { KINDS } from "./painter.js";
import { PANEL_STYLES } from "./panel-styles.js";
import { adoptStyles } from "./styles.js";

/** @typedef {import("./connection.js").Findings} Findings */
/** @typedef {import("./painter.js").MarkKind} MarkKind */

const TITLES = { person: "People", place: "Places", organization: "Organizations", quote: "Quotes" };

/** Milliseconds of quiet before the sum is read out anew, so that it never talks into typing. */
const QUIET = 1000;

/** Milliseconds that an announcement stands in the status. */
const ANNOUNCEMENT = 4000;

/** Lists with headings and switches, and a status that sums up; in the element's shadow tree. */
export class Panel {
  #panel = document.createElement("aside");
  #status = document.createElement("p");
  /** What the status says where there is no text. */
  #empty = slot("empty");
  #groups;
  #timer = 0;
  /** When the sum may take the place of what was announced, in milliseconds as `performance.now` counts. */
  #announcedUntil = 0;
  /** @type {Findings | null} */
  #findings = null;
  /** Calls off the lists that are still to be shown. */
  #stop = () => {};

  /**
   * @param {ShadowRoot} root Where the panel is put.
   * @param {(span: import("./types.js").Span) => void} jump Called with the place that the reader asks for.
   * @param {(kind: MarkKind, isShown: boolean) => void} toggle Called with the kind whose marks the reader
   *   wants to see or not.
   */
  constructor(root, jump, toggle) {
    const panel = this.#panel;
    panel.className = "panel";
    panel.part = "panel";
    panel.ariaLabel = "Findings";
    this.#status.role = "status";
    this.#status.part = "status";
    this.#empty.textContent = "No text yet.";
    this.#status.append(this.#empty);
    this.#groups = KINDS.map((kind) => makeGroup(kind, jump, toggle));
    panel.append(slot("title"), this.#status, ...this.#groups.map(({ group }) => group), slot("legend"));
    adoptStyles(root, PANEL_STYLES);
    root.append(panel);
  }

  /**
   * Shows what was found, each list in a frame of its own, as one of a long text takes a while to lay out.
   *
   * @param {Findings} findings
   * @param {number} [first] The list to begin with.
   */
  show(findings, first = 0) {
    this.#findings = findings;
    this.#stop();
    this.#stop = afterFrame(() => {
      const { kind, list, count } = this.#groups[first];
      const { parts, text } = findings;
      const rows = kind === "quote" ? quoteRows(parts, text) : entityRows(parts, kind);
      list.show(rows);
      write(count, String(rows.length));
      if (first + 1 < this.#groups.length) this.show(findings, first + 1);
      else this.#sumUp();
    });
  }

  /** There may be a text now, of which nothing is known yet. */
  begin() {
    this.#empty.remove();
  }

  /**
   * @param {readonly MarkKind[]} listed The kinds that have a list.
   * @param {readonly MarkKind[]} hidden Those of them whose marks are not painted.
   */
  showKinds(listed, hidden) {
    for (const { kind, group, input } of this.#groups) {
      group.hidden = !listed.includes(kind);
      input.checked = !hidden.includes(kind);
    }
  }

  /**
   * Says something in the status, for a while where there is a sum to go back to.
   *
   * @param {string} words
   */
  announce(words) {
    this.#announcedUntil = performance.now() + ANNOUNCEMENT;
    this.#status.ariaLive = "polite";
    write(this.#status, words);
    this.#sumUp();
  }

  /** Takes the panel away. */
  close() {
    clearTimeout(this.#timer);
    this.#stop();
    this.#panel.remove();
  }

  /** The sum is seen at once, and read out when typing rests. */
  #sumUp() {
    clearTimeout(this.#timer);
    const [findings, status] = [this.#findings, this.#status];
    if (!findings) return;
    const wait = this.#announcedUntil - performance.now();
    if (wait > 0) {
      this.#timer = window.setTimeout(() => this.#sumUp(), wait);
      return;
    }
    const sum = findings.text.trim() === "" ? "" : summarize(findings.parts);
    if (sum === "" ? !this.#empty.isConnected : status.textContent !== sum) {
      status.ariaLive = "off";
      status.replaceChildren(sum || this.#empty);
    }
    this.#timer = window.setTimeout(() => {
      if (status.ariaLive !== "off") return;
      status.ariaLive = "polite";
      // What comes in is read out, even where it was there before.
      status.append(...status.childNodes);
    }, QUIET);
  }
}

/**
 * @param {MarkKind} kind
 * @param {(span: import("./types.js").Span) => void} jump
 * @param {(kind: MarkKind, isShown: boolean) => void} toggle
 */
function makeGroup(kind, jump, toggle) {
  const [group, head, heading, count, label, input, swatch, list] = /** @type {const} */ (
    ["section", "div", "h2", "span", "label", "input", "span", "ul"]
  ).map((name) => document.createElement(name));
  const title = TITLES[kind];
  group.dataset.kind = kind;
  group.part = `group ${kind}`;
  head.className = "head";
  heading.textContent = title;
  heading.part = "heading";
  count.textContent = "0";
  count.className = "count";
  count.part = "count";
  count.ariaHidden = "true";
  label.part = "toggle";
  const box = /** @type {HTMLInputElement} */ (input);
  box.type = "checkbox";
  box.checked = true;
  box.ariaLabel = `Highlight ${title.toLowerCase()}`;
  box.addEventListener("change", () => toggle(kind, box.checked));
  swatch.textContent = "Aa";
  swatch.className = "swatch";
  swatch.ariaHidden = "true";
  list.part = "list";
  list.ariaLabel = title;
  label.append(input, swatch);
  head.append(heading, count, label);
  group.append(head, list);
  return { kind, group, count, input: box, list: new FindingList(/** @type {HTMLUListElement} */ (list), jump) };
}

/** @param {string} name */
function slot(name) {
  const slot = document.createElement("slot");
  slot.name = name;
  return slot;
}

/**
 * Writes words where others stand: the same words anew would be laid out and read out anew.
 *
 * @param {HTMLElement} element
 * @param {string} words
 */
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
