/**
 * One engine serves all elements of a page that load it from the same place and have the same house
 * list; it stops with the last of them.
 */

import { connect } from "./connection.js";

/** @typedef {import("./connection.js").Connection} Connection */

/**
 * @typedef {object} SharedEngine
 * @property {Promise<Connection>} connection
 * @property {Promise<string[]>} leftOut A sentence for each entry of the house list that cannot be
 *   used; rejected where it is no house list.
 *
 * @typedef {SharedEngine & { key: string, place: string, users: number }} Entry
 */

/** @type {Map<string, Entry>} */
const engines = new Map();

/**
 * An engine for one more element. Give it back with `release`.
 *
 * @param {object} wish
 * @param {string | null} wish.worker Where `worker.js` is; null for the usual place.
 * @param {string | null} wish.wasm Where `copydesk_bg.wasm` is; null for the usual place.
 * @param {import("./types.js").HouseList | null} wish.list
 * @param {SharedEngine | null} [former] What the element had so far; it is given back.
 * @returns {SharedEngine}
 */
export function lend({ worker, wasm, list }, former = null) {
  const place = JSON.stringify([worker, wasm]);
  const key = JSON.stringify([place, list]);
  const old = /** @type {Entry | null} */ (former);
  if (old?.key === key) return old;
  const shared = engines.get(key);
  if (shared) {
    shared.users += 1;
    if (old) release(old);
    return shared;
  }
  if (old?.place === place && old.users === 1) {
    // Nobody else has it, so the engine stays and only its list changes.
    engines.delete(old.key);
    old.key = key;
    old.leftOut = tell(old.connection, list ?? {});
    engines.set(key, old);
    return old;
  }
  if (old) release(old);
  const connection = connect({ worker: worker ?? undefined, wasm: wasm ?? undefined });
  // The list goes ahead of the first text, so that no text is shown without it.
  const leftOut = list ? tell(connection, list) : Promise.resolve([]);
  const entry = { key, place, users: 1, connection, leftOut };
  engines.set(key, entry);
  connection.catch(() => {
    // What failed once may work the next time: nobody gets this one any more.
    if (engines.get(entry.key) === entry) engines.delete(entry.key);
    entry.key = entry.place = "";
  });
  return entry;
}

/**
 * Gives an engine back that `lend` gave.
 *
 * @param {SharedEngine} engine
 */
export function release(engine) {
  const entry = /** @type {Entry} */ (engine);
  entry.users -= 1;
  // An element that moves takes its engine up again in the same turn.
  setTimeout(() => {
    if (entry.users > 0) return;
    if (engines.get(entry.key) === entry) engines.delete(entry.key);
    entry.connection.then(
      (connection) => connection.close(),
      () => {},
    );
  });
}

/**
 * @param {Promise<Connection>} connection
 * @param {import("./types.js").HouseList} list
 */
function tell(connection, list) {
  const leftOut = connection.then((ready) => ready.setHouseList(list));
  // Whoever waits for it is told; an element that is gone by then need not be.
  leftOut.catch(() => {});
  return leftOut;
}
