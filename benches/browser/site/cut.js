/** Cuts the bench's text into documents. */

/**
 * Documents of about `size` bytes each, whole paragraphs from the start of `text` on, no letter
 * twice. The last stretch that is too short for a document is left out.
 *
 * @param {string} text Paragraphs, with an empty line between them.
 * @param {number} size Bytes as UTF-8.
 * @param {number} most How many documents, at most.
 * @returns {string[]}
 */
export function cut(text, size, most) {
  const encoder = new TextEncoder();
  const documents = [];
  let start = 0;
  let end = 0;
  let bytes = 0;
  while (end < text.length && documents.length < most) {
    const stop = text.indexOf("\n\n", end);
    const next = stop < 0 ? text.length : stop + 2;
    bytes += encoder.encode(text.slice(end, next)).length;
    end = next;
    // The last paragraph may be longer than what is missing, so a few bytes less will do.
    if (bytes < size * 0.98) continue;
    documents.push(text.slice(start, end).trimEnd());
    start = end;
    bytes = 0;
  }
  return documents;
}

/**
 * @param {string[]} documents
 * @returns {number} Bytes as UTF-8, together.
 */
export function weigh(documents) {
  const encoder = new TextEncoder();
  return documents.reduce((sum, document) => sum + encoder.encode(document).length, 0);
}
