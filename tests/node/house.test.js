/**
 * A house list in JavaScript does what it does in the command line: the same findings, the same
 * sentences for entries that cannot be used. `cargo xtask test` builds both and says where they are.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseHouseList } from "../../www/house-list.js";
import { listOf, reasons, rowsOf, withName } from "../../www/house-rows.js";

/** @typedef {typeof import("../../www/copydesk.js")} EngineModule */
/** @typedef {Awaited<ReturnType<EngineModule["load"]>>} Engine */
/** @typedef {import("../../www/types.js").HouseList} HouseList */

const TEXT =
  "The Quayside Fund, or QF, met Anna Weber in Berlin. “We leave on flight KX1234,” said Weber, who chairs the QF.";

/** One entry of every manner, and two that cannot be used. */
const LIST = /** @type {HouseList} */ ({
  always: [
    { name: "Quayside Fund", kind: "organization", aliases: ["QF"] },
    { pattern: "flight [A-Z]{2}\\d+", kind: "place" },
    { pattern: "(unclosed", kind: "place" },
    { name: "Zor", kind: "place", ...{ alias: "Zorr" } },
  ],
  never: [{ name: "Berlin", kind: "place" }, { name: "Weber", kind: /** @type {any} */ ("planet") }],
});

/** @type {EngineModule} */
let module;
/** @type {Engine} */
let engine;
const folder = mkdtempSync(join(tmpdir(), "copydesk-house-"));

before(async () => {
  const dist = process.env.COPYDESK_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
  module = await import(pathToFileURL(join(dist, "copydesk.js")).href);
  engine = await module.load();
});

after(() => {
  engine?.close();
  rmSync(folder, { recursive: true });
});

/** @param {import("../../www/types.js").Analysis} analysis */
const names = (analysis) =>
  analysis.mentions.filter((mention) => mention.form === "name").map((mention) => `${mention.kind} ${mention.text}`);

/**
 * What `console.warn` is given while `call` runs.
 *
 * @template T
 * @param {() => T} call
 * @returns {{ result: T, warned: string[] }}
 */
function listening(call) {
  const { warn } = console;
  /** @type {string[]} */
  const warned = [];
  console.warn = (words) => warned.push(words);
  try {
    return { result: call(), warned };
  } finally {
    console.warn = warn;
  }
}

test("the engine and the command line find the same with the same list", () => {
  const program = process.env.COPYDESK_CLI;
  assert.ok(program, "COPYDESK_CLI is not set: run this test by cargo xtask test, or set it to the copydesk program");
  const file = join(folder, "list.json");
  writeFileSync(file, JSON.stringify(LIST));
  const run = spawnSync(program, ["analyze", "--house", file, "--format", "json"], { input: TEXT, encoding: "utf8" });
  assert.equal(run.status, 1, "entries were left out");
  const native = JSON.parse(run.stdout);
  const { result: leftOut, warned } = listening(() => engine.setHouseList(LIST));
  assert.deepEqual(engine.analyze(TEXT), { ...native, id: null });
  assert.equal(leftOut.length, 3);
  for (const sentence of leftOut) assert.ok(run.stderr.includes(sentence), `${sentence}\nis not in\n${run.stderr}`);
  assert.deepEqual(warned, leftOut);
  assert.match(leftOut[0], /"always" number 3 \("\(unclosed"\) is left out: its pattern is no regular expression/);
  assert.match(leftOut[1], /"always" number 4 \("Zor"\) is left out: it has a field "alias"/);
  assert.match(leftOut[2], /"never" number 2 \("Weber"\) is left out: "planet" is no kind/);
});

test("an open document answers by the newest list", () => {
  engine.setHouseList({});
  const doc = engine.open(TEXT);
  const [analysis, marks] = [doc.analysis(), doc.marks()];
  assert.ok(names(analysis).includes("place Berlin"), "found without a list");
  assert.equal(doc.analysis(), analysis, "kept as long as nothing changes");
  listening(() => engine.setHouseList(LIST));
  assert.deepEqual(doc.analysis(), engine.analyze(TEXT));
  assert.deepEqual(doc.marks(), engine.marks(TEXT));
  assert.notDeepEqual(doc.marks(), marks);
  assert.equal(names(doc.analysis()).filter((name) => name === "organization QF").length, 2);
  assert.ok(names(doc.analysis()).includes("place flight KX1234"));
  assert.ok(!names(doc.analysis()).includes("place Berlin"));
  engine.setHouseList({});
  assert.deepEqual(doc.analysis(), analysis);
  doc.close();
});

test("what is no house list is refused in words, and the list before still holds", () => {
  engine.setHouseList({ always: [{ name: "Quayside Fund", kind: "organization", aliases: undefined }] });
  const found = engine.analyze(TEXT);
  /** @type {[any, RegExp][]} */
  const wrong = [
    [null, /it is no object/],
    [undefined, /it is no object/],
    [[], /it is no object/],
    [{ alwyas: [] }, /it has a field "alwyas" besides/],
    [{ always: {} }, /its field "always" is no array/],
    [{ never: ["May"] }, /"never" number 1 is no object/],
    [{ always: [{ name: "A", kind: "place" }, { name: 4 }] }, /the name of "always" number 2 is no text/],
    [{ always: [{ name: "A", aliases: "B" }] }, /the aliases of "always" number 1 are no array of texts/],
  ];
  for (const [list, reason] of wrong) {
    for (const read of [() => engine.setHouseList(list), () => parseHouseList(JSON.stringify(list ?? null), "This")]) {
      assert.throws(read, (/** @type {any} */ error) => {
        assert.equal(error.code, "house-list");
        assert.match(error.message, reason);
        return true;
      });
    }
  }
  const endless = /** @type {any} */ ({ always: [] });
  endless.always.push(endless);
  assert.throws(() => engine.setHouseList(endless), { code: "house-list" });
  assert.throws(() => parseHouseList("{", "list.json"), { message: /^list\.json is no house list: it is not JSON/ });
  assert.deepEqual(engine.analyze(TEXT), found);
});

test("rows keep what a file holds, and its drafts out", () => {
  const rows = rowsOf(LIST);
  assert.deepEqual(listOf(rows), LIST);
  const drafts = /** @type {const} */ (["always", "never"]).map((rule) => ({ rule, entry: { name: " " } }));
  assert.deepEqual(listOf([...drafts, ...rows]), LIST);
});

test("each of the engine's sentences belongs to a row", () => {
  const rows = [{ rule: /** @type {const} */ ("always"), entry: { name: "" } }, ...rowsOf(LIST).reverse()];
  const { result: leftOut } = listening(() => engine.setHouseList(listOf(rows)));
  const found = [...reasons(rows, leftOut)].map(([row, reason]) => [row.entry.name ?? row.entry.pattern, reason]);
  assert.equal(found.length, 3);
  assert.match(found[0].join(" "), /^Zor Left out: it has a field "alias", which no entry has/);
  assert.match(found[1].join(" "), /^\(unclosed Left out: its pattern is no regular expression/);
  assert.match(found[2].join(" "), /^Weber Left out: "planet" is no kind/);
});

test("a name comes under one rule", () => {
  const rows = rowsOf({ always: [{ name: "Quayside Fund", kind: "person", aliases: ["QF"] }] });
  assert.deepEqual(listOf(withName(rows, "always", "Quayside Fund", "organization")), {
    always: [{ name: "Quayside Fund", kind: "organization", aliases: ["QF"] }],
    never: [],
  });
  assert.deepEqual(listOf(withName(rows, "never", "Quayside Fund")), {
    always: [{ name: "QF", kind: "person", aliases: [] }],
    never: [{ name: "Quayside Fund" }],
  });
  assert.deepEqual(listOf(withName(rows, "never", "QF")), {
    always: [{ name: "Quayside Fund", kind: "person", aliases: [] }],
    never: [{ name: "QF" }],
  });
  const once = withName([], "never", "May");
  assert.deepEqual(withName(once, "never", "May"), once);
});
