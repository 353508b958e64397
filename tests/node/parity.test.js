/**
 * The engine in WebAssembly and the native program give the same analyses: same mentions, same
 * scores, same UTF-16 offsets. `cargo xtask test` builds both and says where they are:
 * `COPYDESK_DIST` is the folder, `COPYDESK_CLI` the program.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

/** @typedef {typeof import("../../www/copydesk.js")} EngineModule */
/** @typedef {Awaited<ReturnType<EngineModule["load"]>>} Engine */
/** @typedef {ReturnType<Engine["analyze"]>} Analysis */

/** Sentences with something to find, so that hard texts are more than empty answers. */
const NEWS =
  "“We’re done here,” Mayor Ana Ruiz said in Lisbon on Tuesday. “Nobody,” she added, “wants that.” " +
  "Ruiz, who leads the Harbour Council, met Jean-Luc O’Neill of Acme Corp. in New York.";

/** Texts that offsets, tokenizers and tables are likely to stumble over. */
const HARD = {
  "empty": "",
  "one character": "A",
  "one mark": "“",
  "lone punctuation": "” … — ’ \" ' ( . ! ?",
  "white space alone": " \t\n\r\n\u00a0\u2028\u3000",
  "line ends of Windows": NEWS.replaceAll(". ", ".\r\n\r\n"),
  "line ends of old": NEWS.replaceAll(". ", ".\r"),
  "a zero in the text": `A\u0000${NEWS}`,
  "byte order mark": `\ufeff${NEWS}`,
  "headline in capitals": "MAYOR ANA RUIZ: ‘WE’RE DONE’ WITH NEW YORK TALKS\n\n" + NEWS,
  "emoji in names and quotes": "🎉“We 👩‍👩‍👧‍👦 won 🇵🇹!” Ana 🥇 Ruiz said in 🌉 Lisbon. " + NEWS,
  "letters beyond the first plane": "𝐀𝐧𝐚 𝐑𝐮𝐢𝐳 said: “𝒪𝓀.” " + NEWS,
  "combining marks": "Zoe\u0308 Mu\u0308ller said, “Cafe\u0301.” " + NEWS,
  "Arabic": "قال وزير الخارجية سيرغي لافروف في موسكو: «نحن مستعدون للحوار». " + NEWS,
  "Chinese": "外交部长王毅星期二在北京说：“我们愿意对话。” " + NEWS,
  "quotes never closed": "“One. ‘Two. \"Three,\" Ana Ruiz said. “Four. ".repeat(20),
  "deeply nested marks": "“‘".repeat(500) + "Ana Ruiz" + "’”".repeat(500),
  "one long word": "A".repeat(20_000),
  "one long line of names": "Ana Ruiz of Lisbon and ".repeat(800),
};

const dist = process.env.COPYDESK_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const texts = new Map(Object.entries(HARD));
const articles = fileURLToPath(new URL("../../seeds/articles", import.meta.url));
for (const file of readdirSync(articles).filter((name) => name.endsWith(".txt")).sort()) {
  // Gold files and the report are texts like any other here.
  texts.set(file, readFileSync(join(articles, file), "utf8"));
}

/** @type {Engine} */
let engine;

before(async () => {
  /** @type {EngineModule} */
  const { load } = await import(pathToFileURL(join(dist, "copydesk.js")).href);
  engine = await load();
});

after(() => engine?.close());

test("WebAssembly and the native program give the same analyses", async (suite) => {
  const native = analyzeNatively(texts);
  for (const [name, text] of texts) {
    await suite.test(name, () => {
      const analysis = engine.analyze(text);
      assert.deepStrictEqual({ ...analysis, id: name }, native.get(name));
      assert.equal(analysis.id, null, "an analysis in JavaScript has no id");
    });
  }
});

test("spans cut the text where they say", () => {
  for (const text of texts.values()) {
    for (const { start, end, text: stretch } of engine.analyze(text).mentions) {
      assert.equal(text.slice(start, end), stretch);
    }
  }
});

test("something is found", () => {
  const { mentions, quotes } = engine.analyze(NEWS);
  assert.ok(mentions.length > 0, "no mention in a text full of names");
  assert.ok(quotes.length > 0, "no quote in a text with two");
});

test("marks are the names and quotes of the analysis", () => {
  for (const text of texts.values()) {
    const analysis = engine.analyze(text);
    const marks = engine.marks(text);
    assert.ok(marks instanceof Int32Array);
    assert.equal(marks.length % 4, 0);
    for (let row = 0; row < marks.length; row += 4) {
      const [start, end, kind, id] = marks.slice(row, row + 4);
      const found =
        kind === 3
          ? analysis.quotes.some((quote) => quote.id === id && quote.spans.some((span) => span.start === start && span.end === end))
          : analysis.mentions.some(
              (mention) =>
                mention.start === start &&
                mention.end === end &&
                mention.entity === id &&
                mention.kind === ["person", "place", "organization"][kind],
            );
      assert.ok(found, `marks row ${row / 4} (${start}..${end}, kind ${kind}, id ${id}) is not in the analysis`);
    }
  }
});

/**
 * The analyses of the native program, by name.
 *
 * @param {Map<string, string>} texts
 * @returns {Map<string, Analysis>}
 */
function analyzeNatively(texts) {
  const program = process.env.COPYDESK_CLI;
  assert.ok(program, "COPYDESK_CLI is not set: run this test by cargo xtask test, or set it to the copydesk program");
  const input = [...texts].map(([id, text]) => JSON.stringify({ id, text }) + "\n").join("");
  const run = spawnSync(program, ["analyze", "--input", "jsonl", "--offsets", "utf16"], {
    input,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  assert.equal(run.status, 0, `${program} failed: ${run.error ?? run.stderr}`);
  const analyses = run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(analyses.length, texts.size);
  return new Map(analyses.map((analysis) => [analysis.id, analysis]));
}
