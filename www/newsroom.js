/**
 * What was found, in the fields that newsroom systems keep. For ninjs and schema.org see the formats
 * `ninjs` and `json-ld` in `formats.js`, or `export` of the element.
 */

/** @typedef {import("./types.js").Analysis} Analysis */
/** @typedef {import("./types.js").Entity} Entity */

/**
 * @typedef {object} SuperdeskTag An entry of `person`, `place` or `organisation` of a Superdesk item.
 * @property {string} name The fullest name that the text gives.
 * @property {string} qcode A code of this text's own, as the name is linked to no vocabulary.
 * @property {string} source `copydesk`, where the tag is ours.
 * @property {Record<string, string>} altids
 * @property {string[]} [aliases] Other names in the text.
 * @property {string} [description] The role that the text gives a person.
 *
 * @typedef {"person" | "place" | "organisation"} SuperdeskField
 */

/**
 * The fields of a Superdesk item, as `superdesk.entities.article.patch(article, fields)` takes them.
 *
 * @param {Analysis} analysis
 * @param {Partial<Record<SuperdeskField, SuperdeskTag[] | null>>} [item] What is there already: tags of
 *   other sources stay, ours of an earlier analysis go.
 * @returns {Record<SuperdeskField, SuperdeskTag[]>} Each name once.
 */
export function superdeskFields(analysis, item = {}) {
  /** @param {import("./types.js").Kind} kind @param {SuperdeskField} field */
  const tags = (kind, field) => {
    const others = (item[field] ?? []).filter(({ source }) => source !== SOURCE);
    const entities = analysis.entities.filter((entity) => entity.kind === kind && !others.some(({ name }) => name === entity.name));
    const ours = entities.map((entity) => ({
      name: entity.name,
      qcode: `copydesk:${kind}:${slug(entity.name)}`,
      source: SOURCE,
      altids: {},
      aliases: aliasesOf(analysis, entity),
      ...(entity.role && { description: entity.role }),
    }));
    return [...others, ...ours];
  };
  return { person: tags("person", "person"), place: tags("place", "place"), organisation: tags("organization", "organisation") };
}

const SOURCE = "copydesk";

/**
 * @typedef {object} WordPressTag What `POST /wp/v2/tags` takes.
 * @property {string} name
 * @property {string} slug
 * @property {string} description What it is, and the role that the text gives a person.
 */

/**
 * Tags for WordPress, those named most often first.
 *
 * @param {Analysis} analysis
 * @param {{ most?: number }} [options] `most`: how many at most; all by default.
 * @returns {WordPressTag[]} Each slug once.
 */
export function wordpressTags(analysis, { most = Infinity } = {}) {
  /** @type {Map<string, WordPressTag>} */
  const tags = new Map();
  const entities = [...analysis.entities].sort((a, b) => b.mentions.length - a.mentions.length);
  for (const { name, kind, role } of entities) {
    if (tags.size >= most) break;
    if (!tags.has(slug(name))) tags.set(slug(name), { name, slug: slug(name), description: role ? `${kind}: ${role}` : kind });
  }
  return [...tags.values()];
}

/**
 * The other names that the text gives an entity, each once, in the order of the text.
 *
 * @param {Analysis} analysis
 * @param {Entity} entity
 */
function aliasesOf(analysis, entity) {
  const names = entity.mentions.map((index) => analysis.mentions[index]).filter((mention) => mention.form === "name");
  return [...new Set(names.map((mention) => mention.text))].filter((name) => name !== entity.name);
}

/** Letters that are no other letter with a sign, as those who have no such key write them. @type {Record<string, string>} */
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", þ: "th" };

/**
 * A name in the letters that addresses are made of.
 *
 * @param {string} name
 */
function slug(name) {
  return name
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ßæœøđðħıłþ]/g, (letter) => PLAIN[letter])
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
