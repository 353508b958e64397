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
  assert.equal(person[0].description, "Mayor");
  assert.deepEqual(place.map(({ name }) => name), ["Berlin"]);
  assert.deepEqual(organisation, [
    { name: "World Bank", qcode: "copydesk:organization:world-bank", source: "copydesk", altids: {}, aliases: [] },
  ]);
});

test("what others put into Superdesk's fields stays, and what an earlier analysis put there goes", () => {
  const byHand = { name: "Anna Weber", qcode: "Q1", source: "wikidata", altids: {} };
  const earlier = newsroom.superdeskFields({ ...analysis, entities: [{ ...analysis.entities[0], name: "Karl Braun" }] });
  const item = { ...earlier, person: [byHand, ...earlier.person] };
  assert.ok(item.person.some(({ name }) => name === "Karl Braun"));
  const { person, place } = newsroom.superdeskFields(analysis, item);
  assert.deepEqual(person.map(({ name, source }) => [name, source]), [["Anna Weber", "wikidata"], ["José Núñez", "copydesk"]]);
  assert.deepEqual(person[0], byHand);
  assert.deepEqual(newsroom.superdeskFields({ ...analysis, entities: [] }, { person, place: null }), { person: [byHand], place: [], organisation: [] });
  assert.equal(place.length, 1);
});

test("slugs are in plain letters", () => {
  const names = ["Jørgen Ødegård", "Łukasz Żak", "Đorđe Čolić", "Großmann & Söhne", "Þóra Æsir", "Şırnak", "Київ"];
  const entities = names.map((name) => ({ ...analysis.entities[0], name }));
  assert.deepEqual(newsroom.wordpressTags({ ...analysis, entities }).map(({ slug }) => slug), [
    "jorgen-odegard",
    "lukasz-zak",
    "dorde-colic",
    "grossmann-sohne",
    "thora-aesir",
    "sirnak",
    "київ",
  ]);
});

test("WordPress's tags come in the order of their mentions", () => {
  const tags = newsroom.wordpressTags(analysis);
  assert.equal(tags[0].name, "Anna Weber");
  assert.deepEqual(new Set(tags.map(({ slug }) => slug)), new Set(["anna-weber", "jose-nunez", "berlin", "world-bank"]));
  assert.deepEqual(newsroom.wordpressTags(analysis, { most: 1 }), tags.slice(0, 1));
  const none = { ...analysis, entities: [] };
  assert.deepEqual(newsroom.wordpressTags(none), []);
});
