/**
 * The manifest of the element is made from its source, and the tables of `docs/embedding.md` from the
 * manifest. `UPDATE_EXPECT=1` writes both anew.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { EDITORS } from "../editors/editors.js";
import { manifest } from "./manifest.js";

/** @param {string} path From the root of the repository. */
const at = (path) => new URL(`../../${path}`, import.meta.url);
/** @param {string} path */
const read = (path) => readFileSync(at(path), "utf8");

const element = read("www/element.js");
const sources = readdirSync(at("www")).filter((name) => name.endsWith(".js")).map((name) => read(`www/${name}`)).join("\n");
const made = manifest(/** @type {string} */ (process.env.COPYDESK_DIST), read("www/attributes.js"));
const [declaration] = made.modules[0].declarations;

/** @param {{ name: string }[]} entries */
const names = (entries) => entries.map(({ name }) => name).sort();
/** @param {Iterable<string>} values */
const sorted = (values) => [...new Set(values)].sort();
/** @param {string} text @param {RegExp} pattern With one group. */
const all = (text, pattern) => sorted([...text.matchAll(pattern)].map((match) => match[1]));

test("the manifest is what the source says", () => {
  const text = `${JSON.stringify(made, null, 2)}\n`;
  if (process.env.UPDATE_EXPECT) writeFileSync(at("www/custom-elements.json"), text);
  else assert.equal(read("www/custom-elements.json"), text, "run the test with UPDATE_EXPECT=1 to write the manifest anew");
});

test("each attribute, member and event has a comment that the manifest is made from", () => {
  const observed = element.match(/observedAttributes = \[(.*)\]/)?.[1] ?? "";
  assert.deepEqual(names(declaration.attributes), all(observed, /"([\w-]+)"/g));
  const accessors = all(element, /^  get (\w+)\(/gm);
  const methods = all(element, /^  (?:async )?([a-z]\w*)\(.*\) \{$/gm).filter((name) => !/^(constructor|\w+Callback)$/.test(name));
  assert.deepEqual(names(declaration.members), sorted([...accessors, ...methods]));
  assert.deepEqual(names(declaration.events), all(element + read("www/trouble.js"), /"(copydesk-\w+)"[,\s]/g));
});

test("each part and each custom property is in the manifest", () => {
  const parts = all(sources, /\.part = ["`](\w+)/g);
  assert.deepEqual(names(declaration.cssParts), parts);
  const { cssProperties } = declaration;
  const used = all(sources, /var\((--copydesk-[\w-]+)/g);
  const colours = all(read("www/mark-styles.js"), /^  (\w+): \["#/gm).map((name) => `--copydesk-${name}`);
  assert.deepEqual(names(cssProperties), sorted([...used.filter((name) => !name.endsWith("-")), ...colours]));
});

test("every file that the package names is there", () => {
  const { exports } = JSON.parse(read("www/package.json"));
  const dist = `${process.env.COPYDESK_DIST}/`;
  const present = readdirSync(dist, { recursive: true }).map(String);
  for (const target of Object.values(exports).flatMap((each) => (typeof each === "string" ? [each] : Object.values(each)))) {
    const [before, end] = target.slice(2).split("*");
    assert.ok(present.some((name) => name.startsWith(before) && name.endsWith(end ?? before)), `${target} is missing`);
  }
  assert.ok(present.includes("LICENSE-MIT") && present.includes("LICENSE-APACHE"));
});

test("the tables in the documentation are those of the manifest", () => {
  /** @param {string} text */
  const cell = (text) => text.replaceAll("|", "\\|");
  /** @param {string[]} head @param {string[][]} rows */
  const table = (head, rows) =>
    [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
  /** @param {any} each */
  const type = (each) => `\`${each.type.text}\``;
  const { attributes, members, events, slots, cssParts, cssProperties } = declaration;
  /** @param {any} each */
  const signature = (each) =>
    each.kind === "method"
      ? `\`${each.name}(${each.parameters.map((/** @type {any} */ it) => `${it.name}: ${it.type.text}`).join(", ")}): ${each.return.type.text}\``
      : `\`${each.name}: ${each.type.text}\`${each.readonly ? " (to read)" : ""}`;
  const versions = JSON.parse(read("tests/editors/package.json")).devDependencies;
  const tables = {
    editors: table(
      ["editor", "package", "version", "marks drawn by", "what was tested"],
      EDITORS.map(({ title, from, own, leavesColumn }) => [
        title,
        `\`${from}\``,
        versions[from],
        own ? `CSS highlights; ${own}` : "CSS highlights",
        leavesColumn ? "all of the above, without the keys Up and Down" : "all of the above",
      ]),
    ),
    attributes: table(["attribute", "property", "type", "meaning"], attributes.map((/** @type {any} */ each) => [`\`${each.name}\``, `\`${each.fieldName}\``, type(each), each.description])),
    members: table(["member", "meaning"], members.map((/** @type {any} */ each) => [signature(each), each.description])),
    events: table(["event", "type", "meaning"], events.map((/** @type {any} */ each) => [`\`${each.name}\``, type(each), each.description])),
    parts: table(["part", "meaning"], cssParts.map((/** @type {any} */ each) => [`\`${each.name}\``, each.description])),
    slots: table(["slot", "meaning"], slots.map((/** @type {any} */ each) => [each.name ? `\`${each.name}\`` : "without a name", each.description])),
    properties: table(["custom property", "syntax", "meaning"], cssProperties.map((/** @type {any} */ each) => [`\`${each.name}\``, `\`${each.syntax}\``, each.description])),
  };
  const text = read("docs/embedding.md");
  let wanted = text;
  for (const [name, content] of Object.entries(tables)) {
    const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`];
    assert.ok(text.includes(begin) && text.includes(end), `docs/embedding.md has no place for the ${name}`);
    const [before, after] = [wanted.slice(0, wanted.indexOf(begin) + begin.length), wanted.slice(wanted.indexOf(end))];
    wanted = before + content + after;
  }
  if (process.env.UPDATE_EXPECT) writeFileSync(at("docs/embedding.md"), wanted);
  else assert.equal(text, wanted, "run the test with UPDATE_EXPECT=1 to write the tables anew");
});
