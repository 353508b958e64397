/** The engine behind messages, on a thread that it must not hold up. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const DIST = /** @type {string} */ (process.env.COPYDESK_DIST);

/** So many that they take many slices, on a fast machine as well. */
const PARAGRAPHS = 1200;

/** A text of many paragraphs with names and quotes, all of one document: the last is about the first. */
const TEXT = Array.from(
  { length: PARAGRAPHS },
  (_, line) => `Mayor Ana Ruiz met Jean-Luc O’Neill of the Harbour Council in Lisbon on day ${line}. “We agree 🦖,” Ruiz said, and O’Neill nodded.`,
).join("\n");

/**
 * Asks a responder: the marks and the analysis of the last version, and how many turns others had
 * before these marks.
 *
 * @param {boolean} isSliced
 * @param {readonly any[]} questions Without what every question has.
 */
async function ask(isSliced, questions) {
  const { createResponder } = await import(pathToFileURL(join(DIST, "responder.js")).href);
  const { PROTOCOL } = await import("../../www/protocol.js");
  const last = questions.at(-1).version;
  let turns = 0;
  /** @type {any} */
  let marks;
  const analysis = await new Promise((resolve, reject) => {
    const respond = createResponder(
      (/** @type {any} */ answer) => {
        if (answer.type === "error") reject(new Error(answer.message));
        if (answer.type === "ready") begin();
        if (answer.version !== last) return;
        if (answer.type === "marks") marks = { rows: answer.marks, turns };
        if (answer.type === "analysis") resolve(answer);
      },
      { isSliced },
    );
    const send = (/** @type {any} */ question) => respond({ protocol: PROTOCOL, document: 1, ...question });
    const count = () => {
      turns += 1;
      if (!marks) setImmediate(count);
    };
    const begin = () => {
      for (const question of questions) send(question);
      setImmediate(count);
    };
    send({ type: "load" });
  });
  return { marks: marks.rows, turns: marks.turns, packed: analysis.packed };
}

for (const [how, questions] of /** @type {const} */ ([
  ["opened", [{ type: "open", version: 0, text: TEXT }]],
  [
    "inserted",
    [
      { type: "open", version: 0, text: "“Nobody knows Ana,” it began.\nIt ended." },
      { type: "edit", version: 1, edits: [{ from: 30, to: 33, insert: TEXT }, { from: 0, to: 0, insert: "So: " }] },
    ],
  ],
])) {
  test(`a long text that is ${how} is read in slices, with turns for others between, and found out the same`, async () => {
    const whole = await ask(false, questions);
    const sliced = await ask(true, questions);
    assert.deepEqual(sliced.marks, whole.marks);
    assert.ok(sliced.marks.length > 4 * PARAGRAPHS);
    assert.deepEqual(sliced.packed, whole.packed);
    assert.equal(whole.turns, 0);
    assert.ok(sliced.turns > 2, `${sliced.turns} turns`);
  });
}

test("on a slow machine others have a turn after each piece that is read and each step that is taken", async (context) => {
  const { load } = await import(pathToFileURL(join(DIST, "copydesk.js")).href);
  /** What was done, with "turn" wherever others had one. @type {string[]} */
  const done = [];
  const engine = await load();
  const document = engine.open("");
  const methods = Object.getPrototypeOf(document);
  document.close();
  engine.close();
  for (const name of ["readAhead", "advance"]) {
    const method = methods[name];
    context.mock.method(methods, name, /** @this {unknown} */ function () {
      done.push(name);
      return method.call(this);
    });
  }
  // Each look at the clock finds that 10 ms have passed.
  let time = 0;
  context.mock.method(performance, "now", () => (time += 10));
  const turn = () => {
    if (done.at(-1) !== "turn") done.push("turn");
    timer = setImmediate(turn);
  };
  let timer = setImmediate(turn);
  await ask(true, [{ type: "open", version: 0, text: TEXT }]);
  clearImmediate(timer);
  const work = done.filter((what) => what !== "turn");
  assert.ok(work.filter((what) => what === "readAhead").length > 50, "a slow machine takes small pieces");
  assert.ok(work.filter((what) => what === "advance").length >= 4);
  const pairs = done.flatMap((what, at) => (what !== "turn" && done[at + 1] && done[at + 1] !== "turn" ? [`${what} ${done[at + 1]}`] : []));
  // The last piece and the first step go together.
  assert.deepEqual(pairs, ["readAhead advance"]);
});

test("no analysis is sent of half an edit", async (context) => {
  const { createResponder } = await import(pathToFileURL(join(DIST, "responder.js")).href);
  const { PROTOCOL } = await import("../../www/protocol.js");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {any[]} */
  const answers = [];
  const respond = createResponder((/** @type {any} */ answer) => answers.push(answer), { isSliced: true });
  const has = async (/** @type {string} */ type, /** @type {number} */ version) => {
    while (!answers.some((answer) => answer.type === type && answer.version === version)) {
      await new Promise(setImmediate);
      // A pause ends at once, and what is put off for less than a second is due.
      context.mock.timers.tick(1000);
    }
  };
  const edit = (/** @type {number} */ version, /** @type {string} */ insert) => ({ type: "edit", version, edits: [{ from: 0, to: 0, insert }] });
  for (const question of [{ type: "load" }, { type: "open", version: 0, text: "Ana Ruiz left." }, edit(1, "Then "), edit(2, TEXT)]) {
    respond({ protocol: PROTOCOL, document: 1, ...question });
  }
  await has("analysis", 2);
  const versions = answers.filter(({ type }) => type === "analysis").map(({ version }) => version);
  assert.deepEqual(versions, [0, 2]);
  assert.deepEqual(answers.filter(({ type }) => type === "error"), []);
});

for (const [what, questions, expect] of /** @type {const} */ ([
  ["nobody has written yet", [{ type: "open", version: 0, text: "" }], ["Ana Ruiz left."]],
  ["a text is opened", [{ type: "open", version: 0, text: "Jo Lee left." }], []],
  ["a first letter comes", [{ type: "open", version: 0, text: "" }, { type: "edit", version: 1, edits: [{ from: 0, to: 0, insert: "J" }] }], []],
])) {
  test(`where ${what}, the engine ${expect.length > 0 ? "reads its rehearsal once" : "reads no rehearsal"}`, async (context) => {
    const { createResponder } = await import(pathToFileURL(join(DIST, "responder.js")).href);
    const { load } = await import(pathToFileURL(join(DIST, "copydesk.js")).href);
    const { PROTOCOL } = await import("../../www/protocol.js");
    const analyze = context.mock.method(Object.getPrototypeOf(await load()), "analyze");
    context.mock.timers.enable({ apis: ["setTimeout"] });
    await new Promise((resolve, reject) => {
      const respond = createResponder(
        (/** @type {any} */ answer) => {
          if (answer.type === "error") reject(new Error(answer.message));
          if (answer.type === "marks" && answer.version === questions.at(-1)?.version) setImmediate(resolve);
        },
        { rehearsal: "Ana Ruiz left." },
      );
      for (const question of [{ type: "load" }, ...questions]) respond({ protocol: PROTOCOL, document: 1, ...question });
    });
    for (let seconds = 0; seconds < 3; seconds++) context.mock.timers.tick(1000);
    const read = analyze.mock.calls.map((/** @type {any} */ call) => call.arguments[0]);
    assert.deepEqual(read, expect);
  });
}
