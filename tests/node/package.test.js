/** The npm package, as somebody has it who installed it: its names, its types, its modules in Node. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

const element = document.createElement("article-highlighter");
element.htmlFor = "#story";
element.readOnly = true;
element.lists = { always: [{ name: "Harbour Trust", kind: "organization" }] };
element.connect(ckeditor5({}));
const analysis: Analysis | null = element.getAnalysis();
addEventListener("copydesk-correct", () => {});
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
export { analysis, marks, output };
`;

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
    writeFileSync(join(folder, "host.ts"), HOST);
    const found = module === "bundler" ? ["--module", "esnext", "--moduleResolution", "bundler"] : ["--module", "nodenext"];
    node([TSC, "--noEmit", "--strict", "--target", "es2023", "--lib", "esnext,dom,dom.iterable", "--types", "", ...found, "host.ts"]);
  });
}

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
