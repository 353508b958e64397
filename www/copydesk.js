/**
 * Copydesk's engine: finds people, places, organizations and quotes, with who said them.
 * Runs in a page, in a worker and in Node 20 or newer. Nothing is sent anywhere.
 *
 * ```js
 * import { load } from "./copydesk.js";
 * const engine = await load();
 * const analysis = engine.analyze("“We agreed,” Ana Ruiz said.");
 * ```
 */

import { CopydeskError, asCopydeskError } from "./errors.js";
import initialize, * as glue from "./copydesk_glue.js";
import { unpack } from "./packed.js";

export { CopydeskError };

/** @typedef {import("./types.js").Analysis} Analysis */
/** @typedef {import("./types.js").HouseList} HouseList */
/** @typedef {import("./packed.js").PackedAnalysis} PackedAnalysis */

/** Where the WebAssembly is, or what is in it.
 * @typedef {string | URL | Response | BufferSource | WebAssembly.Module} Source
 */

/**
 * Loads the engine. The WebAssembly is read and compiled once, however often this is called.
 *
 * @param {{ wasm?: Source }} [options]
 *   `wasm`: where `copydesk_bg.wasm` is, or what is in it; by default the file beside this module.
 *   Where an engine runs already, another file is only looked at, whether it is the same release.
 * @returns {Promise<Engine>}
 * @throws {CopydeskError} `csp-wasm`, `wasm-missing` or `wasm-wrong`.
 */
export async function load(options = {}) {
  const source = options.wasm ?? new URL("copydesk_bg.wasm", import.meta.url);
  const first = started === undefined;
  started ??= { place: placeOf(source), module: start(source) };
  const { place, module } = started;
  try {
    await module;
  } catch (error) {
    // What failed once may work the next time, with another file or another connection.
    if (started?.module === module) started = undefined;
    throw error;
  }
  if (!first && options.wasm !== undefined && placeOf(source) !== place) {
    checkBelongs(await compile(source), await module);
  }
  return new Engine();
}

/** @type {{ place: unknown, module: Promise<WebAssembly.Module> } | undefined} */
let started;

/**
 * What tells one source of WebAssembly from another.
 *
 * @param {Source} source
 */
function placeOf(source) {
  return typeof source === "string" || source instanceof URL ? new URL(source, import.meta.url).href : source;
}

/** An analyzer with its model. Made by `load`; free it with `close`. */
export class Engine {
  /** @type {import("./copydesk_glue.js").Engine | null} */
  #core = new glue.Engine();
  #revision = 0;

  /**
   * Everything found in `text`. Any text has an answer.
   *
   * @param {string} text
   * @returns {Analysis} Offsets in UTF-16 code units.
   */
  analyze(text) {
    const core = this.#open();
    checkText(text);
    return run(() => unpack(/** @type {PackedAnalysis} */ (core.analyze(text)), text));
  }

  /**
   * What a page paints, in rows of four: start, end, kind (0 person, 1 place, 2 organization,
   * 3 quote), entity or quote id. Sorted by start; far cheaper to pass around than an analysis.
   *
   * @param {string} text
   * @returns {Int32Array} Offsets in UTF-16 code units.
   */
  marks(text) {
    const core = this.#open();
    checkText(text);
    return run(() => core.marks(text));
  }

  /**
   * Takes a house list in place of the one given before, for every answer from now on, those of
   * open documents included. Each entry that cannot be used is left out and written to the console.
   *
   * @param {HouseList} list `{}` to have none.
   * @returns {string[]} A sentence for each entry that was left out; empty where all is well.
   * @throws {CopydeskError} `house-list` where it is no house list; the one before still holds then.
   */
  setHouseList(list) {
    const core = this.#open();
    const plain = asJson(list);
    try {
      const leftOut = core.set_house_list(plain);
      this.#revision += 1;
      return leftOut;
    } catch (error) {
      if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError) throw asCopydeskError(error);
      throw new CopydeskError("house-list", error.message, error);
    }
  }

  /** How many house lists were set; what was found under an earlier one is out of date. */
  get revision() {
    return this.#revision;
  }

  /**
   * Opens a text that will be edited.
   *
   * @param {string} text
   * @returns {Document}
   */
  open(text) {
    const core = this.#open();
    checkText(text);
    return new Document(this, run(() => core.open(isWhole(text) ? text : "")), text);
  }

  /** Frees the engine's memory. Calls after this one fail with `closed`; closing twice is fine. */
  close() {
    this.#core?.free();
    this.#core = null;
  }

  /** Fails with `closed` after `close`, and does nothing before. */
  assertOpen() {
    this.#open();
  }

  #open() {
    if (!this.#core) throw closed("engine", "load()");
    return this.#core;
  }
}

/**
 * A text under edit, and what is found in it. Made by `Engine.open`. The engine keeps what it found
 * in each paragraph, so that an edit costs its paragraph and little beside.
 *
 * A half of a surrogate pair, which a JavaScript string can hold and an edit can leave alone, reads
 * as U+FFFD until its other half stands beside it.
 */
export class Document {
  /** @type {Engine | null} */
  #engine;
  /** @type {import("./copydesk_glue.js").OpenDocument | null} */
  #core;
  /** The length of the text in UTF-16 code units. */
  #units = 0;
  /** @type {string | null} Read from the core when it is asked for. */
  #text = null;
  /** @type {Analysis | null} Kept until the next edit or house list. */
  #analysis = null;
  /** @type {Int32Array | null} Kept until the next edit or house list. */
  #marks = null;
  /** The engine's revision that these two are of. */
  #revision = 0;

  /**
   * @param {Engine} engine
   * @param {import("./copydesk_glue.js").OpenDocument} core Holds `text`, or nothing if that has
   *   halves of surrogate pairs.
   * @param {string} text
   */
  constructor(engine, core, text) {
    this.#engine = engine;
    this.#core = core;
    if (isWhole(text)) this.#units = text.length;
    else this.replace(0, 0, text);
    this.#text = text;
  }

  /** The text as it stands now. */
  get text() {
    if (this.#text === null) this.#text = this.#core ? readText(this.#core) : "";
    return this.#text;
  }

  /**
   * Replaces a stretch of the text.
   *
   * @param {number} from First code unit that goes.
   * @param {number} to The code unit after the last that goes; equal to `from` to insert.
   * @param {string} insert What comes in its place; empty to delete.
   */
  replace(from, to, insert) {
    const core = this.#open();
    checkText(insert);
    const length = this.#units;
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from > to || to > length) {
      throw new CopydeskError(
        "argument",
        `The stretch ${from}..${to} cannot be replaced in a text of ${length} UTF-16 code units. Give whole numbers with 0 ≤ from ≤ to ≤ ${length}.`,
      );
    }
    run(() => {
      if (isWhole(insert)) core.replace(from, to, insert);
      else core.replace_units(from, to, Uint16Array.from({ length: insert.length }, (_, at) => insert.charCodeAt(at)));
    });
    this.#units = length - (to - from) + insert.length;
    this.#text = null;
    this.#analysis = null;
    this.#marks = null;
  }

  /**
   * Everything found in the text: equal to `engine.analyze(doc.text)`. The same object is given
   * until the next edit or house list.
   *
   * @returns {Analysis} Offsets in UTF-16 code units.
   */
  analysis() {
    this.#open();
    return (this.#analysis ??= unpack(this.packed(), this.text));
  }

  /**
   * The same as arrays, for `unpack` in `packed.js`: cheap to hand to another thread, which can do
   * with the objects as it likes. New arrays at each call.
   *
   * @returns {PackedAnalysis}
   */
  packed() {
    const core = this.#open();
    return run(() => /** @type {PackedAnalysis} */ (core.analysis()));
  }

  /**
   * Reads what came in, ahead of `marks` and `analysis`: who must not be held up for long inserts a
   * long text by pieces and calls this after each. Findings are the same with and without.
   */
  readAhead() {
    const core = this.#open();
    run(() => core.read_ahead());
  }

  /**
   * Takes one of the steps for which `marks` and `analysis` would wait. After `readAhead`, each is the work of some
   * milliseconds in a long text. An edit before the last of them has the whole text read anew.
   *
   * @returns {boolean} Whether there are more.
   */
  advance() {
    const core = this.#open();
    return run(() => core.advance());
  }

  /**
   * What a page paints, as `Engine.marks` gives it; far cheaper than `analysis`, and the way to go
   * while somebody types. The same array is given until the next edit or house list.
   *
   * @returns {Int32Array} Rows of start, end, kind, id.
   */
  marks() {
    const core = this.#open();
    return (this.#marks ??= run(() => core.marks()));
  }

  /** Lets go of the text and its findings. Calls after this one fail with `closed`. */
  close() {
    this.#core?.free();
    this.#core = null;
    this.#engine = null;
    this.#text = "";
    this.#analysis = null;
    this.#marks = null;
  }

  #open() {
    if (!this.#engine || !this.#core) throw closed("document", "engine.open(text)");
    this.#engine.assertOpen();
    if (this.#revision !== this.#engine.revision) {
      this.#revision = this.#engine.revision;
      this.#analysis = null;
      this.#marks = null;
    }
    return this.#core;
  }
}

/**
 * Whether a string holds no half of a surrogate pair.
 *
 * @param {string} text
 */
function isWhole(text) {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * The text of a document, with the halves of surrogate pairs that it holds.
 *
 * @param {import("./copydesk_glue.js").OpenDocument} core
 */
function readText(core) {
  const text = core.text();
  const halves = core.halves();
  if (halves.length === 0) return text;
  const parts = [];
  let from = 0;
  for (let row = 0; row < halves.length; row += 2) {
    parts.push(text.slice(from, halves[row]), String.fromCharCode(halves[row + 1]));
    from = halves[row] + 1;
  }
  return parts.join("") + text.slice(from);
}

/**
 * @param {Source} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function start(source) {
  const module = await compile(source);
  try {
    await initialize({ module_or_path: module });
  } catch (error) {
    throw wrongRelease(error);
  }
  return module;
}

/**
 * Fails unless `module` asks for and offers what `running` does.
 *
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Module} running
 */
function checkBelongs(module, running) {
  /** @param {WebAssembly.Module} each */
  const outline = (each) => JSON.stringify([WebAssembly.Module.imports(each), WebAssembly.Module.exports(each)]);
  if (outline(module) !== outline(running)) throw wrongRelease();
}

/** @param {unknown} [cause] */
function wrongRelease(cause) {
  return new CopydeskError(
    "wasm-wrong",
    "The WebAssembly file does not belong to this copy of copydesk.js. Serve all files of Copydesk from one and the same release.",
    cause,
  );
}

/**
 * @param {Source} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  const content = typeof source === "string" || source instanceof URL ? await read(source) : source;
  try {
    if (!(content instanceof Response)) return await WebAssembly.compile(content);
    if (!content.ok) throw missing(content.url, `the server answered ${content.status}`);
    // Compiling while the bytes arrive is faster, and lets the browser keep the compiled code.
    const type = content.headers.get("content-type")?.split(";")[0].trim();
    return type === "application/wasm"
      ? await WebAssembly.compileStreaming(content)
      : await WebAssembly.compile(await content.arrayBuffer());
  } catch (error) {
    throw explain(error, content instanceof Response ? content.url : "");
  }
}

/**
 * @param {string | URL} location
 * @returns {Promise<Response | BufferSource>}
 */
async function read(location) {
  const url = new URL(location, import.meta.url);
  try {
    if (url.protocol !== "file:") return await fetch(url);
    const { readFile } = await import("node:fs/promises");
    // A view of its own, as the bytes of a small file may lie in a buffer that Node shares.
    return new Uint8Array(await readFile(url));
  } catch (error) {
    throw missing(url.href, error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * Says in words why a module was not compiled.
 *
 * @param {unknown} error
 * @param {string} url Where the bytes came from; empty when they were handed over.
 */
function explain(error, url) {
  if (error instanceof CopydeskError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (/content security policy|unsafe-eval|wasm-eval|disallowed by embedder|blocked by csp/i.test(detail)) {
    return new CopydeskError(
      "csp-wasm",
      "A content security policy blocks WebAssembly, so nothing can be analyzed. Ask whoever runs the site to send the header Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval' with the page and with worker.js.",
      error,
    );
  }
  if (error instanceof WebAssembly.CompileError) {
    const where = url ? `What ${url} holds` : "What was handed to load()";
    return new CopydeskError(
      "wasm-wrong",
      `${where} is not the WebAssembly of Copydesk, or only a part of it (${detail}). Put copydesk_bg.wasm there, from the same release as copydesk.js.`,
      error,
    );
  }
  return missing(url, detail, error);
}

/**
 * @param {string} url
 * @param {string} detail
 * @param {unknown} [cause]
 */
function missing(url, detail, cause) {
  return new CopydeskError(
    "wasm-missing",
    `The WebAssembly of Copydesk could not be read from ${url || "where load() was told to look"} (${detail}). Put copydesk_bg.wasm beside copydesk.js, or say where it is with load({ wasm: url }), or the element with the attribute wasm-url.`,
    cause,
  );
}

/**
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function run(call) {
  try {
    return call();
  } catch (error) {
    throw asCopydeskError(error);
  }
}

/**
 * What a value comes to in JSON, so that a list means the same here and in a file.
 *
 * @param {unknown} value
 * @returns {unknown} Null where JSON cannot say it.
 */
function asJson(value) {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CopydeskError("house-list", `This is no house list, as JSON cannot hold it (${detail}). Give a plain object.`, error);
  }
}

/** @param {unknown} text */
function checkText(text) {
  if (typeof text === "string") return;
  throw new CopydeskError(
    "argument",
    `Copydesk reads strings, and was given ${text === null ? "null" : `a value of type ${typeof text}`}. Pass the text itself.`,
  );
}

/**
 * @param {string} what
 * @param {string} remedy
 */
function closed(what, remedy) {
  return new CopydeskError("closed", `This ${what} was closed. Make a new one with ${remedy}.`);
}
