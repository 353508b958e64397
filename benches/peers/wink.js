/**
 * wink-nlp's default pipeline, which tags words and finds dates, sums of money and the like; it knows
 * no people, places, organizations or quotes.
 */

import winkNLP from "wink-nlp";
import model from "wink-eng-lite-web-model";

const nlp = winkNLP(model);
const { detail, precedingSpaces, span } = nlp.its;

/**
 * What wink finds, as it gives it: without offsets.
 *
 * @param {string} text
 * @returns {{ value: string, type: string }[]}
 */
export function analyze(text) {
  return nlp.readDoc(text).entities().out(detail);
}

/**
 * The same as stretches of the text, to paint it.
 *
 * @param {string} text
 * @returns {{ start: number, end: number, kind: string }[]} In UTF-16 code units.
 */
export function marks(text) {
  const document = nlp.readDoc(text);
  const spaces = document.tokens().out(precedingSpaces);
  const tokens = document.tokens().out();
  let end = 0;
  const spans = tokens.map((/** @type {string} */ token, /** @type {number} */ index) => {
    const start = end + spaces[index].length;
    end = start + token.length;
    return { start, end };
  });
  const kinds = document.entities().out(detail);
  return document
    .entities()
    .out(span)
    .map((/** @type {[number, number]} */ [first, last], /** @type {number} */ index) => ({
      start: spans[first].start,
      end: spans[last].end,
      kind: kinds[index].type,
    }));
}
