/** The page as a person uses it: paste, type, switch, jump, undo, open a sample, export. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { articleText, boxOf, DIST, highlighted, open, paints, paste, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start();
});
after(() => site.close());

/** @param {import("playwright-core").Page} page @param {string} list @param {string | RegExp} name */
const entry = (page, list, name) => page.getByRole("list", { name: list }).getByRole("button", { name });

/** @param {import("playwright-core").Page} page */
const foundAll = async (page) => {
  await entry(page, "People", "Anna Weber").waitFor();
  await entry(page, "Places", "Berlin").waitFor();
  await entry(page, "Organizations", "World Bank").waitFor();
  await entry(page, "Quotes", "We will build the bridge").waitFor();
};

test("plain text is pasted as it is, and its findings fill the lists", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  assert.equal(await articleText(page), ARTICLE);
  await foundAll(page);
  assert.match(await entry(page, "Quotes", "We will build the bridge").innerText(), /Anna Weber/);
  assert.match(await entry(page, "People", "Anna Weber").innerText(), /\d quotes?, 12 words/);
  await page.getByRole("status").filter({ hasText: /\d+ people, \d+ places?, \d+ organizations?, \d+ quotes?/ }).waitFor();
});

test("lines that end as on Windows become paragraphs", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE.replaceAll("\n", "\r\n") });
  assert.equal(await articleText(page), ARTICLE);
  await foundAll(page);
});

test("a paste from a web page keeps its paragraphs and none of its markup", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const paragraphs = ARTICLE.split("\n\n").map((text) => `<p class="x" onclick="alert(1)"><b>${text}</b></p>`);
  await paste(page, {
    "text/plain": ARTICLE.replaceAll("\n", " "),
    "text/html": `<meta charset="utf-8"><style>p { color: red }</style>${paragraphs.join("\n  ")}<script>alert(1)</script>`,
  });
  assert.equal(await articleText(page), ARTICLE);
  const tags = await page.evaluate(() => [...new Set([...document.querySelectorAll("#article *")].map((each) => each.localName))].sort());
  assert.deepEqual(tags, ["br", "div"]);
  await foundAll(page);
});

test("links and bold words inside a pasted sentence do not tear it apart", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, {
    "text/plain": "Mayor Anna Weber lives in Berlin.",
    "text/html": '<p><b>Mayor</b> <a href="#">Anna <i>Weber</i></a> lives in <span>Berlin</span>.</p>',
  });
  assert.equal(await articleText(page), "Mayor Anna Weber lives in Berlin.");
});

test("a paste from Word keeps the text and drops Word's own", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const paragraphs = ARTICLE.split("\n\n").map(
    (text) => `<p class=MsoNormal style='margin:0cm'><span lang=EN-GB\nstyle='font-family:"Times New Roman"'>${text}<o:p></o:p></span></p>`,
  );
  await paste(page, {
    "text/html": `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:"Cambria Math";} --></style></head>
<body lang=EN-GB><!--StartFragment-->${paragraphs.join("\n\n")}<!--EndFragment--></body></html>`,
  });
  assert.equal(await articleText(page), ARTICLE);
  await foundAll(page);
});

test("filling the box at once keeps every line, however many", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await article.fill(ARTICLE);
  assert.equal(await articleText(page), ARTICLE);
  await foundAll(page);
  const long = Array.from({ length: 300 }, (_, line) => (line % 7 === 3 ? "" : `Line ${line} of  many & <more>.`)).join("\n");
  await article.fill(long);
  assert.equal(await articleText(page), long);
});

test("typing brings findings, deleting takes them away", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await article.focus();
  await page.keyboard.type("Mayor Anna Weber lives in Berlin.");
  await entry(page, "People", "Anna Weber").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("“We will build it,” Weber said.");
  await entry(page, "Quotes", "We will build it").waitFor();
  assert.equal(await articleText(page), "Mayor Anna Weber lives in Berlin.\n“We will build it,” Weber said.");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await entry(page, "People", "Anna Weber").waitFor({ state: "detached" });
  await page.waitForFunction(() => [...CSS.highlights.values()].every((highlight) => highlight.size === 0));
});

test("highlights lie on the right letters and follow what is typed before them", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  await foundAll(page);
  const people = await highlighted(page, "copydesk-person");
  assert.ok(people.includes("Anna Weber") && people.includes("David Chen"), people.join(", "));
  assert.ok((await highlighted(page, "copydesk-place")).includes("Berlin"));
  assert.ok((await highlighted(page, "copydesk-organization")).includes("World Bank"));
  assert.ok((await highlighted(page, "copydesk-quote")).includes("“We will build the bridge,”"));
  // All letters come in one edit. (Typed one by one, they pass through "On MondayMayor Anna Weber",
  // which may rightly be another name.) What stands at each of the next frames is what a reader sees,
  // before the engine has answered and after.
  const frames = await page.evaluate(async () => {
    getSelection()?.collapse(document.querySelector("#article div div:nth-child(3)"), 0);
    document.execCommand("insertText", false, "On Monday, ");
    const frames = [];
    for (let frame = 0; frame < 20; frame += 1) {
      await new Promise(requestAnimationFrame);
      const ranges = [...(CSS.highlights.get("copydesk-person") ?? [])];
      frames.push(ranges.map((range) => range.startContainer.textContent?.slice(range.startOffset, range.endOffset)).sort());
    }
    return frames;
  });
  for (const frame of frames) assert.deepEqual(frame, [...people].sort());
  assert.ok((await articleText(page)).includes("\nOn Monday, Mayor Anna Weber"));
  await paints(page, "copydesk-person", people);
});

test("each kind is switched off and on by itself", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  await foundAll(page);
  for (const [label, name] of [
    ["Highlight people", "copydesk-person"],
    ["Highlight places", "copydesk-place"],
    ["Highlight organizations", "copydesk-organization"],
    ["Highlight quotes", "copydesk-quote"],
  ]) {
    const others = async () =>
      Promise.all(["person", "place", "organization", "quote"].map((kind) => highlighted(page, `copydesk-${kind}`)));
    const all = await others();
    await page.getByRole("checkbox", { name: label }).uncheck();
    assert.deepEqual(await highlighted(page, name), []);
    assert.equal((await others()).filter((found) => found.length === 0).length, 1, `only ${name} is off`);
    await page.getByRole("checkbox", { name: label }).check();
    assert.deepEqual(await others(), all);
  }
});

test("an entry of a list jumps to each of its places, with the selection", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const filler = Array.from({ length: 120 }, (_, line) => `Line ${line} tells nothing of note and goes on for a while, as lines do.`);
  await paste(page, { "text/plain": [...filler, ARTICLE, ...filler].join("\n\n") });
  const weber = entry(page, "People", "Anna Weber");
  await weber.waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await weber.click();
  const selected = () => page.evaluate(() => String(getSelection()));
  const inView = () => {
    const box = getSelection()?.getRangeAt(0).getBoundingClientRect();
    return box !== undefined && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  };
  assert.equal(await selected(), "Anna Weber");
  await page.waitForFunction(inView);
  assert.ok((await page.evaluate(() => scrollY)) > 1000);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "article");
  assert.deepEqual(await highlighted(page, "copydesk-active"), ["Anna Weber"]);
  await weber.focus();
  await page.keyboard.press("Enter");
  assert.equal(await selected(), "Weber");
  await page.waitForFunction(inView);
});

test("F8 goes from mark to mark and back, and arrow keys go through a list", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await paste(page, { "text/plain": "Mayor Anna Weber met David Chen." });
  await entry(page, "People", "David Chen").waitFor();
  await article.focus();
  await page.evaluate(() => getSelection()?.collapse(document.querySelector("#article div div"), 0));
  const selected = () => page.evaluate(() => String(getSelection()));
  for (const [key, expected] of [
    ["F8", "Anna Weber"],
    ["F8", "David Chen"],
    ["F8", "Anna Weber"],
    ["Shift+F8", "David Chen"],
    ["Shift+F8", "Anna Weber"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await selected(), expected);
  }
  await entry(page, "People", "Anna Weber").focus();
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => document.querySelector("article-highlighter")?.shadowRoot?.activeElement?.textContent ?? "");
  assert.match(await focused(), /^David Chen/);
  await page.keyboard.press("F8");
  assert.equal(await selected(), "David Chen", "in the lists, too");
  await page.getByRole("button", { name: "Clear" }).focus();
  await page.keyboard.press("F8");
  assert.equal(await selected(), "Anna Weber", "and in the tools");
});

test("on a narrow screen a link leads to the findings, with the keyboard as well", async () => {
  const page = await site.page({ viewport: { width: 390, height: 800 } });
  await open(page, site.origin);
  await paste(page, { "text/plain": `${ARTICLE}\n\n`.repeat(4) });
  await entry(page, "People", "Anna Weber").waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  const top = async () => (await page.getByRole("status").boundingBox())?.y ?? NaN;
  assert.ok((await top()) > 800);
  await page.getByRole("link", { name: "Findings" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => scrollY > 0);
  assert.ok((await top()) >= 0 && (await top()) < 400, `the findings begin at ${await top()}`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.ariaLabel), "Highlight people");
});

test("a card tells what a mark is, and Escape closes it", async () => {
  const page = await site.page();
  await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  await foundAll(page);
  const box = await boxOf(page, "Anna Weber");
  await page.mouse.click(box.left + 4, box.top + box.height / 2);
  const card = page.getByRole("note");
  await card.waitFor();
  assert.match(await card.innerText(), /person\s+Anna Weber\s[^]*Mention 1 of/i);
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
});

test("formatting keys bring no formatting in, and undo takes a paste back", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await article.focus();
  await page.keyboard.type("Before.");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.press("ControlOrMeta+i");
  assert.equal(await page.evaluate(() => document.querySelector("#article > div")?.innerHTML), "<div>Before.</div>");
  await paste(page, { "text/plain": ARTICLE });
  assert.equal(await articleText(page), ARTICLE);
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await articleText(page), "Before.");
});

test("Clear empties the article, and undo brings it back", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  await paste(page, { "text/plain": ARTICLE });
  await foundAll(page);
  await page.getByRole("button", { name: "Clear" }).click();
  await entry(page, "People", "Anna Weber").waitFor({ state: "detached" });
  assert.equal((await article.innerText()).trim(), "");
  await article.focus();
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await articleText(page), ARTICLE);
});

test("a sample opens in the article", async () => {
  const page = await site.page();
  await open(page, site.origin);
  const index = JSON.parse(await readFile(`${DIST}/samples/index.json`, "utf8"));
  assert.ok(index.length > 0);
  for (const { file, title } of index) {
    await page.getByRole("button", { name: "Open sample" }).click();
    await page.getByRole("list", { name: "Sample articles" }).getByRole("button", { name: title, exact: true }).click();
    const expected = (await readFile(`${DIST}/samples/${file}`, "utf8")).replace(/\r\n?/g, "\n").trimEnd();
    await page.waitForFunction((title) => document.querySelector("#article div div")?.textContent?.trim() === title, title);
    assert.equal(await articleText(page), expected);
  }
  await page.getByRole("list", { name: "People" }).getByRole("button").first().waitFor();
});

test("nothing, one letter, blanks, emoji and half a surrogate pair are texts like others", async () => {
  const page = await site.page();
  const article = await open(page, site.origin);
  for (const text of ["a", " ", "\n\n", "👩‍🚀👩‍🚀", "Anna 👩‍🚀 Weber said: “🙂”", "\ud83d", "العربية", "“”", ""]) {
    await article.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await paste(page, { "text/plain": text });
    assert.equal((await articleText(page)).trimEnd(), text.trimEnd(), JSON.stringify(text));
  }
  await paste(page, { "text/plain": ARTICLE });
  await foundAll(page);
  assert.equal(await page.getByRole("alert").count(), 0);
});

test("the theme follows the system until the switch is used, and nothing is stored", async () => {
  const page = await site.page({ colorScheme: "dark" });
  await open(page, site.origin);
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  const dark = await ink();
  await page.getByRole("button", { name: "Dark theme", pressed: true }).click();
  assert.notEqual(await ink(), dark);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await ink();
  await page.getByRole("button", { name: "Dark theme", pressed: false }).click();
  assert.equal(await ink(), dark);
  assert.notEqual(light, dark);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
});
