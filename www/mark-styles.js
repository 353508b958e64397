/**
 * How marks look. Kinds are told apart by the style of the line, never by colour alone. Each colour
 * has 3:1 or more on the page and on a quote's wash; the text's own colour is left as it is. A host
 * changes them with the custom properties `--copydesk-person`, `-place`, `-organization` (lines),
 * `-quote` and `-active` (washes).
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
 * The colours of one theme, whatever the `color-scheme` is.
 *
 * @param {string} selector What they are for.
 * @param {"light" | "dark"} theme
 * @returns {string}
 */
export function themeRules(selector, theme) {
  const colours = Object.entries(COLOURS).map(([name, pair]) => `--copydesk-${name}: ${pair[theme === "light" ? 0 : 1]};`);
  return `:where(${selector}) { ${colours.join(" ")} }`;
}

/**
 * @param {(kind: string) => string} selector
 * @returns {string}
 */
function rules(selector) {
  /** @param {keyof typeof COLOURS} kind */
  const colour = (kind) => `var(--copydesk-${kind}, light-dark(${COLOURS[kind].join(", ")}))`;
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
