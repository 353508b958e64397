/**
 * The one error class of Copydesk: a sentence for people, a code for programs.
 *
 * Codes: `csp-wasm` (a content security policy blocks WebAssembly), `wasm-missing` (the file could
 * not be read), `wasm-wrong` (the file is something else), `worker` (the worker stopped), `closed`
 * (a call after `close`), `argument` (a call with something it cannot use), `format` (an export
 * that cannot be written), `no-target` and `target-gone` (nothing to highlight, not yet or no more),
 * `frame` (a frame out of reach), `language` (a text that is not English), `second-copy` (`element.js` was
 * loaded twice), `house-list` (a house list, or an entry of one, that cannot be used),
 * `fault` (an error inside Copydesk itself).
 */
export class CopydeskError extends Error {
  /**
   * @param {string} code One of the codes above.
   * @param {string} message What happened and what to do, in whole sentences.
   * @param {unknown} [cause] The error that this one explains.
   */
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = "CopydeskError";
    /** One of the codes above. */
    this.code = code;
  }
}

/**
 * Any thrown value as a `CopydeskError`; one that already is comes back as it was.
 *
 * @param {unknown} error
 * @returns {CopydeskError}
 */
export function asCopydeskError(error) {
  if (error instanceof CopydeskError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new CopydeskError(
    "fault",
    `Copydesk stopped because of a fault of its own (${detail}). The text is unchanged; reload the page and try again, and report the fault if it returns.`,
    error,
  );
}
