/** Starts `worker.js`, and a page that wants its engine soon does so ahead of everything else. */

import { CopydeskError } from "./errors.js";

/**
 * @typedef {object} Line Two ends of a line, whatever runs at the far one.
 * @property {"worker" | "page"} place Where the engine runs.
 * @property {any} failure The message that says why the far end stopped; null while it has not.
 * @property {(message: any) => void} post
 * @property {(message: any) => void} receive Replaced by whoever listens.
 * @property {() => void} stop
 */

/**
 * @param {string | URL} [url] Where `worker.js` is, if not beside this module.
 * @param {string} [wasm] Where the WebAssembly is, if not beside the worker.
 * @returns {Line}
 * @throws {CopydeskError} `worker` where the browser starts none.
 */
export function startWorker(url, wasm) {
  /** @type {Worker} */
  let worker;
  // By its name the worker knows whether it may already ask for the file beside it.
  const address = url ?? "worker.js";
  const name = wasm === undefined ? "copydesk" : "copydesk with its WebAssembly elsewhere";
  try {
    // A bundler takes the worker along where its address stands in the call.
    worker = url ? new Worker(url, { type: "module", name }) : new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });
  } catch (error) {
    throw new CopydeskError("worker", `The worker could not start from ${address}.`, error);
  }
  /** @type {Line} */
  const line = {
    place: "worker",
    failure: null,
    post: (message) => worker.postMessage(message),
    receive: () => {},
    stop: () => worker.terminate(),
  };
  worker.onmessage = (event) => line.receive(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    line.failure = {
      type: "error",
      code: "worker",
      message: `The worker at ${address} stopped${event.message ? ` (${event.message})` : ""}. Reload the page to go on finding names and quotes; the text stays editable until then.`,
    };
    line.receive(line.failure);
  };
  return line;
}

/**
 * Under this key of the window a line that was started ahead waits to be taken. `start.js` shares no
 * module with `element.js`, as it is to be there long before all of that. Null: none is needed any more.
 */
const AHEAD = Symbol.for("copydesk.line");

/** @type {Record<symbol, Line | null | undefined>} */
const global = /** @type {any} */ (globalThis);

/** Starts a worker for whoever connects first, if nobody has done so yet. */
export function startAhead() {
  if (AHEAD in globalThis) return;
  try {
    global[AHEAD] = startWorker();
  } catch {
    // Who connects finds out, too, and mends it.
  }
}

/** @returns {Line | null} The line that was started ahead; null where there is none, or it was taken already. */
export function takeAhead() {
  const line = global[AHEAD] ?? null;
  global[AHEAD] = null;
  return line;
}
