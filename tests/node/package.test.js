/** The npm package, as somebody has it who installed it: its names, its types, its modules in Node. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const DIST = /** @type {string} */ (process.env.COPYDESK_DIST);
const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What a host writes; each line with an error that is expected must have one. */
const HOST = `
import "copydesk/element";
import { load, type Analysis } from "copydesk";
import { formats } from "copydesk/formats";
import { wordpressTags } from "copydesk/newsroom";
import { ckeditor5 } from "copydesk/adapters/ckeditor5";
import { codemirror } from "copydesk/adapters/codemirror.js";
import { CopydeskError } from "copydesk/element";

const element = document.createElement("article-highlighter");
element.htmlFor = "#story";
element.readOnly = true;
element.lists = { always: [{ name: "Harbour Trust", kind: "organization" }] };
element.connect(ckeditor5({}));
const analysis: Analysis | null = element.getAnalysis();
addEventListener("copydesk-correct", ({ detail }) => detail.rule);
document.addEventListener("copydesk-analysis", ({ detail }) => detail.analysis.entities.length);
document.body.attachShadow({ mode: "open" }).addEventListener("copydesk-ready", ({ detail }) => detail.place);
document.querySelector(".story")?.addEventListener("copydesk-select", ({ detail }) => detail.mark.kind);
const code = (error: unknown) => (error instanceof CopydeskError ? error.code : codemirror.name);
element.htmlFor = null;
element.addEventListener("copydesk-analysis", ({ detail }) => wordpressTags(detail.analysis, { most: 3 }));
element.addEventListener("copydesk-error", ({ detail }) => detail.code.length + detail.message.length);
const output: Promise<string> = element.export(formats[0].name);
const engine = await load();
const marks: Int32Array = engine.marks("text");
// @ts-expect-error
element.connect("#story");
// @ts-expect-error
element.lists = { always: [{ name: "Harbour Trust", kind: "harbour" }] };
// @ts-expect-error
element.addEventListener("copydesk-select", ({ detail }) => detail.nothing);
// @ts-expect-error
addEventListener("copydesk-analysis", ({ detail }) => detail.nothing);
export { analysis, code, marks, output };
`;

/** The snippet of the documentation that a host copies into its own code. */
const SNIPPET = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8")
  .match(/## Into your data\n+```js\n([^]*?)```/)?.[1]
  .replace(/"\/(copydesk\/\w+)\.js"/g, '"$1"')
  // The page of whoever copies it has the element.
  .replace(/(querySelector\(.*\));/, "$1!;");

/** @type {string} */
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "copydesk-package-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(DIST, join(folder, "node_modules/copydesk"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} args */
function node(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

for (const module of ["nodenext", "bundler"]) {
  test(`its types say what a host may write, with modules found as ${module} finds them`, () => {
    assert.ok(SNIPPET);
    writeFileSync(join(folder, "host.ts"), HOST);
    writeFileSync(join(folder, "snippet.ts"), `import "copydesk/element"; declare const superdesk: any, article: any;\n${SNIPPET}`);
    const found = module === "bundler" ? ["--module", "esnext", "--moduleResolution", "bundler"] : ["--module", "nodenext"];
    node([TSC, "--noEmit", "--strict", "--target", "es2023", "--lib", "esnext,dom,dom.iterable", "--types", "", ...found, "host.ts", "snippet.ts"]);
  });
}

test("a server that renders pages may import the element, which defines nothing there", () => {
  writeFileSync(
    join(folder, "server.mjs"),
    `import { ArticleHighlighter, CopydeskError } from "copydesk/element";
     console.log(typeof ArticleHighlighter, new CopydeskError("argument", "No.").code);`,
  );
  assert.equal(node(["server.mjs"]).trim(), "function argument");
});

test("Node loads it by its name, without a build", () => {
  writeFileSync(
    join(folder, "host.mjs"),
    `import { load } from "copydesk";
     import { exportAnalysis } from "copydesk/formats";
     const engine = await load();
     const text = "Mayor Anna Weber spoke in Berlin.";
     const analysis = engine.analyze(text);
     console.log(JSON.parse(exportAnalysis(engine, analysis, text, "ninjs")).people[0].name);`,
  );
  assert.equal(node(["host.mjs"]).trim(), "Anna Weber");
});
