/**
 * A page's line to the engine: in a worker where one can start, on the page's own thread where not.
 */

import { Chunks } from "./chunks.js";
import { mapMarks, mapOffset } from "./edits.js";
import { CopydeskError } from "./errors.js";
import { lettersOf, PackedReader } from "./packed.js";
import { PROTOCOL } from "./protocol.js";
import { startWorker, takeAhead } from "./worker-line.js";

/** @typedef {import("./types.js").Analysis} Analysis */
/** @typedef {import("./types.js").Edit} Edit */

/**
 * Starts the engine and waits until it is ready.
 *
 * @param {{ worker?: string | URL, wasm?: string | URL }} [options] Where `worker.js` and
 *   `copydesk_bg.wasm` are, by default beside this module; then a worker that `start.js` has started is
 *   taken.
 * @returns {Promise<Connection>}
 * @throws {CopydeskError} `argument` where one is no address; else as `load` in `copydesk.js`.
 */
export async function connect(options = {}) {
  const worker = addressOf("worker", options.worker);
  const wasm = addressOf("wasm", options.wasm);
  try {
    const ahead = worker || wasm ? null : takeAhead();
    return await ready(ahead ?? startWorker(worker, wasm), wasm);
  } catch (error) {
    // No worker, or no WebAssembly in it: the page's own thread may be allowed what the worker is not.
    const code = error instanceof CopydeskError ? error.code : "";
    if (code !== "worker" && code !== "csp-wasm") throw error;
    const connection = await ready(await startHere(), wasm);
    if (code === "worker") {
      console.warn(`Copydesk runs on the page's own thread, where long texts hold up typing, as no worker of this release answers at ${worker ?? "worker.js"}. Put worker.js there, on the page's own origin, or name it with worker-url.`, error);
    }
    return connection;
  }
}

/**
 * @param {"worker" | "wasm"} name
 * @param {string | URL} [given]
 * @throws {CopydeskError} `argument`
 */
function addressOf(name, given) {
  if (!given) return undefined;
  if (URL.canParse(given, document.baseURI)) return new URL(given, document.baseURI).href;
  throw new CopydeskError("argument", `"${given}" is no address, so ${name}-url cannot name it. Give the address of the file, such as "/copydesk/${name === "wasm" ? "copydesk_bg.wasm" : "worker.js"}".`);
}

/**
 * Milliseconds that a worker may take to say that it is ours. Its file may come over a slow line; what
 * it loads itself is not waited for.
 */
const LONGEST_WAIT = 15_000;

/** @typedef {import("./worker-line.js").Line} Line */

/** An insertion of so many letters is one slice of a long paste, and others may follow at once. */
const LONG_INSERTION = 4096;

/** Milliseconds without one after which the paste is taken to be complete. */
const PASTE_REST = 60;

/**
 * Milliseconds after an edit until it is sent, which is a frame's time at 60 a second: its letters are on the screen by
 * then, and where there are few cores, the frame that shows them would take longer while another thread reads.
 */
const FRAME = 16;

/** The engine, ready; opens texts. Made by `connect`. */
export class Connection {
  #line;
  /** @type {Map<number, LiveText>} */
  #texts = new Map();
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  #requests = new Map();
  #lastId = 0;

  /** @param {Line} line */
  constructor(line) {
    this.#line = line;
    line.receive = (message) => this.#receive(message);
  }

  /** Where the engine runs: `worker` or `page`. */
  get place() {
    return this.#line.place;
  }

  /**
   * Opens a text that will be edited.
   *
   * @param {string} text
   * @param {LiveTextListener} listener
   * @returns {LiveText}
   */
  open(text, listener) {
    const document = ++this.#lastId;
    const post = (/** @type {any} */ message) => this.#line.post({ protocol: PROTOCOL, document, ...message });
    const live = new LiveText(text, listener, {
      post,
      format: (format) => this.#ask({ type: "format", document, format }),
      close: () => {
        this.#texts.delete(document);
        post({ type: "close" });
      },
    });
    this.#texts.set(document, live);
    post({ type: "open", version: 0, text });
    return live;
  }

  /**
   * Takes a house list in place of the one before. Every open text gets new marks and a new
   * analysis.
   *
   * @param {import("./types.js").HouseList} list `{}` to have none.
   * @returns {Promise<string[]>} A sentence for each entry that was left out.
   * @throws {CopydeskError} `house-list` where it is no house list; the one before still holds then.
   */
  setHouseList(list) {
    return this.#ask({ type: "house-list", list });
  }

  /** Stops the engine. Texts that are still open get no more answers; questions fail with `closed`. */
  close() {
    this.#line.stop();
    this.#texts.clear();
    this.#refuse(new CopydeskError("closed", "The engine was stopped before it could answer. Connect anew and ask again."));
  }

  /**
   * @param {any} message
   * @returns {Promise<any>} What the answer holds.
   */
  #ask(message) {
    return new Promise((resolve, reject) => {
      const request = ++this.#lastId;
      this.#requests.set(request, { resolve, reject });
      try {
        this.#line.post({ protocol: PROTOCOL, request, ...message });
      } catch (error) {
        this.#requests.delete(request);
        const words = "This cannot be handed to the engine, as it holds more than plain data. Give what JSON.parse could have made.";
        reject(new CopydeskError(message.type === "house-list" ? "house-list" : "argument", words, error));
      }
    });
  }

  /** @param {any} message */
  #receive(message) {
    const request = this.#requests.get(message.request);
    const text = this.#texts.get(message.document);
    if (message.type === "error") {
      const error = new CopydeskError(message.code, message.message);
      if (request) {
        request.reject(error);
      } else if (text) {
        text.receive(message);
      } else {
        this.#refuse(error);
        for (const each of this.#texts.values()) each.receive(message);
      }
    } else if (message.type === "formatted") {
      request?.resolve(message.output);
    } else if (message.type === "house-list-set") {
      request?.resolve(message.leftOut);
    } else {
      text?.receive(message);
    }
    this.#requests.delete(message.request);
  }

  /**
   * No answer will come to what was asked.
   *
   * @param {CopydeskError} error
   */
  #refuse(error) {
    for (const { reject } of this.#requests.values()) reject(error);
    this.#requests.clear();
  }
}

/**
 * @typedef {object} LiveTextListener
 * @property {(live: LiveText) => void} [onMarks] New marks to paint.
 * @property {(live: LiveText) => void} [onAnalysis] A new analysis.
 * @property {(error: CopydeskError) => void} [onError]
 */

/** What was found in one version of a text; objects are made of it when somebody asks. */
export class Findings {
  /** The number of edits that the text had then. */
  version;
  /** Single findings, for who needs a few of them. */
  parts;
  #text;
  /** @type {string | null} */
  #letters = null;
  /** @type {Analysis | null} */
  #analysis = null;

  /**
   * @param {number} version
   * @param {() => string} text Gives the text that was analyzed.
   * @param {import("./packed.js").PackedAnalysis} packed
   */
  constructor(version, text, packed) {
    this.version = version;
    this.#text = text;
    this.parts = new PackedReader(packed, () => (this.#letters ??= lettersOf(text())));
  }

  /** The text that was analyzed. */
  get text() {
    return this.#text();
  }

  /** The same object whenever it is asked for. @returns {Analysis} */
  get analysis() {
    return (this.#analysis ??= this.parts.analysis());
  }
}

/**
 * A text under edit and the newest that is known about it. One question is under way at a time;
 * edits made meanwhile go together in the next one, and what is known follows them until then.
 */
export class LiveText {
  /** The number of edits so far. */
  version = 0;
  /** @type {Int32Array} Rows of start, end, kind, id in the text as it stands now; later edits write over it. */
  marks = new Int32Array(0);
  /** @type {Findings | null} The newest analysis; it may be of an earlier version. */
  findings = null;

  /** @type {Int32Array} The marks before those, which nobody needs any more. */
  #spare = new Int32Array(0);
  /** The text as it stands now. */
  #text;
  #line;
  #listener;
  #waiting = true;
  #isPasting = false;
  /** Runs out when a paste is complete. @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Runs out when what was typed is sent. @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  #sentVersion = 0;
  /** @type {Map<number, () => string>} The texts that an analysis may still come for, by version. */
  #sentTexts = new Map();
  /** @type {(Edit & { isInWord: boolean })[]} Not sent yet. */
  #unsent = [];
  /** Where the letters end that were typed last; -1 where something else was done since. */
  #wordEnd = -1;
  /** @type {Edit[]} Made after the version that `findings` are of. */
  #sinceAnalysis = [];
  /** @type {(() => void)[]} Who waits for the next analysis. */
  #waiters = [];

  /**
   * @param {string} text
   * @param {LiveTextListener} listener
   * @param {{ post: (message: any) => void, format: (format: string) => Promise<string>, close: () => void }} line
   */
  constructor(text, listener, line) {
    this.#text = new Chunks(text);
    this.#sentTexts.set(0, () => text);
    this.#listener = listener;
    this.#line = line;
  }

  /**
   * Takes an edit over: marks move with it at once, findings follow.
   *
   * @param {Edit} change
   */
  edit(change) {
    const { from, to, insert } = change;
    const isLong = insert.length >= LONG_INSERTION;
    // Marks end where words do. One that ended at the caret takes in the next letter of its word at once, as the
    // answer would have it do: that saves the browser another frame.
    const edit = { from, to, insert, isInWord: to === this.#wordEnd && from === to && /^\p{L}+$/u.test(insert) };
    this.#wordEnd = /\p{L}$/u.test(insert) ? from + insert.length : -1;
    // What stands in view came before, and is read without it.
    if (isLong && this.#soon !== undefined) this.#sendNow();
    this.#text.edit(edit);
    this.version += 1;
    [this.marks, this.#spare] = [mapMarks(this.marks, [edit], this.#spare), this.marks];
    this.#unsent.push(edit);
    this.#sinceAnalysis.push(edit);
    if (!isLong) {
      this.#soon ??= setTimeout(() => this.#sendNow(), FRAME);
      return;
    }
    // The first slice is what is in view. The rest is read as one when it is all there: until then
    // the page has the processor, and nothing is read twice.
    this.#sendNow();
    this.#isPasting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isPasting = false;
      this.#sendNow();
    }, PASTE_REST);
  }

  /**
   * A span of `findings` in the text as it stands now; empty where its letters are gone.
   *
   * @param {import("./types.js").Span} span
   * @returns {import("./types.js").Span}
   */
  locate(span) {
    const start = mapOffset(this.#sinceAnalysis, span.start, "start");
    return { start, end: Math.max(start, mapOffset(this.#sinceAnalysis, span.end, "end")) };
  }

  /**
   * The text and its findings in one of the export formats.
   *
   * @param {string} format A name from `formats.js`.
   * @returns {Promise<string>}
   */
  format(format) {
    if (this.#unsent.length > 0) this.#send();
    return this.#line.format(format);
  }

  /** Resolves with the next analysis, or when none will come. @returns {Promise<void>} */
  next() {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Lets go of the text. */
  close() {
    this.#letGo();
    this.#listener = {};
    clearTimeout(this.#timer);
    clearTimeout(this.#soon);
    this.#line.close();
  }

  /** @param {any} message */
  receive(message) {
    if (message.type === "error") {
      this.#waiting = false;
      this.#letGo();
      this.#listener.onError?.(new CopydeskError(message.code, message.message));
    } else if (message.type === "marks" && message.version === this.#sentVersion) {
      this.#waiting = false;
      this.#spare = this.marks;
      this.marks = mapMarks(message.marks, this.#unsent);
      if (this.#soon === undefined) this.#sendNow();
      this.#listener.onMarks?.(this);
    } else if (message.type === "analysis") {
      const later = this.version - message.version;
      this.findings = new Findings(message.version, this.#sentTexts.get(message.version) ?? (() => ""), message.packed);
      for (const version of this.#sentTexts.keys()) {
        if (version < message.version) this.#sentTexts.delete(version);
      }
      this.#sinceAnalysis = later > 0 ? this.#sinceAnalysis.slice(-later) : [];
      this.#letGo();
      this.#listener.onAnalysis?.(this);
    }
  }

  #letGo() {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  /** Sends what is unsent, unless an answer or the rest of a paste is awaited. */
  #sendNow() {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    if (!this.#isPasting && !this.#waiting && this.#unsent.length > 0) this.#send();
  }

  #send() {
    this.#line.post({ type: "edit", version: this.version, edits: this.#unsent });
    this.#sentVersion = this.version;
    this.#sentTexts.set(this.version, this.#text.snapshot());
    this.#unsent = [];
    this.#waiting = true;
  }
}

/**
 * @param {Line} line
 * @param {string | undefined} wasm
 * @returns {Promise<Connection>}
 */
async function ready(line, wasm) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    await new Promise((resolve, reject) => {
      const refuse = () => reject(new CopydeskError("worker", "The worker is none of Copydesk's, as it does not answer as one does."));
      line.receive = (message) => {
        if (message?.type === "ready") resolve(undefined);
        else if (message?.type === "loading") clearTimeout(timer);
        else if (message?.type === "error") reject(new CopydeskError(message.code, message.message));
        else refuse();
      };
      timer = setTimeout(refuse, LONGEST_WAIT);
      if (line.failure) line.receive(line.failure);
      else line.post({ protocol: PROTOCOL, type: "load", wasm });
    });
  } catch (error) {
    line.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return new Connection(line);
}

/**
 * Only a page without a worker needs the engine's modules on its own thread.
 *
 * @returns {Promise<Line>}
 */
async function startHere() {
  const { createResponder } = await import("./responder.js").catch((error) => {
    throw new CopydeskError(
      "worker",
      `A part of Copydesk could not be loaded (${error.message}). Put all files of one release beside each other, then reload the page.`,
      error,
    );
  });
  /** @type {Line} */
  const line = { place: "page", failure: null, post: () => {}, receive: () => {}, stop: () => {} };
  line.post = createResponder((message) => line.receive(message), { isSliced: true });
  return line;
}
