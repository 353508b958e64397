/**
 * The house list as the page's editor holds it: rows in the order in which people see them, each an
 * entry with its rule. A row without words is a draft: nobody is told of it.
 */

/** @typedef {import("./types.js").HouseList} HouseList */
/** @typedef {import("./types.js").HouseEntry} HouseEntry */
/** @typedef {import("./types.js").Kind} Kind */

/**
 * @typedef {object} HouseRow
 * @property {"always" | "never"} rule
 * @property {HouseEntry} entry
 */

/**
 * The list that the rows make, drafts left out.
 *
 * @param {readonly HouseRow[]} rows
 * @returns {Required<HouseList>}
 */
export function listOf(rows) {
  return { always: listed(rows, "always").map((row) => row.entry), never: listed(rows, "never").map((row) => row.entry) };
}

/**
 * The rows of a list.
 *
 * @param {HouseList} list
 * @returns {HouseRow[]}
 */
export function rowsOf({ always = [], never = [] }) {
  return [
    ...always.map((entry) => ({ rule: /** @type {const} */ ("always"), entry: { ...entry } })),
    ...never.map((entry) => ({ rule: /** @type {const} */ ("never"), entry: { ...entry } })),
  ];
}

/**
 * The rows with a name put under a rule. What they said of this very name before is dropped.
 *
 * @param {readonly HouseRow[]} rows
 * @param {"always" | "never"} rule
 * @param {string} name
 * @param {Kind} [kind] Of a name that is always one.
 * @returns {HouseRow[]}
 */
export function withName(rows, rule, name, kind) {
  const same = rows.find((row) => row.rule === rule && row.entry.name === name && row.entry.pattern === undefined);
  const rest = rows.flatMap((row) => {
    const { entry } = row;
    if (row === same) return [{ rule, entry: kind ? { ...entry, kind } : { ...entry } }];
    const names = entry.name === undefined ? [] : [entry.name, ...(entry.aliases ?? [])];
    if (entry.pattern !== undefined || !names.includes(name)) return [row];
    // What else the entry names stays as it was, under the first of these names.
    const [first, ...aliases] = names.filter((each) => each !== name);
    return first === undefined ? [] : [{ ...row, entry: { ...entry, name: first, aliases } }];
  });
  return same ? rest : [...rest, { rule, entry: kind ? { name, kind } : { name } }];
}

/**
 * Why rows cannot be used, in words that begin with a capital.
 *
 * @param {readonly HouseRow[]} rows
 * @param {readonly string[]} leftOut What the engine said of `listOf(rows)`.
 * @returns {Map<HouseRow, string>}
 */
export function reasons(rows, leftOut) {
  const places = { always: listed(rows, "always"), never: listed(rows, "never") };
  /** @type {Map<HouseRow, string>} */
  const found = new Map();
  for (const sentence of leftOut) {
    const [, rule, number, reason] = SENTENCE.exec(sentence) ?? [];
    const row = rule === "always" || rule === "never" ? places[rule][Number(number) - 1] : undefined;
    if (row) found.set(row, `Left out: ${reason}`);
  }
  return found;
}

/** The engine's sentence of an entry: its rule, its number from 1, the reason. */
const SENTENCE = /^The house list's entry "(always|never)" number (\d+)(?: \(".*"\))? is left out: (.*)$/s;

/**
 * Whether a row says nothing yet.
 *
 * @param {HouseRow} row
 */
export function isDraft({ entry }) {
  return [entry.name, entry.pattern, ...(entry.aliases ?? [])].every((words) => !words?.trim());
}

/**
 * @param {readonly HouseRow[]} rows
 * @param {"always" | "never"} rule
 */
function listed(rows, rule) {
  return rows.filter((row) => row.rule === rule && !isDraft(row));
}
