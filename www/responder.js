/**
 * The engine behind messages: what `worker.js` runs in a worker, and `connection.js` runs on the
 * page's own thread where no worker can start.
 * `protocol.js` tells the messages.
 */

import { load } from "./copydesk.js";
import { asCopydeskError, CopydeskError } from "./errors.js";
import { exportAnalysis } from "./formats.js";
import { PROTOCOL } from "./protocol.js";

/**
 * Milliseconds without an edit after which the whole analysis is sent, at least: longer than between
 * the keys of a fluent typist, who looks at the marks and not at the lists.
 */
const PAUSE = 200;

/** And at least so many times what the last analysis took, so that long texts do not slow typing. */
const PATIENCE = 5;

/** Milliseconds of work in one slice, where the work is sliced. */
const SLICE = 4;

/** The letters in the first slice, and the least in one: a paragraph or two. */
const LEAST = 1024;

/**
 * @param {(message: any, transfer?: Transferable[]) => void} post Sends an answer.
 * @param {object} [options]
 * @param {Promise<Response | undefined>} [options.early] The WebAssembly, where it was asked for ahead.
 * @param {string} [options.rehearsal] What is read while the first text is still empty, as all that the
 *   engine does for the first time takes longer.
 * @param {boolean} [options.isSliced] Whether long texts are read in slices, with pauses in which the
 *   thread can do other things.
 * @returns {(message: any) => void} Takes a question; they are answered in order.
 */
export function createResponder(post, { early, rehearsal = "", isSliced = false } = {}) {
  /** @type {import("./copydesk.js").Engine | null} */
  let engine = null;
  /** @type {Map<number, { document: import("./copydesk.js").Document, version: number, timer: any, pause: number }>} */
  const open = new Map();
  let queue = Promise.resolve();

  /** @param {any} message @param {Transferable[]} [transfer] */
  const answer = (message, transfer) => post({ protocol: PROTOCOL, ...message }, transfer);

  /** @param {any} message @param {unknown} error */
  const fail = (message, error) => {
    const { code, message: words } = asCopydeskError(error);
    answer({ type: "error", document: message.document, request: message.request, code, message: words });
  };

  /** @param {number} id */
  const sendAnalysis = (id) => {
    const entry = open.get(id);
    if (!entry) return;
    try {
      const begin = performance.now();
      const packed = entry.document.packed();
      answer({ type: "analysis", document: id, version: entry.version, packed }, [packed[0].buffer]);
      entry.pause = Math.max(PAUSE, PATIENCE * (performance.now() - begin));
    } catch (error) {
      fail({ document: id }, error);
    }
  };

  /**
   * Does what marks would wait for, with a pause after every few milliseconds.
   *
   * @param {number} id
   */
  const settle = async (id) => {
    let begin = performance.now();
    for (let isMore = true; isMore; ) {
      isMore = open.get(id)?.document.advance() ?? false;
      if (performance.now() - begin < SLICE) continue;
      await pause();
      begin = performance.now();
    }
  };

  /** @param {number} id */
  const sendMarks = async (id) => {
    if (isSliced) await settle(id);
    const entry = open.get(id);
    if (!entry) return;
    // A copy crosses to the other thread, as the document keeps its own until the next edit.
    const marks = entry.document.marks().slice();
    answer({ type: "marks", document: id, version: entry.version, marks }, [marks.buffer]);
  };

  /**
   * Sends the analysis as soon as typing pauses; the timer of the edit before must have been cleared.
   *
   * @param {number} id
   */
  const sendAnalysisSoon = (id) => {
    const entry = open.get(id);
    if (entry) entry.timer = setTimeout(() => sendAnalysis(id), entry.pause);
  };

  /**
   * Replaces a stretch of a text; a long insertion goes in and is read by pieces, with pauses.
   *
   * @param {number} id
   * @param {import("./types.js").Edit} edit
   */
  const replaceInSlices = async (id, { from, to, insert }) => {
    for (let start = 0, size = LEAST; open.get(id); ) {
      const { document } = /** @type {{ document: import("./copydesk.js").Document }} */ (open.get(id));
      const begin = performance.now();
      const border = insert.indexOf("\n", start + size);
      const end = border < 0 ? insert.length : border + 1;
      document.replace(from + start, start === 0 ? to : from + start, insert.slice(start, end));
      // What is typed is read with all the rest.
      if (start > 0 || end < insert.length) document.readAhead();
      if (end === insert.length) return;
      start = end;
      size = Math.max(LEAST, Math.min(2 * size, (size * SLICE) / (performance.now() - begin)));
      await pause();
    }
  };

  const rehearse = () => {
    if (rehearsal) engine?.analyze(rehearsal);
    rehearsal = "";
  };

  /** @param {any} message */
  const respond = async (message) => {
    if (message.protocol !== PROTOCOL) {
      throw new CopydeskError(
        "worker",
        `The page speaks version ${message.protocol} of the messages and worker.js version ${PROTOCOL}. Serve all of Copydesk's files from one release, and reload the page.`,
      );
    }
    const entry = open.get(message.document);
    switch (message.type) {
      case "load":
        answer({ type: "loading" });
        engine = await load({ wasm: message.wasm ?? (await early) });
        return answer({ type: "ready" });
      case "open":
        if (!engine) throw notLoaded();
        open.set(message.document, { document: engine.open(isSliced ? "" : message.text), version: message.version, timer: 0, pause: PAUSE });
        if (isSliced) await replaceInSlices(message.document, { from: 0, to: 0, insert: message.text });
        await sendMarks(message.document);
        sendAnalysis(message.document);
        if (message.text === "") setTimeout(rehearse, PAUSE);
        else rehearsal = "";
        return;
      case "edit":
        if (!entry) return;
        rehearsal = "";
        // In a pause, it would send the analysis of half an edit, or do all that is left at once.
        clearTimeout(entry.timer);
        for (const edit of message.edits) {
          if (isSliced) await replaceInSlices(message.document, edit);
          else entry.document.replace(edit.from, edit.to, edit.insert);
        }
        entry.version = message.version;
        await sendMarks(message.document);
        return sendAnalysisSoon(message.document);
      case "house-list":
        if (!engine) throw notLoaded();
        answer({ type: "house-list-set", request: message.request, leftOut: engine.setHouseList(message.list) });
        for (const [id, { timer }] of open) {
          clearTimeout(timer);
          await sendMarks(id);
          sendAnalysisSoon(id);
        }
        return;
      case "format":
        if (!entry || !engine) return;
        return answer({
          type: "formatted",
          request: message.request,
          output: exportAnalysis(engine, entry.document.analysis(), entry.document.text, message.format),
        });
      case "close":
        clearTimeout(entry?.timer);
        entry?.document.close();
        open.delete(message.document);
    }
  };

  return (message) => {
    queue = queue.then(() => respond(message)).catch((error) => fail(message, error));
  };
}

/** Others have their turn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

function notLoaded() {
  return new CopydeskError("argument", "The engine is not loaded. Send a load message first.");
}
