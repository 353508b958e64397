/** The browser and the site of the editors' tests, where several pages are open side by side. */

import { chromium } from "playwright-core";
import { DIST, fromEnvironment, PATIENCE } from "../browser/browser.js";
import { serve } from "../browser/server.js";

/**
 * Starts a browser and a server.
 *
 * @param {Parameters<typeof serve>[1]} options
 */
export async function startSite(options) {
  const server = await serve(DIST, options);
  const browser = await chromium.launch({
    executablePath: fromEnvironment("COPYDESK_CHROMIUM"),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  return {
    origin: server.origin,
    /** Pages that know nothing of each other, and are closed together. */
    async pages() {
      /** @type {import("playwright-core").BrowserContext[]} */
      const contexts = [];
      return {
        async open() {
          const context = await browser.newContext({ viewport: { width: 1000, height: 2000 } });
          context.setDefaultTimeout(PATIENCE);
          contexts.push(context);
          return context.newPage();
        },
        async close() {
          for (const context of contexts) await context.close();
        },
      };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
