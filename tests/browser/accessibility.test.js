/** Accessibility rules, contrast of the marks, and pictures of both themes. */

import assert from "node:assert/strict";
import { mkdtemp, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { open, paste, start } from "./browser.js";
import { ARTICLE } from "./article.js";

/** @type {Awaited<ReturnType<typeof start>>} */
let site;
before(async () => {
  site = await start();
});
after(() => site.close());

const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core")), "utf8");
const pictures = await mkdtemp(join(tmpdir(), "copydesk-pictures-"));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [1280, 390]) {
    test(`${colorScheme}, ${width} pixels wide: no rule of accessibility is broken`, async () => {
      const page = await site.page({ colorScheme, viewport: { width, height: 800 } });
      await open(page, site.origin);
      const violations = async () => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
        return violations.map((/** @type {any} */ each) => `${each.id}: ${each.nodes.map((/** @type {any} */ node) => node.html).join(" ")}`);
      };
      assert.deepEqual(await violations(), [], "empty");
      await paste(page, { "text/plain": ARTICLE });
      await page.getByRole("list", { name: "People" }).getByRole("button", { name: "Anna Weber" }).waitFor();
      assert.deepEqual(await violations(), [], "with an article");
      await page.getByRole("button", { name: "Export" }).click();
      assert.deepEqual(await violations(), [], "with a menu open");
      await page.keyboard.press("Escape");
      const picture = join(pictures, `${colorScheme}-${width}.png`);
      await page.screenshot({ path: picture });
      assert.ok((await stat(picture)).size > 0);
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        "nothing sticks out at the side",
      );
    });
  }

  test(`${colorScheme}: the marks stand out enough from what is behind them`, async () => {
    const page = await site.page({ colorScheme });
    await open(page, site.origin);
    const colors = await page.evaluate(() => {
      const article = /** @type {HTMLElement} */ (document.getElementById("article"));
      const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
      /** @param {string} color */
      const parts = (color) => {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      /** @param {string} kind */
      const mark = (kind) => getComputedStyle(article, `::highlight(copydesk-${kind})`);
      return {
        text: parts(getComputedStyle(article).color),
        sheet: parts(getComputedStyle(/** @type {Element} */ (article.parentElement)).backgroundColor),
        washes: ["quote", "active"].map((kind) => parts(mark(kind).backgroundColor)),
        lines: ["person", "place", "organization"].map((kind) => parts(mark(kind).textDecorationColor)),
        styles: ["person", "place", "organization"].map((kind) => mark(kind).textDecorationStyle),
        gaps: ["person", "place", "organization"].map((kind) => mark(kind).textDecorationSkipInk),
      };
    });
    assert.deepEqual(colors.styles, ["solid", "dotted", "dashed"]);
    assert.deepEqual(colors.gaps, ["none", "none", "none"]);
    for (const behind of [colors.sheet, ...colors.washes]) {
      assert.ok(contrast(colors.text, behind) >= 4.5, `text on ${behind}: ${contrast(colors.text, behind)}`);
      for (const line of colors.lines) {
        assert.ok(contrast(line, behind) >= 3, `line ${line} on ${behind}: ${contrast(line, behind)}`);
      }
    }
    assert.notDeepEqual(colors.washes[0], colors.sheet);
  });
}

/**
 * The contrast of two colours as WCAG 2.2 defines it.
 *
 * @param {number[]} a Red, green, blue from 0 to 255.
 * @param {number[]} b
 */
function contrast(a, b) {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** @param {number[]} color */
function luminance(color) {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
