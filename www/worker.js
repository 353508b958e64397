/**
 * The engine in a dedicated module worker; `protocol.js` tells the messages. Served from the
 * page's own origin, this file needs no `'wasm-unsafe-eval'` in the page's content security policy:
 * a worker goes by the policy of its own response.
 */

import { createResponder } from "./responder.js";

const scope = /** @type {{ name: string, onmessage: ((event: MessageEvent) => void) | null, postMessage(message: any, transfer?: Transferable[]): void }} */ (
  /** @type {unknown} */ (globalThis)
);

/**
 * The WebAssembly, asked for before the page says to load it, as the first highlight waits for it.
 *
 * @type {Promise<Response | undefined>} What goes wrong here is told when the engine asks anew.
 */
const wasm =
  scope.name === "copydesk" ? fetch(new URL("copydesk_bg.wasm", import.meta.url)).catch(() => undefined) : Promise.resolve(undefined);

const respond = createResponder((message, transfer = []) => scope.postMessage(message, transfer), { early: wasm });
scope.onmessage = (event) => respond(event.data);
