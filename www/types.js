/**
 * The shapes that the engine gives: plain objects, the same as the command line's JSON.
 * Every offset counts UTF-16 code units from the start of the text, as `String.slice` does;
 * spans are half-open, `start` inside and `end` outside.
 *
 * @typedef {"person" | "place" | "organization"} Kind
 *   What an entity is.
 *
 * @typedef {object} Span
 * @property {number} start First code unit.
 * @property {number} end The code unit after the last.
 *
 * @typedef {object} Mention One stretch of the text that refers to an entity.
 * @property {number} start First code unit.
 * @property {number} end The code unit after the last.
 * @property {string} text The letters under the span.
 * @property {Kind} kind What the entity is.
 * @property {"name" | "pronoun" | "role"} form How the stretch refers to it.
 * @property {number} entity Index into `Analysis.entities`.
 * @property {number} confidence Whole percent.
 *
 * @typedef {object} Entity All mentions of one person, place or organization.
 * @property {number} id Index into `Analysis.entities`.
 * @property {Kind} kind What it is.
 * @property {string} name The fullest name that the text gives.
 * @property {string | null} role The title that the text gives a person.
 * @property {number[]} mentions Indexes into `Analysis.mentions`.
 * @property {number[]} quotes Indexes into `Analysis.quotes`; those `within` another are its words in marks.
 * @property {number} quoted_words How many words of theirs stand in quotation marks.
 *
 * @typedef {object} Speaker Who said a quote.
 * @property {number | null} entity Index into `Analysis.entities`; null for "a source".
 * @property {number} start First code unit of the stretch that names the speaker.
 * @property {number} end The code unit after the last.
 * @property {string} text The letters under the span.
 * @property {string} name The entity's name, or the text where there is no entity.
 * @property {number} confidence Whole percent.
 * @property {string} rule One fixed word that says why this speaker was chosen.
 *
 * @typedef {object} Quote Words that somebody said.
 * @property {number} id Index into `Analysis.quotes`.
 * @property {"direct" | "mixed" | "indirect"} form Marked words, reported with marked words inside, or reported.
 * @property {number | null} within For the marked words inside a mixed quote: that quote's id.
 * @property {Span[]} spans One for each unbroken stretch, marks included.
 * @property {Span | null} cue The words that say that somebody spoke.
 * @property {Speaker | null} speaker Who said it, where the text tells.
 *
 * @typedef {object} Analysis Everything found in one text.
 * @property {string | number | null} id The caller's name for the text; null from this engine.
 * @property {"utf16"} offsets The unit of every span.
 * @property {Mention[]} mentions Sorted by start, then end.
 * @property {Entity[]} entities In the order of their first mention.
 * @property {Quote[]} quotes Sorted by the start of the first span.
 *
 * @typedef {object} HouseList A newsroom's own names; the same as the command line's `--house` file.
 * @property {HouseEntry[]} [always] What is always a name. Of overlapping ones the longer counts.
 * @property {HouseEntry[]} [never] What is never a name.
 *
 * @typedef {object} HouseEntry A name as it is written in running text, or a pattern.
 * @property {string} [name] The name; capitals count.
 * @property {string[]} [aliases] Other ways to write it; they belong to the same entity.
 * @property {string} [pattern] A regular expression in the syntax of Rust's `regex-lite`, instead of a name: `\w`,
 *   `\d`, `\b` and `(?i)` know ASCII only; write other letters out, `[A-Za-zÀ-ÿ]+`.
 * @property {Kind} [kind] Needed in `always`; in `never` it limits the entry to names of that kind.
 *
 * @typedef {object} Correction What a reader says with the card about words of the text.
 * @property {"always" | "never"} rule Whether they are always a name, or never.
 * @property {string} text The words.
 * @property {Kind | null} kind What they always name; null where they never do.
 * @property {import("./highlighter.js").Mark | null} mark The mark that they were, if any.
 *
 * @typedef {object} Edit One replacement in a text.
 * @property {number} from First code unit that goes, in the text before the edit.
 * @property {number} to The code unit after the last that goes.
 * @property {string} insert What comes in its place.
 */

export {};
