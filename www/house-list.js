/** Reads house lists: files of JSON with a newsroom's own names. `types.js` has their shape. */

import { CopydeskError } from "./errors.js";

/** @typedef {import("./types.js").HouseList} HouseList */
/** @typedef {import("./types.js").HouseEntry} HouseEntry */

/** Milliseconds that a server may take; after that the text is highlighted without its list. */
const LONGEST_WAIT = 10_000;

const EXAMPLE =
  '{"always": [{"name": "Harbour Trust", "kind": "organization", "aliases": ["HT"]}], "never": [{"name": "May"}]}';

/**
 * Reads a house list from JSON.
 *
 * @param {string} json
 * @param {string} source What to call it in errors, such as the file's name.
 * @returns {HouseList} Every field has the right type; whether each entry can be used the engine tells.
 * @throws {CopydeskError} `house-list`
 */
export function parseHouseList(json, source) {
  /** @type {unknown} */
  let list;
  try {
    list = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch (error) {
    throw wrong(source, `it is not JSON (${error instanceof Error ? error.message : error})`, error);
  }
  const reason = fault(list);
  if (reason) throw wrong(source, reason);
  return /** @type {HouseList} */ (list);
}

/**
 * Fetches a house list from the page's own origin; no other is ever asked.
 *
 * @param {string} address Relative to the document.
 * @returns {Promise<HouseList>}
 * @throws {CopydeskError} `house-list`
 */
export async function fetchHouseList(address) {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  if (url?.origin !== location.origin) {
    throw new CopydeskError(
      "house-list",
      `The house list was not fetched, as "${address}" is not on this page's own origin, and Copydesk asks no other. Put the file on ${location.origin} and give its address there.`,
    );
  }
  let json;
  try {
    const response = await fetch(url, { mode: "same-origin", signal: AbortSignal.timeout(LONGEST_WAIT) });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    json = await response.text();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CopydeskError(
      "house-list",
      `The house list could not be read from ${url} (${detail}). Put the file there, or give another address.`,
      error,
    );
  }
  return parseHouseList(json, url.href);
}

/**
 * What is wrong with the shape of a list; empty where nothing is.
 *
 * @param {unknown} list
 * @returns {string}
 */
function fault(list) {
  if (!isPlain(list)) return "it is no object";
  for (const [field, entries] of Object.entries(list)) {
    if (field !== "always" && field !== "never") return `it has a field "${field}" besides "always" and "never"`;
    if (!Array.isArray(entries)) return `its field "${field}" is no array`;
    for (const [index, entry] of entries.entries()) {
      const place = `"${field}" number ${index + 1}`;
      if (!isPlain(entry)) return `${place} is no object`;
      const { aliases = [] } = entry;
      for (const text of ["name", "pattern", "kind"]) {
        if (typeof (entry[text] ?? "") !== "string") return `the ${text} of ${place} is no text`;
      }
      if (!Array.isArray(aliases) || aliases.some((alias) => typeof alias !== "string")) {
        return `the aliases of ${place} are no array of texts`;
      }
    }
  }
  return "";
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {string} source
 * @param {string} reason
 * @param {unknown} [cause]
 */
function wrong(source, reason, cause) {
  return new CopydeskError("house-list", `${source} is no house list: ${reason}. It should hold an object such as ${EXAMPLE}.`, cause);
}

/**
 * What is corrected counts before what the list says of the same words.
 *
 * @param {HouseList | null} list
 * @param {Required<HouseList>} corrections
 * @returns {HouseList | null} Null where there is nothing in either.
 */
export function withCorrections(list, { always, never }) {
  if (always.length + never.length === 0) return list;
  const words = new Set([...always, ...never].map((entry) => entry.name));
  /** @param {import("./types.js").HouseEntry[]} [entries] */
  const others = (entries = []) => entries.filter((entry) => entry.name === undefined || !words.has(entry.name));
  return { always: [...always, ...others(list?.always)], never: [...never, ...others(list?.never)] };
}

/** @type {Required<HouseList>} */
export const NO_CORRECTIONS = { always: [], never: [] };

/**
 * Corrections with one more, which counts instead of what was corrected of the same words before.
 *
 * @param {Required<HouseList>} corrections
 * @param {import("./types.js").Correction} correction
 * @returns {Required<HouseList>}
 */
export function corrected({ always, never }, { rule, text, kind }) {
  /** @param {HouseEntry[]} entries */
  const others = (entries) => entries.filter((entry) => entry.name !== text);
  const all = { always: others(always), never: others(never) };
  all[rule].push(kind ? { name: text, kind } : { name: text });
  return all;
}

/**
 * @param {HouseList | null | undefined} list
 * @returns {HouseList | null}
 * @throws {CopydeskError} `house-list` where it is no plain data.
 */
export function copyOf(list) {
  try {
    return list == null ? null : JSON.parse(JSON.stringify(list));
  } catch (error) {
    throw new CopydeskError("house-list", "This house list cannot be copied, as it holds more than plain data. Give what JSON.parse could have made.", error);
  }
}
