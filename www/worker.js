/**
 * The engine in a dedicated module worker; `protocol.js` tells the messages. Served from the
 * page's own origin, this file needs no `'wasm-unsafe-eval'` in the page's content security policy:
 * a worker goes by the policy of its own response.
 *
 * Its WebAssembly and all its modules are asked for at once, as the first highlight waits for all of
 * them: so nothing is imported the usual way here.
 */

const scope = /** @type {{ name: string, onmessage: ((event: MessageEvent) => void) | null, postMessage(message: any, transfer?: Transferable[]): void }} */ (
  /** @type {unknown} */ (globalThis)
);

/** @type {Promise<Response | undefined>} What goes wrong here is told when the engine asks anew. */
const wasm =
  scope.name === "copydesk" ? fetch(new URL("copydesk_bg.wasm", import.meta.url)).catch(() => undefined) : Promise.resolve(undefined);

/** Those that `responder.js` imports would else be asked for one after another. */
for (const path of ["copydesk.js", "copydesk_glue.js", "errors.js", "formats.js", "format-list.js", "protocol.js"]) {
  import(`./${path}`).catch(() => {});
}

const responding = import("./responder.js").then(({ createResponder }) =>
  createResponder((message, transfer = []) => scope.postMessage(message, transfer), wasm),
);
// An error that nobody catches is the one that the page is told of.
responding.catch((error) => setTimeout(() => { throw error; }));
scope.onmessage = (event) => responding.then((respond) => respond(event.data), () => {});
