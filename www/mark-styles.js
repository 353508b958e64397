/**
 * How marks look. Kinds are told apart by the style of the line, never by colour alone. So that it shows under
 * every name, no line stops at the tails of letters; to find those, the browser would also measure all letters at
 * every key. Each colour has 3:1 or more on the page and on a quote's wash; the text's own colour is left as it is.
 * A host changes them with the custom properties `--copydesk-person`, `-place`, `-organization` (lines), `-quote`
 * and `-active` (washes).
 */

/** The colours on a light page and on a dark one. */
export const COLOURS = {
  person: ["#1d5fc4", "#7fb2ff"],
  place: ["#0f7a48", "#5fd39b"],
  organization: ["#a3327d", "#f195d3"],
  quote: ["#fdf0c4", "#3b3522"],
  active: ["#cfe3ff", "#28466f"],
};

/** The rules where marks are CSS highlights. */
export const HIGHLIGHT_STYLES = rules((kind) => `::highlight(copydesk-${kind})`);

/** The rules where an editor draws marks as elements of its own, with these classes. */
export const CLASS_STYLES = rules((kind) => `.copydesk-${kind}`);

/**
 * The colours of one theme, whatever the `color-scheme` is, by the custom properties that hold them.
 *
 * @param {"light" | "dark"} theme
 * @returns {Record<string, string>}
 */
export function themeColours(theme) {
  return Object.fromEntries(Object.entries(COLOURS).map(([kind, pair]) => [`--copydesk-theme-${kind}`, pair[theme === "light" ? 0 : 1]]));
}

/**
 * The colour of one kind: the host's own, that of the element's theme, or what the `color-scheme` says.
 *
 * @param {keyof typeof COLOURS} kind
 */
export function colour(kind) {
  return `var(--copydesk-${kind}, var(--copydesk-theme-${kind}, light-dark(${COLOURS[kind].join(", ")})))`;
}

/**
 * @param {(kind: string) => string} selector
 * @returns {string}
 */
function rules(selector) {
  const names = ["person", "place", "organization"].map(selector).join(", ");
  return `
${selector("person")} {
  text-decoration: underline solid 2px ${colour("person")};
  text-underline-offset: 0.22em;
}
${selector("place")} {
  text-decoration: underline dotted 2.5px ${colour("place")};
  text-underline-offset: 0.22em;
}
${selector("organization")} {
  text-decoration: underline dashed 2px ${colour("organization")};
  text-underline-offset: 0.22em;
}
${selector("quote")} { background-color: ${colour("quote")}; }
${selector("active")} { background-color: ${colour("active")}; }
${names} { text-decoration-skip-ink: none; }
@media (prefers-contrast: more) {
  ${names} { text-decoration-thickness: 3px; }
}
@media (forced-colors: active) {
  ${names} { text-decoration-color: LinkText; }
  ${selector("quote")} { background-color: Mark; color: MarkText; }
  ${selector("active")} { background-color: Highlight; color: HighlightText; }
}
@media print {
  ${names} { text-decoration-color: #000; }
  ${selector("active")} { background-color: transparent; }
}
`;
}
