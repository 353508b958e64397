/** The export formats, by name: what there is to choose, without the engine that writes them. */

/**
 * @typedef {object} Format
 * @property {string} name What `exportAnalysis` and the command line's `--format` take.
 * @property {string} title What people call it.
 * @property {string} extension The end of a file name, without the dot.
 * @property {string} mediaType
 */

/** @type {readonly Format[]} */
export const formats = Object.freeze([
  { name: "json", title: "JSON", extension: "json", mediaType: "application/json" },
  { name: "jsonl", title: "JSON, on one line", extension: "jsonl", mediaType: "application/jsonl" },
  { name: "csv", title: "CSV", extension: "csv", mediaType: "text/csv" },
  { name: "html", title: "HTML", extension: "html", mediaType: "text/html" },
  { name: "markdown", title: "Markdown", extension: "md", mediaType: "text/markdown" },
  { name: "web-annotation", title: "W3C Web Annotation", extension: "annotations.jsonld", mediaType: "application/ld+json" },
  { name: "ninjs", title: "IPTC ninjs", extension: "ninjs.json", mediaType: "application/json" },
  { name: "json-ld", title: "schema.org JSON-LD", extension: "jsonld", mediaType: "application/ld+json" },
  { name: "nitf", title: "IPTC NITF", extension: "nitf.xml", mediaType: "application/xml" },
]);
