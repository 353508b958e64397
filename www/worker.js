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

/**
 * News in few words, with something for most of what the engine does: browsers compile a function when it is
 * first called, and lists are opened then, so that the first text would wait for both.
 */
const rehearsal = `Harbour bridge to close

HULL (Reuters) - The mayor of Hull, Ana Ruiz, said on Monday the bridge "will not open" before May, according to its chief engineer, Jo Lee.

“We are sorry,” she told the BBC. “Nobody wanted that.” But the Coast Guard's spokesman, Lt. Karl Berg, 52, called it a “mess” and accused the mayor of waiting.

Asked whether it was safe, he said: “No.” The company, which built it in 1974, has denied that, adding that the minister had promised to pay.

Ruiz: They were told.

Lee, whose father was an actor, insisted they'd warned Acme Corp. (AC) in a letter. “It's over,” says Dr Ortiz.`;

const respond = createResponder((message, transfer = []) => scope.postMessage(message, transfer), { early: wasm, rehearsal });
scope.onmessage = (event) => respond(event.data);
