/** The manifest of the element, made from its types as tsc writes them and from what its comments say. */

import { readFileSync } from "node:fs";

/**
 * What `custom-elements.json` should be, in the schema of that name.
 *
 * @param {string} dist The built package.
 * @param {string} attributes The source of `attributes.js`, which says which attribute a property is.
 */
export function manifest(dist, attributes) {
  /** @param {string} name */
  const read = (name) => readFileSync(`${dist}/${name}`, "utf8");
  const types = read("element.d.ts");
  const [, about, body] = /** @type {RegExpMatchArray} */ (types.match(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export declare class \w+ extends \w+ \{([^]*)\n\}/));
  const fields = members(body).filter(({ kind }) => kind === "field");
  const own = members(read("attributes.d.ts"));
  const reflected = [...attributes.matchAll(/get (\w+)\(\) \{\s*return this\.\w+\("([\w-]+)"\)/g)].map(([, fieldName, name]) => {
    const { type, description } = /** @type {Member} */ (own.find((each) => each.name === fieldName));
    return { name, type, description, fieldName };
  });
  const declaration = {
    kind: "class",
    customElement: true,
    name: "ArticleHighlighter",
    tagName: "article-highlighter",
    superclass: { name: "HTMLElement" },
    description: firstWords(about),
    attributes: [...reflected, ...tags(about, "attr").map((each) => ({ ...each, fieldName: each.name }))],
    members: [...fields, ...members(body).filter(({ kind }) => kind === "method")],
    events: events(read("globals.d.ts")),
    slots: tags(about, "slot").map(({ name = "", description }) => ({ name, description })),
    cssParts: tags(about, "csspart"),
    cssProperties: tags(about, "cssprop").map(({ type, ...rest }) => ({ ...rest, syntax: type?.text })),
  };
  const reference = { name: declaration.name, module: "element.js" };
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: "element.js",
        exports: [
          { kind: "js", name: declaration.name, declaration: reference },
          { kind: "custom-element-definition", name: declaration.tagName, declaration: reference },
        ],
        declarations: [declaration],
      },
    ],
  };
}

/**
 * @typedef {object} Member
 * @property {"field" | "method"} kind
 * @property {string} name
 * @property {{ text: string }} [type] Of a field.
 * @property {boolean} [readonly]
 * @property {{ name: string, type: { text: string } }[]} [parameters]
 * @property {{ type: { text: string } }} [return]
 * @property {string} description
 */

/**
 * The members of a class that have a comment, as the comment and the types say.
 *
 * @param {string} body In the form in which tsc writes it.
 * @returns {Member[]}
 */
function members(body) {
  const found = [];
  for (const [, comment, line] of body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(.*);/g)) {
    const [, accessor, name, parameters, result] = line.match(/^(?:(get|set) )?(\w+)\((.*)\)(?:: (.*))?$/) ?? [];
    if (!name || /Callback$/.test(name)) continue;
    const description = firstWords(comment);
    if (accessor === "get") {
      const isReadonly = !body.includes(`set ${name}(`);
      found.push({ kind: /** @type {const} */ ("field"), name, type: typed(result), description, ...(isReadonly && { readonly: true }) });
    } else if (!accessor) {
      const each = parameters === "" ? [] : parameters.split(", ");
      found.push({
        kind: /** @type {const} */ ("method"),
        name,
        parameters: each.map((parameter) => ({ name: parameter.split(": ")[0], type: typed(parameter.split(": ")[1]) })),
        return: { type: typed(result) },
        description,
      });
    }
  }
  return found;
}

/** @param {string} types The declarations of what the element adds to the DOM. */
function events(types) {
  return [...types.matchAll(/\/\*\* (.*) \*\/\s*"(copydesk-\w+)": (.*);/g)].map(([, description, name, type]) => ({
    name,
    type: typed(type.replaceAll("; ", ", ")),
    description: description.replaceAll("`", ""),
  }));
}

/**
 * The tags of one name in a comment, each `@tag {type} name - what it is`.
 *
 * @param {string} comment
 * @param {string} tag
 */
function tags(comment, tag) {
  return [...words(comment).matchAll(new RegExp(`@${tag} (?:\\{(.*?)\\} )?(?:(\\S+) )?- ((?:(?! @).)*)`, "g"))].map(
    ([, type, name, description]) => ({ name, ...(type && { type: typed(type) }), description }),
  );
}

/** @param {string} text */
const typed = (text) => ({ text: text.replace(/import\("[^"]*"\)\./g, "") });

/** @param {string} comment What stands before the first tag. */
const firstWords = (comment) => words(comment).split(" @")[0];

/** @param {string} comment Without its stars, line breaks and backquotes. */
const words = (comment) => comment.replace(/\n\s*\*/g, " ").replaceAll("`", "").replace(/\s+/g, " ").trim();
