/** Tells a host what failed: when its listeners can be there, and in the console where nobody takes it. */

import { asCopydeskError } from "./errors.js";

/**
 * Resolved when the modules that the host's page names have run: they may be who listens. A page that
 * is `interactive` tells not whether that was so, but its load comes after it.
 */
const hostHasRun = new Promise((resolve) => {
  if (globalThis.document?.readyState !== "complete") for (const type of ["DOMContentLoaded", "load"]) globalThis.addEventListener?.(type, resolve, { once: true });
  else resolve(undefined);
});

/**
 * @param {EventTarget} target What gets the event `copydesk-error`.
 * @param {unknown} error
 * @param {() => boolean} [isStill] Whether it is still so when it can be told.
 */
export async function tellTrouble(target, error, isStill = () => true) {
  await hostHasRun;
  // In a task of its own, as a framework may add its listeners at the end of the one that adds the element.
  setTimeout(() => {
    if (!isStill()) return;
    const { code, message } = asCopydeskError(error);
    const event = new CustomEvent("copydesk-error", { detail: { code, message }, bubbles: true, composed: true, cancelable: true });
    if (target.dispatchEvent(event)) console.warn(`Copydesk, ${code}: ${message}`);
  });
}
