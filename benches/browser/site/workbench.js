/**
 * The page in which one program analyzes documents: `workbench.html?copydesk` and the like. The
 * bench calls what stands in `globalThis.workbench`.
 */

import { cut, weigh } from "./cut.js";

const subject = await import(`./${location.search.slice(1)}.js`);
const text = await (await fetch("text.txt")).text();

/** What is typed, letter by letter: words that change nothing, and a name, which changes who is who. */
const TYPED = "and so on, Ana Ruiz said ";

const workbench = {
  /**
   * Analyzes documents one by one.
   *
   * @param {number} size Bytes of each document.
   * @param {number} most How many documents, at most.
   * @param {"analyze" | "marks"} call
   * @returns {{ bytes: number, ms: number }} Of a document, on average; no bytes where the text is
   *   too short for one.
   */
  analyze(size, most, call) {
    const documents = cut(text, size, most + 1);
    // A program that slept while the others had their turns finds its caches cold, which a few
    // documents would tell of more than of it; so it begins with one that is not measured: the next
    // one, or where the text has no more, the first.
    if (documents.length > most) subject[call](documents.pop());
    else if (documents.length > 0) subject[call](documents[0]);
    let ms = 0;
    for (const document of documents) {
      const start = performance.now();
      subject[call](document);
      ms += performance.now() - start;
    }
    const count = documents.length || 1;
    return { bytes: Math.round(weigh(documents) / count), ms: ms / count };
  },

  /**
   * Types into an open document near its start, in its middle and near its end, and asks for what a
   * page paints after each key.
   *
   * @param {number} size Bytes of the document.
   * @returns {{ bytes: number, ms: number[] }} One time for each key.
   */
  type(size) {
    const [document] = cut(text, size, 1);
    if (!document) return { bytes: 0, ms: [] };
    const open = subject.engine.open(document);
    open.marks();
    const ms = [];
    for (const share of [0.05, 0.5, 0.95]) {
      // Behind the first word after this place, as somebody would who goes on with a sentence.
      let caret = document.indexOf(" ", Math.floor(document.length * share));
      for (const letter of TYPED) {
        const start = performance.now();
        open.replace(caret, caret, letter);
        open.marks();
        ms.push(performance.now() - start);
        caret += 1;
      }
    }
    open.close();
    return { bytes: weigh([document]), ms };
  },
};

Object.assign(globalThis, { workbench });

/** @typedef {typeof workbench} Workbench */
