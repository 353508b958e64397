/** The lists beside the article: who and what was found, and what was said by whom. */

import { afterFrame } from "./next-frame.js";

/** @typedef {import("./packed.js").PackedReader} Parts */
/** @typedef {import("./types.js").Span} Span */

/**
 * @typedef {object} Row One entry of a list.
 * @property {string} name What it is called, or the quoted words.
 * @property {string} detail The line under it; may be empty.
 * @property {string} note What is said after that line, in a lower voice; may be empty.
 * @property {boolean} missing Whether that line says that something was not found.
 * @property {string} count A number at the end of the line; may be empty.
 * @property {string} unit What the number counts.
 * @property {boolean} inner Whether it belongs to the entry before it.
 * @property {() => Span[]} spans Where it stands; each press goes to the next.
 *
 * @typedef {object} Rows Entries that are made when they are asked for, as there may be thousands.
 * @property {number} length
 * @property {(index: number) => Row} at
 */

/** A quote is listed by this many of its letters at most. */
const QUOTE_LETTERS = 240;

/** So many entries are shown; then so many more each time the reader asks for more. */
const PART = 100;

/** So many entries are new in one frame, as laying out all of them would hold up a key. */
const STEP = 25;

/** @type {Rows} */
export const NO_ROWS = { length: 0, at: () => { throw new RangeError("An empty list has no rows."); } };

/** One list: a `<ul>` of buttons with one tab stop, arrow keys inside. */
export class FindingList {
  #list;
  #jump;
  #more = document.createElement("button");
  /** How many rows are shown at most. */
  #limit = PART;
  #all = NO_ROWS;
  /** Calls off the entries that are still to come in. */
  #stop = () => {};
  /** @type {Row[]} Those that are shown. */
  #rows = [];
  /** @type {number[]} The span that each row's last press went to. */
  #visited = [];

  /**
   * @param {HTMLUListElement} list An empty list.
   * @param {(span: Span) => void} jump Called with the place that the reader asks for.
   */
  constructor(list, jump) {
    this.#list = list;
    this.#jump = jump;
    list.addEventListener("click", (event) => {
      const index = this.#indexOf(event.target);
      if (index >= 0) this.#press(index);
    });
    list.addEventListener("keydown", (event) => this.#move(event));
    list.addEventListener("focusin", (event) => this.#stopAt(this.#indexOf(event.target)));
    this.#more.type = "button";
    this.#more.className = "finding-more";
    this.#more.part = "more";
    this.#more.addEventListener("click", () => {
      const next = this.#rows.length;
      this.#limit += PART;
      this.show(this.#all);
      this.#buttons()[next]?.focus();
    });
  }

  /**
   * Shows these rows, the first of them where they are many; new entries come in from frame to frame.
   * Entries stay the same elements, so that the focus stays where it is.
   *
   * @param {Rows} all
   */
  show(all) {
    this.#all = all;
    const wanted = Math.min(all.length, this.#limit);
    const rows = Array.from({ length: Math.min(wanted, this.#list.childElementCount + STEP) }, (_, index) => all.at(index));
    this.#stop();
    if (rows.length < wanted) this.#stop = afterFrame(() => this.show(this.#all));
    this.#offerMore(all.length - wanted);
    const buttons = this.#buttons();
    this.#visited = rows.map((row, index) => (this.#rows[index]?.name === row.name ? this.#visited[index] : -1));
    this.#rows = rows;
    rows.forEach((row, index) => {
      let button = buttons[index];
      if (!button) {
        button = document.createElement("button");
        button.type = "button";
        button.className = "finding";
        button.part = "finding";
        button.tabIndex = index === 0 ? 0 : -1;
        const item = document.createElement("li");
        item.append(button);
        this.#list.append(item);
      }
      fill(button, row);
    });
    while (this.#list.childElementCount > rows.length) this.#list.lastElementChild?.remove();
    if (rows.length > 0 && !this.#buttons().some((button) => button.tabIndex === 0)) this.#stopAt(0);
  }

  /** @param {number} left How many rows are not shown. */
  #offerMore(left) {
    if (left === 0) return this.#more.remove();
    const words = `Show ${Math.min(left, PART)} more of ${left}`;
    // What is written anew is laid out anew, even where it says the same.
    if (this.#more.textContent !== words) this.#more.textContent = words;
    if (!this.#more.isConnected) this.#list.after(this.#more);
  }

  #buttons() {
    return [...this.#list.querySelectorAll("button")];
  }

  /** @param {EventTarget | null} target */
  #indexOf(target) {
    const item = target instanceof Element ? target.closest("li") : null;
    return item ? Array.prototype.indexOf.call(this.#list.children, item) : -1;
  }

  /** @param {number} index */
  #press(index) {
    const spans = this.#rows[index].spans();
    if (spans.length === 0) return;
    this.#visited[index] = (this.#visited[index] + 1) % spans.length;
    this.#jump(spans[this.#visited[index]]);
  }

  /** @param {number} index The entry that the tab key comes back to. */
  #stopAt(index) {
    if (index < 0) return;
    for (const button of this.#list.querySelectorAll('button[tabindex="0"]')) /** @type {HTMLElement} */ (button).tabIndex = -1;
    const button = this.#list.children[index]?.querySelector("button");
    if (button) button.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const buttons = this.#buttons();
    const index = this.#indexOf(event.target);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || index < 0) return;
    event.preventDefault();
    buttons[Math.min(Math.max(next, 0), buttons.length - 1)].focus();
  }
}

/**
 * The entries of one kind of entity, in the order of the text.
 *
 * @param {Parts} parts What was found.
 * @param {import("./types.js").Kind} kind
 * @returns {Rows}
 */
export function entityRows(parts, kind) {
  const ids = parts.entitiesOf(kind);
  return {
    length: ids.length,
    at(index) {
      const entity = parts.entity(ids[index]);
      return {
        name: entity.name,
        detail: [entity.role, spoken(parts, entity)].filter(Boolean).join(" · "),
        note: "",
        missing: false,
        count: String(entity.mentions.length),
        unit: entity.mentions.length === 1 ? "mention" : "mentions",
        inner: false,
        spans: () => entity.mentions.map((mention) => parts.mention(mention)),
      };
    },
  };
}

/**
 * How much an entity gets to say: "2 quotes, 31 words". Counted are words in quotation marks.
 *
 * @param {Parts} parts
 * @param {import("./types.js").Entity} entity
 * @returns {string} Empty where it says nothing.
 */
export function spoken(parts, entity) {
  const quotes = entity.quotes.filter((index) => parts.quote(index).within === null).length;
  if (quotes === 0) return "";
  const words = entity.quoted_words;
  return plural(quotes, "quote", "quotes") + (words > 0 ? `, ${plural(words, "word", "words")}` : "");
}

/**
 * The quotes, in the order of the text.
 *
 * @param {Parts} parts What was found.
 * @param {string} text The text that was analyzed.
 * @returns {Rows}
 */
export function quoteRows(parts, text) {
  return {
    length: parts.quoteCount,
    at(index) {
      const quote = parts.quote(index);
      const words = quote.spans.map(({ start, end }) => text.slice(start, end)).join(" … ");
      return {
        name: words.length > QUOTE_LETTERS ? `${words.slice(0, QUOTE_LETTERS).trimEnd()}…` : words,
        detail: quote.speaker ? quote.speaker.name : "no speaker found",
        note: quote.form === "direct" ? "" : quote.form,
        missing: quote.speaker === null,
        count: "",
        unit: "",
        inner: quote.within !== null,
        spans: () => quote.spans,
      };
    },
  };
}

/**
 * What was found, in a sentence: "12 people, 4 places, 3 organizations, 7 quotes".
 *
 * @param {Parts} parts
 * @returns {string}
 */
export function summarize(parts) {
  return [
    plural(parts.entitiesOf("person").length, "person", "people"),
    plural(parts.entitiesOf("place").length, "place", "places"),
    plural(parts.entitiesOf("organization").length, "organization", "organizations"),
    plural(parts.quoteCount, "quote", "quotes"),
  ].join(", ");
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function plural(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * @param {HTMLButtonElement} button
 * @param {Row} row
 */
function fill(button, row) {
  const signature = [row.name, row.detail, row.note, row.count, row.inner].join("\n");
  if (button.dataset.shows === signature) return;
  button.dataset.shows = signature;
  button.classList.toggle("inner", row.inner);
  const parts = [part("finding-name", row.name)];
  if (row.count) {
    const unit = part("visually-hidden", ` ${row.unit}`);
    const count = part("finding-count", row.count);
    count.append(unit);
    parts.push(count);
  }
  if (row.detail) {
    const detail = part(row.missing ? "finding-detail missing" : "finding-detail", row.detail);
    if (row.note) detail.append(" ", part("finding-note", row.note));
    parts.push(detail);
  }
  // Blanks between the parts keep them apart where they are read out as one name.
  button.replaceChildren(...parts.flatMap((each) => [each, " "]));
}

/**
 * @param {string} name
 * @param {string} text
 */
function part(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
