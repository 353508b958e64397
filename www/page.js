/** The page: an editor, its findings beside it, and the tools above. */

import { Card } from "./card.js";
import { connect } from "./connection.js";
import { createEditor } from "./editor.js";
import { asCopydeskError } from "./errors.js";
import { setUpExport } from "./export-menu.js";
import { Highlighter } from "./highlighter.js";
import { HouseEditor } from "./house-editor.js";
import { entityRows, FindingList, quoteRows, summarize } from "./lists.js";
import { canPaint, KINDS } from "./painter.js";
import { setUpSamples } from "./sample-menu.js";
import { afterFrame } from "./next-frame.js";
import { line } from "./start.js";

/** Milliseconds of quiet before the status is read out anew, so that it never talks into typing. */
const QUIET = 700;

/** Milliseconds that an announcement stands in the status. */
const ANNOUNCEMENT = 4000;

const article = element("article");
const status = element("status");

/** Calls off the lists that are still to be shown. */
let stopLists = () => {};
let statusTimer = 0;
/** When the sum may take the place of what was announced, in milliseconds as `performance.now` counts. */
let announcedUntil = 0;

element("starting").remove();
const editor = createEditor(article);
const highlighter = new Highlighter(article, {
  onEdit: () => showExtent(),
  onAnalysis: () => showAnalysis(),
  onError: (error) => showNotice(error.message),
});
const connecting = connect({ line });
const house = new HouseEditor(async (list) => (await connecting).setHouseList(list));
const card = new Card(article, highlighter, element("desk"), houseActions);
/** @param {import("./types.js").Span} span */
const jump = (span) => {
  card.hide();
  highlighter.jump(span);
};
const groups = KINDS.map((kind) => {
  const group = /** @type {HTMLElement} */ (document.querySelector(`.group[data-kind="${kind}"]`));
  const toggle = /** @type {HTMLInputElement} */ (group.querySelector("input"));
  toggle.addEventListener("change", () => {
    highlighter.show(kind, toggle.checked);
    group.toggleAttribute("data-off", !toggle.checked);
    card.hide();
  });
  return {
    kind,
    list: new FindingList(/** @type {HTMLUListElement} */ (group.querySelector("ul")), jump),
    count: /** @type {HTMLElement} */ (group.querySelector(".count")),
  };
});

setUpTheme();
setUpKeys();
setUpSamples((text) => replaceText(text), showNotice);
setUpExport(highlighter, () => editor.finish());
element("clear").addEventListener("click", () => replaceText(""));
showExtent();
if (!canPaint) {
  showNotice(
    "This browser cannot paint highlights, so the article stays plain; the lists work all the same. Current Chrome, Edge, Firefox and Safari can.",
  );
}

try {
  highlighter.connect(await connecting);
  document.documentElement.dataset.engine = "ready";
} catch (error) {
  const { message } = asCopydeskError(error);
  showNotice(message);
  status.textContent = "Nothing can be found until this is mended.";
}

/** @param {string} text */
function replaceText(text) {
  card.hide();
  editor.setText(text);
  scrollTo({ top: 0 });
}

function showExtent() {
  element("frame").toggleAttribute("data-empty", editor.isEmpty);
}

/**
 * What the house list can do with words of the article.
 *
 * @param {string} words
 * @param {import("./highlighter.js").Mark | null} mark The mark that they are, if any.
 * @returns {import("./card.js").CardAction[]}
 */
function houseActions(words, mark) {
  /** @param {import("./types.js").Kind} kind */
  const always = (kind) => ({
    lead: "Always",
    label: kind,
    run: () => {
      house.put("always", words, kind);
      announce(`“${words}” is on the house list: always ${kind}.`);
    },
  });
  const never = {
    lead: "Never",
    label: "mark this",
    run: () => {
      house.put("never", words);
      announce(`“${words}” is on the house list: never marked.`);
    },
  };
  return [always("person"), always("place"), always("organization"), ...(mark ? [never] : [])];
}

/** @param {string} words */
function announce(words) {
  announcedUntil = performance.now() + ANNOUNCEMENT;
  status.textContent = words;
}

/**
 * Shows the newest analysis, each list in a frame of its own, as one of a long text takes a while to
 * lay out.
 *
 * @param {number} [first] The list to begin with.
 */
function showAnalysis(first = 0) {
  stopLists();
  stopLists = afterFrame(() => {
    const { kind, list, count } = groups[first];
    const { findings } = highlighter;
    if (!findings) return;
    const rows = kind === "quote" ? quoteRows(findings.parts, findings.text) : entityRows(findings.parts, kind, findings.text);
    list.show(rows);
    write(count, String(rows.length));
    if (first + 1 < groups.length) showAnalysis(first + 1);
    else showSum();
  });
}

function showSum() {
  const { findings } = highlighter;
  if (!findings) return;
  clearTimeout(statusTimer);
  statusTimer = window.setTimeout(() => {
    write(status, findings.text.trim() === "" ? "Paste or type an article, or open a sample." : summarize(findings.parts));
  }, Math.max(QUIET, announcedUntil - performance.now()));
}

/**
 * Writes words where others stand: the same words anew would be laid out and read out anew.
 *
 * @param {HTMLElement} element
 * @param {string} words
 */
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** @param {string} message What happened and what to do; empty to take the notice away. */
function showNotice(message) {
  const notice = element("notice");
  notice.textContent = message;
  notice.hidden = message === "";
}

function setUpKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    card.hide();
    highlighter.step(event.shiftKey ? -1 : 1);
  });
}

/** The system's theme until the switch is used; the choice lasts as long as the page. */
function setUpTheme() {
  const button = element("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  show();
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
