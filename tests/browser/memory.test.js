/** What the engine's worker and a page's line to it hold after very many edits. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./browser.js";

/** Tells how much memory the WebAssembly beside it has, whenever it is asked. */
const SPY = `
const { instantiate, instantiateStreaming } = WebAssembly;
const memories = [];
const keep = (instance) => memories.push(instance.exports.memory);
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  keep(made.instance ?? made);
  return made;
};
WebAssembly.instantiateStreaming = async (...given) => {
  const made = await instantiateStreaming(...given);
  keep(made.instance);
  return made;
};
const channel = new BroadcastChannel("memory");
channel.onmessage = () => channel.postMessage(memories.map(({ buffer }) => buffer.byteLength));
`;

/** The worker with that beside it: modules run in the order in which they are named. */
const WORKER = `import "/memory-spy.js";
import "/worker.js";
`;

const ARTICLE =
  "Mayor Ana Ruiz met Jean-Luc O’Neill of the Harbour Council in Lisbon.\n\n" +
  "“We’re done here,” she said. “Nobody wants that.\n\n“Nobody,” Ruiz added.\n\n" +
  "The council 🦖 said that it “will wait” for Mr. O’Neill.\n\n";

/** So many edits are made in all; half of them take the others back. */
const EDITS = 100_000;

/** After so many the most that any of them needs was asked for. */
const FIRST = 40_000;

/** So many edits are made before their marks are waited for, as a fast typist's are. */
const AT_ONCE = 8;

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start({ extra: { "/memory-spy.js": SPY, "/memory-worker.js": WORKER, "/blank.html": "<!doctype html><title>Blank</title>" } });
});
after(() => site.close());

test(`${EDITS.toLocaleString("en")} edits leave no memory behind, neither in the worker nor in the page`, async (context) => {
  const page = await site.page();
  await page.goto(`${site.origin}/blank.html`);
  const session = await page.context().newCDPSession(page);
  await page.evaluate(async (text) => {
    const { connect } = await import(/** @type {any} */ ("/connection.js"));
    const connection = await connect({ worker: "/memory-worker.js", wasm: "/copydesk_bg.wasm" });
    if (connection.place !== "worker") throw new Error("The engine does not run in the worker.");
    // Edits wait for a frame before they are sent, which here would take minutes in all.
    const { setTimeout } = globalThis;
    Object.assign(globalThis, { setTimeout: (/** @type {() => void} */ run) => setTimeout(run) });
    let marked = () => {};
    const live = connection.open(text, { onMarks: () => marked() });
    let random = 11;
    const pick = (/** @type {number} */ below) => {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      return Math.floor((random / 2 ** 32) * below);
    };
    const pieces = ["x", " ", "\n", "\n\n", "“", "”", ",” she said.", " Jo Lee "];
    const channel = new BroadcastChannel("memory");
    Object.assign(globalThis, {
      edit: async (/** @type {number} */ edits, /** @type {number} */ atOnce) => {
        /** What takes back the edits of the last turn. @type {{ from: number, to: number, insert: string }[]} */
        let back = [];
        for (let made = 0; made < edits; made += atOnce) {
          const marks = new Promise((resolve) => (marked = () => resolve(undefined)));
          if (back.length > 0) {
            for (const edit of back.splice(0)) live.edit(edit);
          } else {
            for (let count = 0; count < atOnce; count++) {
              const from = pick(text.length);
              const insert = pieces[pick(pieces.length)];
              live.edit({ from, to: from, insert });
              back.unshift({ from, to: from + insert.length, insert: "" });
            }
          }
          await marks;
        }
        // What is kept for the analysis to come goes with it.
        await live.next();
      },
      memory: () =>
        new Promise((resolve) => {
          channel.onmessage = ({ data }) => resolve(data[0]);
          channel.postMessage("?");
        }),
    });
  }, ARTICLE.repeat(8));
  const edit = async (/** @type {number} */ edits) => {
    for (let made = 0; made < edits; made += 10_000) await page.evaluate((atOnce) => /** @type {any} */ (globalThis).edit(10_000, atOnce), AT_ONCE);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return { wasm: await page.evaluate(() => /** @type {any} */ (globalThis).memory()), heap: usedSize };
  };
  const first = await edit(FIRST);
  const last = await edit(EDITS - FIRST);
  const told = JSON.stringify({ first, last });
  context.diagnostic(told);
  assert.ok(first.wasm > 0 && last.wasm - first.wasm <= 65_536, `the worker's: ${told}`);
  assert.ok(last.heap - first.heap <= 200_000, `the page's: ${told}`);
});
