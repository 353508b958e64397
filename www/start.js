/** Starts the page's worker while the page's other modules are still on their way. */

import { startWorker } from "./worker-line.js";

/** The line to the worker; null where it cannot start, which `connect` then finds out and mends. */
export const line = start();

function start() {
  try {
    return startWorker();
  } catch {
    return null;
  }
}
