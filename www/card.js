/** The card that tells what a mark is: shown on hover, kept on click, closed with Escape. */

import { around, boxHere } from "./frames.js";
import { plural, spoken } from "./lists.js";
import { colour } from "./mark-styles.js";
import { adoptStyles } from "./styles.js";

/** @typedef {import("./highlighter.js").Mark} Mark */

/** Milliseconds that the pointer rests on a mark before its card shows. */
const REST = 250;

/** Milliseconds that the pointer may be away, on its way to the card, before it closes. */
const LEAVE = 300;

/** Pixels between a mark and its card, and between the card and the border of the viewport. */
const GAP = 8;

/** A name on the house list is hardly longer, in UTF-16 code units. */
const LONGEST_NAME = 100;

/**
 * The one card of a highlighted text. It never takes the focus by itself, so that the caret stays.
 * Where it takes corrections, selected words get a card, too, and Alt+Enter goes to its first button.
 */
export class Card {
  #card = document.createElement("div");
  #abort = new AbortController();
  #timer = 0;
  #kept = false;
  /** @type {Mark | null} */
  #mark = null;
  /** Holds the card in a modal dialog, apart from the dialog's styles. */
  #guest = document.createElement("div");
  /** The modal dialog around the text, where the card is not in it itself. @type {Element | undefined} */
  #modal;
  #parent;
  #root;
  #highlighter;
  #correct;

  /**
   * @param {HTMLElement} root The text.
   * @param {import("./highlighter.js").Highlighter} highlighter Of that text.
   * @param {ParentNode} parent Where the card is put; outside the text.
   * @param {((correction: import("./types.js").Correction) => void) | null} correct Called with what the
   *   reader says of words that are a mark or selected; null where nobody may.
   */
  constructor(root, highlighter, parent, correct) {
    const card = this.#card;
    this.#root = root;
    this.#parent = parent;
    this.#highlighter = highlighter;
    this.#correct = correct;
    card.className = "copydesk-card";
    card.part = "card";
    card.popover = "manual";
    card.dataset.copydeskSkip = "";
    card.setAttribute("role", "note");
    this.#guest.attachShadow({ mode: "open" });
    this.#settle();
    const { signal } = this.#abort;

    /** @param {MouseEvent} event @param {boolean} keep */
    const showAt = (event, keep) => {
      const hit = highlighter.markAt(event.clientX, event.clientY);
      if (!hit || !highlighter.findings) {
        if (keep || !this.#kept) this.#later(() => this.hide(), keep ? 0 : LEAVE);
        return;
      }
      if (this.#kept && !keep) return;
      const { mark, box } = hit;
      const content = this.#content(mark);
      if (content) this.#later(() => this.#show(mark, content, box, keep), keep || this.#mark ? 0 : REST);
    };
    let frame = 0;
    root.addEventListener(
      "pointermove",
      (event) => {
        if (event.pointerType !== "mouse" || event.buttons !== 0) return;
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => showAt(event, false));
      },
      { signal },
    );
    root.addEventListener("pointerleave", () => !this.#kept && this.#later(() => this.hide(), LEAVE), { signal });
    root.addEventListener("click", (event) => this.#showSelection() || showAt(event, true), { signal });
    root.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (!this.#showSelection() && !this.#showMarkAtCaret()) return;
        event.preventDefault();
        card.querySelector("button")?.focus();
      },
      { signal },
    );
    root.addEventListener("beforeinput", () => this.hide(), { signal });
    card.addEventListener("pointerenter", () => clearTimeout(this.#timer), { signal });
    card.addEventListener("pointerleave", () => !this.#kept && this.#later(() => this.hide(), LEAVE), { signal });
    // A press of a button leaves the caret where it is.
    card.addEventListener(
      "mousedown",
      (event) => event.target instanceof Element && event.target.closest("button") && event.preventDefault(),
      { signal },
    );
    card.addEventListener(
      "focusout",
      (event) => !(event.relatedTarget instanceof Node && card.contains(event.relatedTarget)) && this.hide(),
      { signal },
    );
    // The text may stand in a frame, and the card in the document around it.
    for (const each of new Set([document, root.ownerDocument])) {
      each.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave(event), { signal });
      each.addEventListener(
        "pointerdown",
        (event) => {
          const path = event.composedPath();
          if (!path.includes(card) && !path.includes(root)) this.hide();
        },
        { signal },
      );
      each.addEventListener("scroll", () => this.hide(), { signal, capture: true, passive: true });
    }
  }

  /** Closes the card, if it is open. */
  hide() {
    clearTimeout(this.#timer);
    this.#kept = false;
    this.#mark = null;
    if (this.#card.matches(":popover-open")) this.#card.hidePopover();
    this.#guest.remove();
  }

  /** Puts the card where it can be clicked: outside of a modal dialog nothing can. */
  #settle() {
    const { host = this.#parent } = /** @type {Partial<ShadowRoot>} */ (this.#parent);
    this.#modal = [...around(this.#root)].find((each) => each.ownerDocument === document && each.matches("dialog:modal") && !each.contains(host));
    const place = this.#modal ? /** @type {ShadowRoot} */ (this.#guest.shadowRoot) : this.#parent;
    this.#modal?.append(this.#guest);
    if (this.#card.parentNode === place) return;
    place.append(this.#card);
    adoptStyles(this.#card, STYLES);
  }

  /**
   * Closes the card, and goes back to the text from inside it.
   *
   * @param {Event} [event] What closes it; it closes no dialog besides.
   */
  #leave(event) {
    const isInDialog = [...around(this.#root)].some((each) => each.matches("dialog:modal"));
    if (isInDialog && this.#card.matches(":popover-open")) event?.preventDefault();
    const hadFocus = this.#card.matches(":focus-within");
    this.hide();
    if (hadFocus) this.#root.focus({ preventScroll: true });
  }

  /**
   * Shows the card of the selected words.
   *
   * @returns {boolean} Whether there is one.
   */
  #showSelection() {
    const span = wholeWords(this.#highlighter.text, this.#highlighter.selection);
    if (!span) return false;
    const words = this.#highlighter.text.slice(span.start, span.end);
    const around = this.#highlighter.markAround(span);
    const isMark = around?.kind !== "quote" && around?.start === span.start && around.end === span.end;
    const actions = this.#offer(words, isMark ? around : null);
    const box = this.#highlighter.boxOf(span);
    if (actions.length === 0 || !box) return false;
    const known = isMark ? this.#content(around) : null;
    this.#mark = null;
    this.#show(isMark ? around : { ...span, kind: "quote", id: -1 }, known ?? [line("card-name", words), ...actions], box, true);
    if (!known) this.#card.dataset.kind = "selection";
    return true;
  }

  /** @returns {boolean} Whether the caret stands in a name. */
  #showMarkAtCaret() {
    const mark = this.#highlighter.markAround(this.#highlighter.selection);
    const content = mark && mark.kind !== "quote" ? this.#content(mark) : null;
    const box = mark && this.#highlighter.boxOf(mark);
    if (!mark || !content || !box) return false;
    this.#show(mark, content, box, true);
    return true;
  }

  /**
   * @param {Mark} mark
   * @returns {Node[] | null} Null where the analysis does not know the mark (yet).
   */
  #content(mark) {
    const { findings, text } = this.#highlighter;
    const facts = findings && describe(findings.parts, mark);
    if (!facts || mark.kind === "quote") return facts;
    return [...facts, ...this.#offer(text.slice(mark.start, mark.end), mark)];
  }

  /**
   * @param {string} words
   * @param {Mark | null} mark
   * @returns {Node[]} The buttons for these words; none where nobody may correct.
   */
  #offer(words, mark) {
    const correct = this.#correct;
    if (!correct) return [];
    const group = document.createElement("div");
    group.className = "card-actions";
    group.role = "group";
    group.ariaLabel = `House list: ${words}`;
    /** @param {"always" | "never"} rule @param {readonly (import("./types.js").Kind | null)[]} kinds */
    const addRow = (rule, kinds) => {
      const row = document.createElement("div");
      const lead = rule === "always" ? "Always" : "Never";
      row.append(lead);
      for (const kind of kinds) {
        const button = document.createElement("button");
        button.type = "button";
        button.part = "correction";
        button.textContent = kind ?? "mark this";
        button.ariaLabel = `${lead} ${button.textContent}`;
        button.addEventListener("click", () => {
          this.#leave();
          correct({ rule, text: words, kind, mark });
        });
        row.append(button);
      }
      group.append(row);
    };
    addRow("always", ["person", "place", "organization"]);
    if (mark) addRow("never", [null]);
    return [group];
  }

  /** Takes the card away. */
  close() {
    this.hide();
    this.#abort.abort();
    this.#card.remove();
  }

  /**
   * @param {Mark} mark
   * @param {Node[]} content
   * @param {DOMRect} box Where the mark is.
   * @param {boolean} keep
   */
  #show(mark, content, box, keep) {
    // What the pointer's way here has set going is no longer meant.
    clearTimeout(this.#timer);
    this.#kept = keep;
    const same = this.#mark?.start === mark.start && this.#mark.kind === mark.kind;
    this.#mark = mark;
    const card = this.#card;
    if (same && card.matches(":popover-open")) return;
    card.dataset.kind = mark.kind;
    card.replaceChildren(...content);
    if (!card.matches(":popover-open")) this.#settle();
    card.showPopover();
    const { width, height } = card.getBoundingClientRect();
    box = boxHere(box, this.#root);
    const left = Math.max(GAP, Math.min(box.left, innerWidth - width - GAP));
    const below = box.bottom + GAP;
    const top = below + height > innerHeight - GAP ? Math.max(GAP, box.top - height - GAP) : below;
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  /**
   * @param {() => void} action
   * @param {number} delay Milliseconds.
   */
  #later(action, delay) {
    clearTimeout(this.#timer);
    if (delay === 0) action();
    else this.#timer = window.setTimeout(action, delay);
  }
}

/**
 * A selection widened to whole words, without the white space around them.
 *
 * @param {string} text
 * @param {import("./types.js").Span} selection
 * @returns {import("./types.js").Span | null} Null where it is empty or too much for a name.
 */
function wholeWords(text, { start, end }) {
  if (start < 0 || start >= end || end - start > LONGEST_NAME) return null;
  const selected = text.slice(start, end);
  if (!LETTER.test(selected) || selected.trim().includes("\n")) return null;
  start += selected.length - selected.trimStart().length;
  end -= selected.length - selected.trimEnd().length;
  while (start > 0 && LETTER.test(text[start - 1]) && LETTER.test(text[start])) start--;
  while (end < text.length && LETTER.test(text[end - 1]) && LETTER.test(text[end])) end++;
  return { start, end };
}

/** Halves of surrogate pairs count as letters: they stay together. */
const LETTER = /[\p{L}\p{M}\p{N}\p{Cs}]/u;

/**
 * What a mark is, in the lines of a card.
 *
 * @param {import("./packed.js").PackedReader} parts What was found.
 * @param {Mark} mark
 * @returns {Node[] | null} Null where it does not hold the mark (yet).
 */
function describe(parts, mark) {
  if (mark.kind === "quote") {
    if (mark.id >= parts.quoteCount) return null;
    const { form, speaker } = parts.quote(mark.id);
    const role = speaker?.entity != null ? parts.entity(speaker.entity).role : null;
    return [
      line("card-kind", `${form} quote`),
      line("card-name", speaker ? speaker.name : "No speaker found"),
      ...(role ? [line("card-role", role)] : []),
      ...(speaker ? [line("card-fact", `${speaker.confidence} % sure · ${speaker.rule.replaceAll("-", " ")}`)] : []),
    ];
  }
  if (mark.id >= parts.entityCount) return null;
  const entity = parts.entity(mark.id);
  const mentions = entity.mentions.map((index) => parts.mention(index));
  const place = mentions.findIndex(({ start }) => start === mark.start);
  const facts = [
    place >= 0 ? `Mention ${place + 1} of ${mentions.length}` : plural(mentions.length, "mention", "mentions"),
    ...(place >= 0 ? [`${mentions[place].confidence} % sure`] : []),
    spoken(parts, entity),
  ];
  return [
    line("card-kind", entity.kind),
    line("card-name", entity.name),
    ...(entity.role ? [line("card-role", entity.role)] : []),
    line("card-fact", facts.filter(Boolean).join(" · ")),
  ];
}

/**
 * @param {string} name
 * @param {string} text
 */
function line(name, text) {
  const element = document.createElement("p");
  element.className = name;
  element.textContent = text;
  return element;
}

const STYLES = `
.copydesk-card {
  position: fixed;
  inset: auto;
  box-sizing: border-box;
  margin: 0;
  max-width: min(20rem, calc(100vw - 1rem));
  padding: 0.625rem 0.875rem;
  background: light-dark(#ffffff, #1b1f25);
  color: light-dark(#1c2127, #e6e4df);
  border: 1px solid light-dark(#d8dde2, #3d4651);
  border-inline-start: 3px solid light-dark(#b08a1e, #d9b64c);
  border-radius: 0.5rem;
  box-shadow: 0 8px 24px rgb(0 0 0 / 0.2);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.copydesk-card[data-kind="person"] { border-inline-start-color: ${colour("person")}; }
.copydesk-card[data-kind="place"] { border-inline-start-color: ${colour("place")}; }
.copydesk-card[data-kind="organization"] { border-inline-start-color: ${colour("organization")}; }
.copydesk-card p { margin: 0; }
.copydesk-card .card-kind, .copydesk-card .card-fact { color: light-dark(#55606c, #a3acb6); font-size: 0.8125rem; }
.copydesk-card .card-kind::first-letter { text-transform: uppercase; }
.copydesk-card .card-name {
  font: 600 1.0625rem/1.35 Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, serif;
}
.copydesk-card .card-role { font-size: 0.875rem; }
.copydesk-card .card-fact { margin-top: 0.25rem; }
.copydesk-card[data-kind="selection"] { border-inline-start-color: light-dark(#7d8894, #7a8591); }
.copydesk-card .card-actions { display: grid; gap: 0.375rem; margin-top: 0.5rem; font-size: 0.8125rem; }
.copydesk-card .card-actions div { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem; }
.copydesk-card button {
  min-height: 1.75rem;
  padding: 0 0.5625rem;
  background: light-dark(#f1f4f7, #262c34);
  color: inherit;
  border: 1px solid light-dark(#d8dde2, #3d4651);
  border-radius: 0.4375rem;
  font: 0.8125rem/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  cursor: pointer;
}
.copydesk-card button:focus-visible { outline: 2px solid light-dark(#1d5fc4, #7fb2ff); outline-offset: 2px; }
.copydesk-card button:hover { border-color: light-dark(#7d8894, #7a8591); }
`;
