/** What a host gives `<article-highlighter>`, and what is told where that cannot be used. */

import { CopydeskError } from "./errors.js";
import { isField } from "./frames.js";
import { KINDS } from "./painter.js";

/** @typedef {import("./highlighter.js").Adapter} Adapter */

/** What some attributes may say. @type {Record<string, readonly string[]>} */
export const KNOWN = { kinds: KINDS, "hidden-kinds": KINDS, panel: ["start", "end", "bottom"], theme: ["light", "dark"] };

/**
 * The kinds that an attribute names, in their own order.
 *
 * @param {string} value
 */
export function kindsOf(value) {
  const named = value.split(/[\s,]+/);
  return KINDS.filter((kind) => named.includes(kind));
}

/** What was warned of: once is enough for a page with many elements. */
const warned = new Set();

/**
 * Says in the console what an attribute should not say.
 *
 * @param {string} attribute
 * @param {string | null} value
 */
export function warnOfUnknown(attribute, value) {
  const known = KNOWN[attribute];
  const unknown = known && value?.split(/[\s,]+/).find((word) => word && !known.includes(word));
  if (!unknown || warned.has(attribute + unknown)) return;
  warned.add(attribute + unknown);
  console.warn(`<article-highlighter ${attribute}="${value}">: "${unknown}" means nothing here. Known are ${known.join(", ")}.`);
}

/**
 * @param {string | null} language
 * @throws {CopydeskError} `language` where the text is said to be in one that the model does not know.
 */
export function checkLanguage(language) {
  if (!language || /^en(?![a-z])/i.test(language)) return;
  throw new CopydeskError(
    "language",
    `Copydesk reads English, and lang="${language}" says that this text is not. Nothing is highlighted, as the findings could not be relied on. Leave the attribute out, or set it to "en", to highlight it all the same.`,
  );
}

/**
 * @param {string} selector
 * @throws {CopydeskError} `argument` where it cannot be read.
 */
export function checkSelector(selector) {
  try {
    document.createDocumentFragment().querySelector(selector);
  } catch (error) {
    throw new CopydeskError("argument", `for="${selector}" is no selector that the browser can read. Give one such as for="#story".`, error);
  }
}

/**
 * @param {Element} target
 * @param {boolean} isEditable Whether it is to become an editor.
 * @throws {CopydeskError} `argument` where it holds no text, or cannot become one.
 */
export function checkTarget(target, isEditable) {
  if (target.nodeName === "SELECT") {
    throw new CopydeskError("argument", "A <select> holds no text that could be highlighted. Name the element that holds the story.");
  }
  if (isEditable && (isField(target) || target.ownerDocument !== document)) {
    throw new CopydeskError("argument", "A text field and what a frame holds cannot be made an editor of the element. Leave out the attribute editable, or name another element of this page.");
  }
}

/**
 * @param {import("./types.js").Span} span
 * @param {number} length Of the text.
 * @throws {CopydeskError} `argument` where it is no span of that text.
 */
export function checkSpan(span, length) {
  const { start, end } = span ?? {};
  if (Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length) return;
  throw new CopydeskError("argument", "jump() takes a span of the text such as { start: 12, end: 17 }, or a mention of the newest analysis, and was given something else.");
}

/**
 * The same adapter; what it makes is looked at when it is called.
 *
 * @param {Adapter} adapter
 * @returns {Adapter} Throws `argument` where that is no text, `no-target` where its editor cannot be read.
 */
export function checkedAdapter(adapter) {
  return (onChange) => {
    /** @type {import("./highlighter.js").TextSource} */
    let source;
    try {
      source = adapter(onChange);
    } catch (error) {
      throw noPlace(error);
    }
    if (source?.root?.nodeType === 1 && typeof source.read === "function") return source;
    throw new CopydeskError(
      "argument",
      "The function given to connect() is no adapter, as it returned no text with a root and a read(). Give what a function of adapters/ makes of an editor, such as prosemirror(view).",
    );
  };
}

/**
 * What `connect` was given is not there to be highlighted, or not any more.
 *
 * @param {unknown} [cause] What an adapter threw.
 */
export function noPlace(cause) {
  const detail = cause instanceof Error ? ` (${cause.message})` : "";
  return new CopydeskError(
    "no-target",
    `What connect() was given stands in no page, so there is nothing to highlight${detail}. It is highlighted once it is put into the page; where an editor was destroyed, connect the new one, once it is mounted.`,
    cause,
  );
}
