/** The fields of newsroom systems, from an analysis that the engine made. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";

const DIST = process.env.COPYDESK_DIST;
const TEXT = "Mayor José Núñez met Anna Weber in Berlin. Weber, of the World Bank, praised Berlin. Weber left.";

/** @type {typeof import("../../www/newsroom.js")} */
let newsroom;
/** @type {import("../../www/types.js").Analysis} */
let analysis;
before(async () => {
  newsroom = await import(pathToFileURL(`${DIST}/newsroom.js`).href);
  const { load } = await import(pathToFileURL(`${DIST}/copydesk.js`).href);
  analysis = (await load()).analyze(TEXT);
});

test("Superdesk's fields hold each entity once, with its other names", () => {
  const { person, place, organisation } = newsroom.superdeskFields(analysis);
  assert.deepEqual(person.map(({ name }) => name), ["José Núñez", "Anna Weber"]);
  assert.deepEqual(person[1].aliases, ["Weber"]);
  assert.equal(person[0].qcode, "copydesk:person:jose-nunez");
  assert.deepEqual(place.map(({ name, scheme }) => [name, scheme]), [["Berlin", "place"]]);
  assert.deepEqual(organisation.map(({ name, scheme }) => [name, scheme]), [["World Bank", "organisation"]]);
});

test("WordPress's tags come in the order of their mentions", () => {
  const tags = newsroom.wordpressTags(analysis);
  assert.equal(tags[0].name, "Anna Weber");
  assert.deepEqual(new Set(tags.map(({ slug }) => slug)), new Set(["anna-weber", "jose-nunez", "berlin", "world-bank"]));
  assert.deepEqual(newsroom.wordpressTags(analysis, { most: 1 }), tags.slice(0, 1));
  const none = { ...analysis, entities: [] };
  assert.deepEqual(newsroom.wordpressTags(none), []);
});
