/**
 * The way into a CMS that runs no script of ours: `embed.html` in a frame, and messages. Its own page
 * and the origins that its `<meta name="copydesk-origins">` lists may talk to it, and no others.
 *
 * Every message is an object with `copydesk: 1` and a `type`. To the frame:
 * - `set-text` `{ version, text }`: a text in place of the one before; `version` is any number, and
 *   lines end with `\n`;
 * - `go-to` `{ start, end }`: brings a stretch of it into view.
 *
 * From the frame:
 * - `ready` `{}`: it listens; sent to the page around it without knowing whose it is;
 * - `result` `{ version, analysis }`: what was found in the text of that version, in the shape of
 *   `types.js`, offsets in UTF-16 code units;
 * - `select` `{ mark }`: the reader chose a mark;
 * - `error` `{ code, message }`: what happened and what to do.
 */

import "./element.js";

const element = /** @type {import("./element.js").ArticleHighlighter} */ (document.querySelector("article-highlighter"));
const holder = /** @type {HTMLElement} */ (document.getElementById("text"));
const listed = document.querySelector('meta[name="copydesk-origins"]')?.getAttribute("content") ?? "";
const origins = new Set([location.origin, ...listed.split(/\s+/).filter(Boolean)]);

let text = "";
/** @type {unknown} The version of the text; undefined before there is one. */
let version;
/** Where the answers go: the origin that sent the text. */
let origin = "";

addEventListener("message", (event) => {
  const { data, source } = event;
  if (source !== parent || data?.copydesk !== 1) return;
  if (!origins.has(event.origin)) {
    const message = `This copy of Copydesk takes no messages from ${event.origin}. Add that origin to <meta name="copydesk-origins"> in its embed.html.`;
    parent.postMessage({ copydesk: 1, type: "error", code: "origin", message }, { targetOrigin: event.origin === "null" ? "*" : event.origin });
    return;
  }
  origin = event.origin;
  if (data.type === "set-text" && typeof data.text === "string" && data.version !== undefined) {
    version = data.version;
    show(data.text);
  } else if (data.type === "go-to") {
    try {
      element.jump(data);
    } catch {
      refuse(data);
    }
  } else {
    refuse(data);
  }
});

element.addEventListener("copydesk-analysis", () => answer());
element.addEventListener("copydesk-select", ({ detail }) => tell({ type: "select", mark: detail.mark }));
element.addEventListener("copydesk-error", ({ detail }) => tell({ type: "error", ...detail }));
parent.postMessage({ copydesk: 1, type: "ready" }, { targetOrigin: "*" });

/** @param {{ type: unknown }} data A message that cannot be used. */
function refuse({ type }) {
  tell({ type: "error", code: "argument", message: `The message "${type}" is unknown or lacks its fields. Send set-text with a version and a text, or go-to with start and end in that text.` });
}

/**
 * One element a line, so that offsets in the text are those of the message.
 *
 * @param {string} given
 */
function show(given) {
  text = given.replace(/\r\n?/g, "\n");
  const lines = text.split("\n").map((line) => {
    const element = document.createElement("div");
    element.append(line === "" ? document.createElement("br") : line);
    return element;
  });
  holder.replaceChildren(...lines);
  // The same text once more has no new analysis.
  answer();
}

/** Tells the analysis of the newest text, once it is there. */
function answer() {
  const analysis = element.getAnalysis();
  if (version === undefined || !analysis || element.analyzedText !== text) return;
  tell({ type: "result", version, analysis });
}

/** @param {Record<string, unknown>} message */
function tell(message) {
  if (origin) parent.postMessage({ copydesk: 1, ...message }, { targetOrigin: origin });
}
