/** The "House list" menu: a newsroom's own names, in rows that count as they are typed. */

import { download } from "./download.js";
import { parseHouseList } from "./house-list.js";
import { isDraft, listOf, reasons, rowsOf, withName } from "./house-rows.js";
import { plural } from "./lists.js";

/** @typedef {import("./house-rows.js").HouseRow} HouseRow */
/** @typedef {import("./types.js").Kind} Kind */

/** Milliseconds of quiet after which what was typed counts. */
const QUIET = 150;

/** The file that the list is saved as. */
const FILE = "house-list.json";

/** What a row can say a name is. */
const KINDS = /** @type {const} */ ([
  ["person", "a person"],
  ["place", "a place"],
  ["organization", "an organization"],
]);

/** The list and its menu. It lives as long as the page; only a file keeps it longer. */
export class HouseEditor {
  #apply;
  /** @type {HouseRow[]} */
  #rows = [];
  /** @type {WeakMap<HouseRow, HTMLElement>} */
  #items = new WeakMap();
  #list = find("house-rows");
  #outcome = find("house-outcome");
  #timer = 0;
  #isApplying = false;
  #isStale = false;

  /**
   * @param {(list: import("./types.js").HouseList) => Promise<string[]>} apply Gives the engine the
   *   list; answers a sentence for each entry that it leaves out.
   */
  constructor(apply) {
    this.#apply = apply;
    const opener = find("open-house");
    find("house").addEventListener("toggle", (event) => {
      opener.setAttribute("aria-expanded", String(/** @type {ToggleEvent} */ (event).newState === "open"));
    });
    find("house-add").addEventListener("click", () => this.#add());
    find("house-save").addEventListener("click", () => this.#save());
    const file = /** @type {HTMLInputElement} */ (find("house-file"));
    find("house-open").addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const [chosen] = file.files ?? [];
      if (chosen) await this.#open(chosen);
      // The same file, mended, can be chosen again.
      file.value = "";
    });
    this.#show();
  }

  /**
   * Puts a name on the list; what the list said of it before is dropped.
   *
   * @param {"always" | "never"} rule
   * @param {string} name
   * @param {Kind} [kind] Of a name that is always one.
   */
  put(rule, name, kind) {
    this.#rows = withName(this.#rows, rule, name, kind);
    this.#show();
    this.#applyNow();
  }

  #add() {
    const row = this.#rows.find(isDraft) ?? /** @type {HouseRow} */ ({ rule: "always", entry: { name: "", kind: "person" } });
    if (!this.#rows.includes(row)) this.#rows = [...this.#rows, row];
    this.#show();
    this.#field(row, "words")?.focus();
  }

  /** @param {HouseRow} row */
  #remove(row) {
    const index = this.#rows.indexOf(row);
    this.#rows = this.#rows.filter((each) => each !== row);
    this.#show();
    this.#applyNow();
    const neighbour = this.#rows[Math.min(index, this.#rows.length - 1)];
    (neighbour ? this.#field(neighbour, "remove") : find("house-add"))?.focus();
  }

  /** @param {File} file */
  async #open(file) {
    try {
      const before = new Set(this.#rows.map((row) => JSON.stringify(row)));
      const added = rowsOf(parseHouseList(await file.text(), file.name)).filter((row) => !before.has(JSON.stringify(row)));
      this.#rows = [...this.#rows.filter((row) => !isDraft(row)), ...added];
      this.#show();
      this.#applyNow();
      this.#outcome.textContent = `${plural(added.length, "entry", "entries")} added from ${file.name}.`;
    } catch (error) {
      this.#outcome.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  #save() {
    download(`${JSON.stringify(listOf(this.#rows), null, 2)}\n`, FILE, "application/json");
    this.#outcome.textContent = `Saved as ${FILE}; the command line reads it with --house.`;
  }

  #applySoon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#applyNow(), QUIET);
  }

  /** One list is under way at a time; what is typed meanwhile goes in the next. */
  async #applyNow() {
    clearTimeout(this.#timer);
    this.#isStale = true;
    if (this.#isApplying) return;
    this.#isApplying = true;
    while (this.#isStale) {
      this.#isStale = false;
      const rows = this.#rows.map(({ rule, entry }) => ({ rule, entry: { ...entry } }));
      const current = this.#rows;
      try {
        const found = reasons(rows, await this.#apply(listOf(rows)));
        current.forEach((row, index) => this.#showReason(row, found.get(rows[index]) ?? ""));
      } catch (error) {
        this.#outcome.textContent = error instanceof Error ? error.message : String(error);
      }
    }
    this.#isApplying = false;
  }

  /** Brings the menu in line with the rows. Rows keep their elements, and with them the focus. */
  #show() {
    const items = this.#rows.map((row) => {
      const item = this.#items.get(row) ?? this.#makeItem(row);
      this.#items.set(row, item);
      return item;
    });
    for (const item of [...this.#list.children]) if (!items.includes(/** @type {HTMLElement} */ (item))) item.remove();
    items.forEach((item, index) => {
      if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null);
    });
    this.#count();
    this.#outcome.textContent = "";
  }

  #count() {
    const count = this.#rows.filter((row) => !isDraft(row)).length;
    find("house-count").textContent = count > 0 ? String(count) : "";
    find("house-empty").hidden = this.#rows.length > 0;
  }

  /** @param {HouseRow} row @param {string} reason */
  #showReason(row, reason) {
    const item = this.#items.get(row);
    const field = this.#field(row, "words");
    const words = item?.querySelector(".entry-reason");
    if (!field || !words) return;
    if (words.textContent !== reason) words.textContent = reason;
    field.setAttribute("aria-invalid", String(reason !== ""));
  }

  /** @param {HouseRow} row @param {string} name */
  #field(row, name) {
    return /** @type {HTMLElement | null} */ (this.#items.get(row)?.querySelector(`[data-field="${name}"]`) ?? null);
  }

  /** @param {HouseRow} row */
  #makeItem(row) {
    const template = /** @type {HTMLTemplateElement} */ (find("house-row"));
    const item = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
    /** @template {HTMLElement} T @param {string} name @returns {T} */
    const field = (name) => /** @type {T} */ (item.querySelector(`[data-field="${name}"]`));
    const rule = /** @type {HTMLSelectElement} */ (field("rule"));
    const words = /** @type {HTMLInputElement} */ (field("words"));
    const kind = /** @type {HTMLSelectElement} */ (field("kind"));
    const aliases = /** @type {HTMLInputElement} */ (field("aliases"));
    const pattern = /** @type {HTMLInputElement} */ (field("pattern"));
    const reason = /** @type {HTMLElement} */ (item.querySelector(".entry-reason"));
    reason.id = `house-reason-${++lastItem}`;
    words.setAttribute("aria-describedby", reason.id);
    item.addEventListener("input", () => {
      const { entry } = row;
      if (rule.value !== row.rule) {
        row.rule = rule.value === "never" ? "never" : "always";
        if (row.rule === "always") entry.kind ??= "person";
      } else if (kind.selectedIndex >= 0) {
        if (kind.value === "") delete entry.kind;
        else entry.kind = /** @type {Kind} */ (kind.value);
      }
      const typed = words.value;
      if (pattern.checked) {
        entry.pattern = typed;
        delete entry.name;
        delete entry.aliases;
      } else {
        entry.name = typed;
        delete entry.pattern;
        if (aliases.value !== joined(entry)) {
          entry.aliases = aliases.value.split(";").map((alias) => alias.trim()).filter(Boolean);
        }
        if (entry.aliases?.length === 0) delete entry.aliases;
      }
      show();
      this.#count();
      this.#applySoon();
    });
    item.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
      if (event.target.type === "text" && !isDraft(row)) this.#add();
    });
    field("remove").addEventListener("click", () => this.#remove(row));

    const show = () => {
      const { entry } = row;
      const isPattern = entry.pattern !== undefined;
      const typed = (isPattern ? entry.pattern : entry.name) ?? "";
      rule.value = row.rule;
      const kinds = row.rule === "never" ? [["", "anything"], ...KINDS] : KINDS;
      if (kind.options.length !== kinds.length) kind.replaceChildren(...kinds.map(([value, title]) => new Option(title, value)));
      kind.value = entry.kind ?? "";
      pattern.checked = isPattern;
      if (words.value !== typed) words.value = typed;
      words.classList.toggle("code", isPattern);
      words.ariaLabel = isPattern ? "Pattern" : "Name";
      words.placeholder = isPattern ? "Flight [A-Z]{2}\\d+" : "Name, as it is written";
      if (document.activeElement !== aliases) aliases.value = joined(entry);
      field("also").hidden = isPattern;
      field("remove").ariaLabel = typed.trim() ? `Remove ${typed}` : "Remove this entry";
    };
    show();
    return item;
  }
}

let lastItem = 0;

/**
 * An entry's aliases, as the row shows them. A comma may be a part of a name, a semicolon is not.
 *
 * @param {import("./types.js").HouseEntry} entry
 */
function joined({ aliases = [] }) {
  return aliases.join("; ");
}

/** @param {string} id */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
