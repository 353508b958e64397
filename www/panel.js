/** The element's own panel: what was found, beside or below the host's text. */

import { entityRows, FindingList, NO_ROWS, quoteRows, summarize } from "./lists.js";
import { KINDS } from "./painter.js";
import { adoptStyles } from "./styles.js";

const TITLES = { person: "People", place: "Places", organization: "Organizations", quote: "Quotes" };

/** Milliseconds of quiet before the sum is read out anew. */
const QUIET = 1000;

/** Lists with headings, and a status that sums up; in the element's shadow tree. */
export class Panel {
  #panel = document.createElement("aside");
  #status = document.createElement("p");
  #groups;
  #timer = 0;

  /**
   * @param {ShadowRoot} root Where the panel is put.
   * @param {(span: import("./types.js").Span) => void} jump Called with the place that the reader asks for.
   */
  constructor(root, jump) {
    const panel = this.#panel;
    panel.className = "panel";
    panel.part = "panel";
    panel.ariaLabel = "Findings";
    this.#status.role = "status";
    this.#status.part = "status";
    panel.append(this.#status);
    this.#groups = KINDS.map((kind) => {
      const group = document.createElement("section");
      const heading = document.createElement("h2");
      const list = document.createElement("ul");
      group.dataset.kind = kind;
      group.part = `group ${kind}`;
      heading.textContent = TITLES[kind];
      heading.part = "heading";
      list.part = "list";
      list.ariaLabel = TITLES[kind];
      group.append(heading, list);
      panel.append(group);
      return { kind, group, list: new FindingList(list, jump) };
    });
    adoptStyles(root, STYLES);
    root.append(panel);
  }

  /**
   * Shows what was found, of the kinds that are wanted.
   *
   * @param {import("./connection.js").Findings | null} findings Null to show empty lists.
   * @param {readonly string[]} kinds
   */
  show(findings, kinds) {
    for (const { kind, group, list } of this.#groups) {
      group.hidden = !kinds.includes(kind);
      if (!findings) list.show(NO_ROWS);
      else list.show(kind === "quote" ? quoteRows(findings.parts, findings.text) : entityRows(findings.parts, kind));
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const words = findings ? summarize(findings.parts) : "";
      if (this.#status.textContent !== words) this.#status.textContent = words;
    }, QUIET);
  }

  /** Takes the panel away. */
  close() {
    clearTimeout(this.#timer);
    this.#panel.remove();
  }
}

const STYLES = `
:host { display: block; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([panel="start"]), :host([panel="end"]) { display: flex; gap: 1rem; align-items: flex-start; }
:host([panel="start"]) { flex-direction: row-reverse; }
:host([panel="start"]) ::slotted(*), :host([panel="end"]) ::slotted(*) { flex: 1; min-width: 0; }
.panel {
  box-sizing: border-box;
  width: var(--copydesk-panel-width, 18rem);
  max-width: 100%;
  max-height: var(--copydesk-panel-height, 30rem);
  padding: 0.75rem;
  overflow: auto;
  background: light-dark(#ffffff, #1b1f25);
  color: light-dark(#1c2127, #e6e4df);
  border: 1px solid light-dark(#d8dde2, #3d4651);
  border-radius: var(--copydesk-radius, 0.5rem);
  font: 0.9375rem/1.45 var(--copydesk-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
}
:host([panel="bottom"]) .panel { width: 100%; margin-top: 0.75rem; }
.panel p { min-height: 1.45em; margin: 0; color: light-dark(#55606c, #a3acb6); font-size: 0.875rem; }
.panel h2 { margin: 0.75rem 0 0.25rem; font-size: 0.9375rem; }
.panel ul { margin: 0; padding: 0; list-style: none; }
.panel ul:empty::after { content: "None"; color: light-dark(#55606c, #a3acb6); font-size: 0.875rem; }
.panel [data-kind="person"] h2 { text-decoration: underline solid 2px var(--copydesk-person, light-dark(#1d5fc4, #7fb2ff)); }
.panel [data-kind="place"] h2 { text-decoration: underline dotted 2.5px var(--copydesk-place, light-dark(#0f7a48, #5fd39b)); }
.panel [data-kind="organization"] h2 { text-decoration: underline dashed 2px var(--copydesk-organization, light-dark(#a3327d, #f195d3)); }
.panel [data-kind="quote"] h2 { width: fit-content; background: var(--copydesk-quote, light-dark(#fdf0c4, #3b3522)); }
.panel h2 { text-underline-offset: 0.22em; }
.finding {
  display: grid;
  grid-template-columns: 1fr auto;
  width: 100%;
  min-height: 1.75rem;
  padding: 0.1875rem 0.375rem;
  background: none;
  color: inherit;
  border: 0;
  border-radius: 0.25rem;
  font: inherit;
  text-align: start;
  cursor: pointer;
}
.finding:hover { background: light-dark(#f1f4f7, #262c34); }
.finding-name { overflow-wrap: anywhere; }
.finding-count, .finding-detail { color: light-dark(#55606c, #a3acb6); font-size: 0.8125rem; }
.finding-detail { grid-column: 1 / -1; }
.finding.inner { margin-inline-start: 1rem; width: calc(100% - 1rem); }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
