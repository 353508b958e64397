/**
 * The engine in a dedicated module worker; `protocol.js` tells the messages. Served from the
 * page's own origin, this file needs no `'wasm-unsafe-eval'` in the page's content security policy:
 * a worker goes by the policy of its own response.
 */

import { createResponder } from "./responder.js";

const scope = /** @type {{ onmessage: ((event: MessageEvent) => void) | null, postMessage(message: any, transfer?: Transferable[]): void }} */ (
  /** @type {unknown} */ (globalThis)
);
const respond = createResponder((message, transfer = []) => scope.postMessage(message, transfer));
scope.onmessage = (event) => respond(event.data);
