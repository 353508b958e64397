/**
 * The messages between a page and the engine behind it, whichever thread that runs on.
 *
 * Every message has `protocol` and `type`. Questions:
 * - `load` `{ wasm?: string }`, answered by `loading` at once, then by `ready` or `error`;
 * - `open` `{ document, version, text }` and `edit` `{ document, version, edits }`, answered by
 *   `marks` `{ document, version, marks }` at once and by `analysis` `{ document, version,
 *   packed }` (see `packed.js`) as soon as typing pauses;
 * - `house-list` `{ request, list }`, answered by `house-list-set` `{ request, leftOut }`, and by new
 *   `marks` and `analysis` for every open text;
 * - `format` `{ document, request, format }`, answered by `formatted` `{ request, output }`;
 * - `close` `{ document }`, not answered.
 *
 * What fails is answered by `error` `{ document?, request?, code, message }`.
 */

/** The version of the messages; both sides must speak the same. */
export const PROTOCOL = 4;
