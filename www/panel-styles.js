/** How the element's panel looks. Colours come in pairs, light and dark, and go by the host's `color-scheme`. */

import { colour } from "./mark-styles.js";

/** What a long list shows farther down costs nothing until it comes into view. */
export const PANEL_STYLES = `
:host { display: block; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([panel="start"]), :host([panel="end"]) { display: flex; gap: 1rem; align-items: flex-start; }
:host([panel="start"]) { flex-direction: row-reverse; }
:host([panel="start"]) ::slotted(:not([slot])), :host([panel="end"]) ::slotted(:not([slot])) { flex: 1; min-width: 0; }
.panel {
  --ink: light-dark(#1c2127, #e6e4df);
  --soft: light-dark(#55606c, #a3acb6);
  --line: light-dark(#d8dde2, #323942);
  --strong: light-dark(#7d8894, #7a8591);
  --paper: light-dark(#ffffff, #1b1f25);
  --hover: light-dark(#f1f4f7, #262c34);
  box-sizing: border-box;
  display: grid;
  gap: 1rem;
  width: var(--copydesk-panel-width, 18rem);
  max-width: 100%;
  max-height: var(--copydesk-panel-height, 30rem);
  padding: 0.75rem;
  overflow: auto;
  scrollbar-gutter: stable;
  background: var(--paper);
  color: var(--ink);
  border: 1px solid var(--line);
  border-radius: var(--copydesk-radius, 0.5rem);
  font: 0.9375rem/1.5 var(--copydesk-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  :focus-visible { outline: 2px solid light-dark(#1d5fc4, #7fb2ff); outline-offset: 2px; }
  [hidden] { display: none; }
  p { min-height: 1.5em; margin: 0; color: var(--soft); font-size: 0.875rem; }
  section { min-width: 0; }
  .head { display: flex; align-items: center; gap: 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
  h2 { margin: 0; font-size: 0.9375rem; font-weight: 650; }
  .count, .finding-count { color: var(--soft); font-variant-numeric: tabular-nums; }
  ul { margin: 0; padding: 0; list-style: none; }
  li:nth-child(n + 12) { content-visibility: auto; contain-intrinsic-block-size: auto 3.25rem; }
  label { display: flex; align-items: center; gap: 0.5rem; min-height: 1.75rem; margin-inline-start: auto; cursor: pointer; }
  input {
    appearance: none;
    box-sizing: border-box;
    order: 2;
    width: 2.125rem;
    height: 1.25rem;
    margin: 0;
    border: 1px solid var(--strong);
    border-radius: 1rem;
    background: radial-gradient(circle at 0.5625rem 50%, var(--strong) 0.375rem, transparent 0.4rem) var(--paper);
    cursor: pointer;
  }
  input:checked {
    border-color: var(--ink);
    background: radial-gradient(circle at calc(100% - 0.5625rem) 50%, var(--paper) 0.375rem, transparent 0.4rem) var(--ink);
  }
  .swatch { padding: 0 0.25rem; color: var(--soft); font: 0.9375rem/1.4 var(--copydesk-text-font, inherit); }
  input:checked + .swatch { color: var(--ink); text-underline-offset: 0.22em; }
  [data-kind="person"] :checked + .swatch { text-decoration: underline solid 2px ${colour("person")}; }
  [data-kind="place"] :checked + .swatch { text-decoration: underline dotted 2.5px ${colour("place")}; }
  [data-kind="organization"] :checked + .swatch { text-decoration: underline dashed 2px ${colour("organization")}; }
  [data-kind="quote"] :checked + .swatch { background: ${colour("quote")}; border-radius: 2px; }
  button {
    background: none;
    color: inherit;
    border: 0;
    border-radius: 0.4375rem;
    font: inherit;
    cursor: pointer;
  }
  button:hover { background: var(--hover); }
  .finding {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    width: 100%;
    min-height: 2rem;
    padding: 0.3125rem 0.5rem;
    text-align: start;
  }
  .finding:focus-visible { outline-offset: -2px; }
  .finding.inner { width: calc(100% - 1rem); margin-inline-start: 1rem; }
  .finding-name { font-family: var(--copydesk-text-font, inherit); font-size: 1rem; line-height: 1.4; overflow-wrap: anywhere; }
  .finding-detail { grid-column: 1 / -1; color: var(--soft); font-size: 0.8125rem; line-height: 1.4; overflow-wrap: anywhere; }
  [data-kind="quote"] .finding { padding-block: 0.4375rem; }
  [data-kind="quote"] .finding-name {
    grid-column: 1 / -1;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    font-size: 0.9375rem;
  }
  [data-kind="quote"] .finding-detail { color: var(--ink); font-weight: 600; }
  [data-kind="quote"] .missing, .finding-note { color: var(--soft); font-weight: 400; }
  .finding-more { min-height: 2rem; margin-top: 0.25rem; padding: 0 0.5rem; border: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem; }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (prefers-contrast: more) { --soft: var(--ink); --line: var(--strong); }
  @media (forced-colors: active) {
    input, input:checked { appearance: auto; background: none; }
    [data-kind="quote"] :checked + .swatch { background: Mark; color: MarkText; }
  }
  @media print {
    max-height: none;
    overflow: visible;
    input { display: none; }
  }
}
:host([panel="bottom"]) .panel { width: 100%; margin-top: 0.75rem; }
`;
