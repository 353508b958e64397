/**
 * A document that is edited says what the engine says of the same text, whatever the edits, and
 * holds no more memory after many of them. `cargo xtask test` builds the engine and says where it is.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { numbers } from "./numbers.js";

/** @typedef {typeof import("../../www/copydesk.js")} EngineModule */
/** @typedef {Awaited<ReturnType<EngineModule["load"]>>} Engine */

const dist = process.env.COPYDESK_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

const ARTICLE =
  "Mayor Ana Ruiz met Jean-Luc O’Neill of the Harbour Council in Lisbon.\n\n" +
  "“We’re done here,” she said. “Nobody wants that.\n\n“Nobody,” Ruiz added.\n\n" +
  "The council 🦖 said that it “will wait” for Mr. O’Neill.\n";

/** What is typed, pasted and deleted; halves of surrogate pairs among it. */
const PIECES = ["", "", "", "x", " ", "\n", "\n\n", "“", "”", ",” she said.", " Jo Lee ", "🦕", "\ud83e", "\udd96", ARTICLE];

/** @type {EngineModule} */
let module;
/** @type {Engine} */
let engine;

/** What the engine lives in, caught as it starts. @type {WebAssembly.Memory} */
let memory;

before(async () => {
  module = await import(pathToFileURL(join(dist, "copydesk.js")).href);
  const { instantiate } = WebAssembly;
  const spy = async (/** @type {WebAssembly.Module} */ program, /** @type {WebAssembly.Imports} */ imports) => {
    const instance = await instantiate(program, imports);
    memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
    return instance;
  };
  Object.assign(WebAssembly, { instantiate: spy });
  try {
    engine = await module.load();
  } finally {
    Object.assign(WebAssembly, { instantiate });
  }
});

after(() => engine?.close());

test("a document says what the engine says of its text, after any edits", () => {
  const pick = numbers(7);
  const document = engine.open(ARTICLE);
  let text = ARTICLE;
  for (let round = 0; round < 400; round++) {
    const from = pick(text.length + 1);
    const to = Math.min(text.length, from + (pick(3) ? pick(4) : pick(300)));
    const insert = PIECES[pick(PIECES.length)];
    document.replace(from, to, insert);
    text = text.slice(0, from) + insert + text.slice(to);
    assert.equal(document.text, text);
    assert.deepEqual([...document.marks()], [...engine.marks(text)], JSON.stringify(text));
    if (round % 10 === 0) assert.deepEqual(document.analysis(), engine.analyze(text));
  }
  document.close();
});

test("a text may begin with half a pair, and find the other half", () => {
  const document = engine.open("\udd96 Ana Ruiz left.");
  assert.equal(document.text, "\udd96 Ana Ruiz left.");
  document.replace(0, 0, "\ud83e");
  assert.equal(document.text, "🦖 Ana Ruiz left.");
  assert.deepEqual(document.analysis(), engine.analyze("🦖 Ana Ruiz left."));
  document.close();
});

test("a new house list counts at once in open documents", () => {
  const document = engine.open("The Quayside Fund met Ana Ruiz.");
  document.marks();
  engine.setHouseList({ always: [{ name: "Quayside", kind: "place" }], never: [{ name: "Ana Ruiz" }] });
  assert.deepEqual([...document.marks()], [4, 12, 1, 0]);
  engine.setHouseList({});
  assert.deepEqual(document.analysis(), engine.analyze(document.text));
  document.close();
});

test("wrong stretches and closed documents are told", () => {
  const document = engine.open("Ana Ruiz");
  for (const [from, to] of [[0, 9], [-1, 2], [3, 2], [0.5, 2], [NaN, 2]]) {
    assert.throws(() => document.replace(from, to, ""), { code: "argument" }, `${from}..${to}`);
  }
  assert.equal(document.text, "Ana Ruiz");
  document.close();
  assert.throws(() => document.marks(), { code: "closed" });
  assert.throws(() => document.replace(0, 0, ""), { code: "closed" });
});

test("100,000 edits leave no memory behind", async () => {
  const pick = numbers(11);
  const document = engine.open(ARTICLE.repeat(4));
  const edit = (/** @type {number} */ rounds) => {
    for (let round = 0; round < rounds; round++) {
      const at = pick(ARTICLE.length);
      const insert = PIECES[3 + pick(8)];
      document.replace(at, at, insert);
      if (round % 8 === 0) document.marks();
      document.replace(at, at + insert.length, "");
    }
    document.marks();
  };
  // The most that any of these edits needs is asked for within the first ones: in 140,000 rounds of two edits each
  // the memory grew last within the first 27,500.
  edit(30_000);
  const before = memory.buffer.byteLength;
  edit(50_000);
  assert.equal(document.text, ARTICLE.repeat(4));
  assert.ok(memory.buffer.byteLength - before <= 65_536, `${before} bytes before, ${memory.buffer.byteLength} after`);
  document.close();
});

test("WebAssembly that is wrong is told even where an engine runs already", async () => {
  const folder = mkdtempSync(join(tmpdir(), "copydesk-wasm-"));
  try {
    const other = join(folder, "other.wasm");
    writeFileSync(other, Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    await assert.rejects(module.load({ wasm: pathToFileURL(other) }), { code: "wasm-wrong" });
    await assert.rejects(module.load({ wasm: pathToFileURL(join(folder, "none.wasm")) }), { code: "wasm-missing" });
    await assert.rejects(module.load({ wasm: new TextEncoder().encode("no wasm") }), { code: "wasm-wrong" });
    const again = await module.load({ wasm: readFileSync(join(dist, "copydesk_bg.wasm")) });
    assert.ok(again.analyze(ARTICLE).mentions.length > 0);
    again.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
