/** What comes from a clipboard or a drop, as plain text. */

import { textOf } from "./adapters/dom.js";

/**
 * The text to insert: the plain text where it is as good as the markup's, else the markup's, with
 * its paragraphs kept. Markup itself never gets in.
 *
 * @param {DataTransfer} transfer
 * @returns {string} Lines end with `\n`.
 */
export function plainTextOf(transfer) {
  const plain = normalizeLines(transfer.getData("text/plain"));
  const markup = transfer.getData("text/html");
  if (markup === "") return plain;
  const fromMarkup = normalizeLines(textOf(new DOMParser().parseFromString(markup, "text/html").body));
  // Some programs put a whole article on one line of their plain text.
  return countLines(plain) < countLines(fromMarkup) ? fromMarkup : plain;
}

/**
 * @param {string} text
 * @returns {string} The same with every line end written `\n`.
 */
export function normalizeLines(text) {
  return text.replace(/\r\n?/g, "\n");
}

/** @param {string} text */
function countLines(text) {
  return text.split("\n").filter((line) => line.trim() !== "").length;
}
