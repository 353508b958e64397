/** compromise's nearest equivalent: people, places, organizations and quotations, with offsets. */

import nlp from "compromise";

const OUTPUT = { offset: true, terms: false };

/**
 * @param {string} text
 * @returns {{ start: number, end: number, kind: string }[]} In UTF-16 code units.
 */
export function analyze(text) {
  const document = nlp(text);
  /** @param {any} view @param {string} kind */
  const found = (view, kind) =>
    view.json(OUTPUT).map((/** @type {any} */ each) => {
      const { start, length } = each.offset;
      return { start, end: start + length, kind };
    });
  return [
    ...found(document.people(), "person"),
    ...found(document.places(), "place"),
    ...found(document.organizations(), "organization"),
    ...found(document.quotations(), "quote"),
  ];
}

export { analyze as marks };
