/**
 * Defines `<article-highlighter>`: people, places, organizations and quotes highlighted in any
 * element of a page, whose content stays as it is.
 *
 * ```html
 * <script type="module" src="/copydesk/element.js"></script>
 * <article-highlighter for="#body"></article-highlighter>   highlights the element #body
 * <article-highlighter><div>…</div></article-highlighter>   highlights the element inside
 * <article-highlighter for=""></article-highlighter>        waits for connect(), which a script is to call
 * <article-highlighter></article-highlighter>               offers an editor of its own
 * ```
 *
 * F8 and Shift+F8 in the text go to the next and the previous mark, Escape closes the card.
 */

import { checkedAdapter, checkLanguage, checkSpan, checkTarget, kindsOf, KNOWN, noPlace, warnOfUnknown } from "./arguments.js";
import { AttributesElement } from "./attributes.js";
import { Card } from "./card.js";
import { createEditor } from "./editor.js";
import { asCopydeskError, CopydeskError } from "./errors.js";
import { Highlighter } from "./highlighter.js";
import { copyOf, corrected, fetchHouseList, NO_CORRECTIONS, withCorrections } from "./house-list.js";
import { listenForSteps } from "./keys.js";
import { themeColours } from "./mark-styles.js";
import { KINDS } from "./painter.js";
import { dropEditor, isOwnEditor, placeEditor, styleEditor } from "./own-editor.js";
import { Panel } from "./panel.js";
import { lend, release } from "./shared-engine.js";
import { isMeant, isShown, search, watch } from "./target.js";
import { tellTrouble } from "./trouble.js";

/** What the element adds to the types of the DOM. @typedef {typeof import("./globals.js")} Globals */
/** @typedef {import("./highlighter.js").Adapter} Adapter */
/** @typedef {import("./highlighter.js").Mark} Mark */
/** @typedef {import("./types.js").HouseList} HouseList */

/**
 * Highlights people, places, organizations and quotes in an element of the page, whose content stays
 * as it is. It does nothing before it is in a document, and leaves nothing behind when it goes.
 *
 * @attr {string} lang - The language of the text. Copydesk reads English: with another language nothing
 *   is highlighted, and `copydesk-error` says so.
 * @slot - The element to highlight, where there is no attribute `for`.
 * @slot title - What stands above everything in the panel, such as a heading.
 * @slot empty - What the panel's status says while there is no text, instead of words of its own.
 * @slot legend - What stands below the panel's lists.
 * @csspart panel - The panel with the lists.
 * @csspart status - The sum of what was found.
 * @csspart group - One list with its heading; each has the name of its kind as a second part.
 * @csspart heading - The heading of a list.
 * @csspart count - The number of entries, in the heading of a list.
 * @csspart toggle - The switch for the marks of one kind, with a sample of them.
 * @csspart list - One list.
 * @csspart finding - An entry of a list, a button.
 * @csspart more - The button that shows more entries.
 * @csspart card - The card of a mark.
 * @csspart correction - A button of the card.
 * @cssprop {<color>} --copydesk-person - Line under people.
 * @cssprop {<color>} --copydesk-place - Line under places.
 * @cssprop {<color>} --copydesk-organization - Line under organizations.
 * @cssprop {<color>} --copydesk-quote - Wash behind quotes.
 * @cssprop {<color>} --copydesk-active - Wash behind the mark that was gone to.
 * @cssprop {<family-name>#} --copydesk-font - Letters of the panel.
 * @cssprop {<family-name>#} --copydesk-text-font - Letters of the names and quotes in the panel; as the rest by default.
 * @cssprop {<length>} --copydesk-radius - Corners of the panel.
 * @cssprop {<length>} --copydesk-panel-width - Width of the panel at the side.
 * @cssprop {<length>} --copydesk-panel-height - The most height of the panel.
 */
export class ArticleHighlighter extends AttributesElement {
  static observedAttributes = ["for", "kinds", "hidden-kinds", "panel", "theme", "lang", "editable", "readonly", "lists-url", "worker-url", "wasm-url"];

  /** @type {Highlighter | null} */
  #highlighter = null;
  /** @type {Card | null} */
  #card = null;
  /** @type {Panel | null} */
  #panel = null;
  /** @type {ReturnType<typeof createEditor> | null} */
  #editor = null;
  /** What `connect` was given. @type {HTMLElement | Adapter | null} */
  #given = null;
  /** Whether `disconnect` was called, and nothing given since. */
  #isOff = false;
  /** The element that `for` or the content means, which may be a frame. @type {HTMLElement | null} */
  #found = null;
  /** @type {HouseList | null} */
  #lists = null;
  /** What the reader corrected since the list was set. @type {Required<HouseList>} */
  #corrections = NO_CORRECTIONS;
  /** @type {import("./shared-engine.js").SharedEngine | null} */
  #engine = null;
  /** The connection that the text is open in. @type {import("./connection.js").Connection | null} */
  #connection = null;
  /** What was left out of the house list that an analysis stands with. @type {Promise<string[]> | null} */
  #analyzed = null;
  /** The current search for an engine; an older one that is still under way stops likewise. */
  #search = 0;
  /** What that search gives. @type {Promise<string[]> | null} */
  #newest = null;
  /** The current start; an older one that is still under way stops when it sees a newer. */
  #start = 0;
  /** Begins at once what else begins later in this turn. */
  #beginNow = () => {};
  /** The code that was told last for the place of the text; each trouble is told once. */
  #trouble = "";
  #abort = new AbortController();
  /** Takes away the look of the element's own editor. */
  #dropLook = () => {};
  /** Takes away what `theme` sets. */
  #dropTheme = () => {};

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(document.createElement("slot"));
  }

  /** The element whose text is highlighted; null while there is none. */
  get target() {
    return this.#highlighter?.root ?? null;
  }

  /** The text that is highlighted, or the empty string. It can be set where the element has an editor of its own, or `editable` makes one. */
  get value() {
    this.#editor?.finish();
    return this.#highlighter?.text ?? "";
  }

  /** Replaces the text of the element's own editor; a host's text is never changed. */
  set value(text) {
    // Whoever has just put the element into the page need not wait for its editor.
    this.#beginNow();
    if (!this.#editor) {
      throw new CopydeskError("argument", "Only the text of the element's own editor can be set, never a host's. Change it in the host, or put the element into the page without the attribute for, or with editable.");
    }
    this.#card?.hide();
    this.#editor.setText(String(text ?? ""));
  }

  /**
   * What is always or never a name in this text, as it was set, in the shape of the command line's house
   * list; it counts before the one at `lists-url`. Entries that cannot be used are told by `copydesk-error`.
   */
  get lists() {
    return this.#lists;
  }

  /** Counts at once. The list is copied: to change it later, set it again. */
  set lists(lists) {
    this.#lists = copyOf(lists);
    this.#corrections = NO_CORRECTIONS;
    this.#connectEngine();
  }

  /**
   * Sets `lists`, and tells what cannot be used of them to whoever shows it beside the entries, once an
   * analysis with them stands.
   *
   * @param {HouseList | null} lists
   * @returns {Promise<string[]>} A sentence for each entry that is left out; none while nothing is highlighted.
   * @throws {CopydeskError} `house-list` where it is no house list.
   */
  async setLists(lists) {
    this.#lists = copyOf(lists);
    this.#corrections = NO_CORRECTIONS;
    return this.#connectEngine();
  }

  /**
   * What the reader corrected with the card since `lists` was set, in the shape of a house list, to
   * be kept by the host and set with `lists` the next time.
   */
  get corrections() {
    return structuredClone(this.#corrections);
  }

  /**
   * The newest analysis of the text, or null before the first. Offsets in UTF-16 code units.
   *
   * @returns {import("./types.js").Analysis | null}
   */
  getAnalysis() {
    return this.#highlighter?.analysis ?? null;
  }

  /** The text that the newest analysis is of; typing may have gone on since. */
  get analyzedText() {
    return this.#highlighter?.analyzedText ?? "";
  }

  /**
   * The text and its findings in a format of `formats.js`, such as `ninjs` or `json-ld`.
   *
   * @param {string} format Its name.
   * @returns {Promise<string>}
   * @throws {CopydeskError} `format` where there is no such format or nothing is highlighted yet.
   */
  async export(format) {
    const highlighter = this.#highlighter;
    if (!highlighter || !this.#connection) {
      throw new CopydeskError("format", "Nothing is highlighted yet, so there is nothing to export. Wait for the event copydesk-analysis.");
    }
    if (this.#editor) {
      this.#editor.finish();
      // What of a long text was still to come is read in a microtask that is queued by now.
      await null;
    }
    return highlighter.format(format);
  }

  /**
   * Highlights this element, or what an editor's adapter reads, instead of what `for` says.
   *
   * @param {HTMLElement | Adapter} target An element, a frame of the same origin, or what a function of
   *   `adapters/` makes of an editor.
   */
  connect(target) {
    if (typeof target !== "function" && target?.nodeType !== 1) {
      throw new CopydeskError("argument", "connect() takes an element, or an adapter such as prosemirror(view) from adapters/prosemirror.js gives, and was given something else.");
    }
    this.#given = target;
    this.#isOff = false;
    this.#restart();
  }

  /** Stops highlighting and takes every mark away, until `connect` is called or `for` changes. */
  disconnect() {
    this.#given = null;
    this.#isOff = true;
    this.#end();
    dropEditor(this);
  }

  /**
   * Selects a span of the newest analysis and brings it into view.
   *
   * @param {import("./types.js").Span} span UTF-16 code units.
   * @throws {CopydeskError} `argument` where it is no span of that text.
   */
  jump(span) {
    checkSpan(span, this.#highlighter?.text.length ?? Infinity);
    this.#card?.hide();
    this.#highlighter?.jump(span);
  }

  /** Goes to the next mark, from the last to the first. */
  next() {
    this.#step(1);
  }

  /** Goes to the previous mark, from the first to the last. */
  previous() {
    this.#step(-1);
  }

  /**
   * Says something in the panel's status, where screen readers read it out; after a while the sum of what
   * was found stands there again.
   *
   * @param {string} words
   */
  announce(words) {
    this.#panel?.announce(words);
  }

  connectedCallback() {
    // Later in this turn the element's children, and the rest of the host's markup, may be there.
    const start = ++this.#start;
    const begin = (this.#beginNow = () => {
      if (start !== this.#start || this.#isOff) return;
      this.#beginNow = () => {};
      this.#watch();
      this.#begin(true);
    });
    this.#upgrade();
    const later = () => this.#beginNow === begin && begin();
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", later, { once: true });
    else queueMicrotask(later);
  }

  disconnectedCallback() {
    this.#end();
  }

  /** @param {string} name @param {string | null} _before @param {string | null} value */
  attributeChangedCallback(name, _before, value) {
    warnOfUnknown(name, value);
    if (!this.isConnected || this.#start === 0) return;
    if (name === "kinds" || name === "hidden-kinds") this.#showKinds();
    else if (name === "panel") this.#showPanel();
    else if (name === "theme") this.#applyTheme();
    else if (name === "lists-url") this.#connectEngine();
    else {
      if (name === "for") [this.#given, this.#isOff] = [null, false];
      this.#restart();
    }
  }

  /** A property that was set before this class was defined hides the accessor of the same name. */
  #upgrade() {
    for (const name of [...Object.getOwnPropertyNames(AttributesElement.prototype), "lists", "value"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  #restart() {
    this.#end();
    if (this.isConnected) this.connectedCallback();
  }

  /** Looks again whenever the host adds or removes something. */
  #watch() {
    this.#abort = new AbortController();
    // In the panel, and in a text that stands in the element.
    listenForSteps(this, (direction) => this.#step(direction), this.#abort.signal);
    const [nodes, selector] = this.#given ? [typeof this.#given === "object" ? [this.#given] : [], null] : [[], this.getAttribute("for") || null];
    /** What an adapter read when it was taken out: its editor may be destroyed. @type {HTMLElement | undefined} */
    let gone;
    const check = () => {
      const root = this.#highlighter?.root;
      const isGone = root && !(isShown(root) && (!this.#found || isMeant(this.#found, root, this, selector)));
      if (isGone) {
        gone = root;
        this.#stop();
      }
      if (!this.#highlighter && (typeof this.#given !== "function" || !gone || isShown(gone))) this.#begin(false);
      // What was put in its place at once is no trouble.
      if (isGone && !this.#highlighter && !this.#trouble) {
        this.#tellOnce(new CopydeskError("target-gone", "The text was taken out of the page, and its marks with it. They come back with an element that matches for, or with connect()."));
      }
    };
    watch([this, ...nodes], selector, check, this.#abort.signal);
  }

  /** @param {boolean} isFirst Whether it is told where nothing matches. */
  #begin(isFirst) {
    try {
      checkLanguage(this.getAttribute("lang"));
      const target = typeof this.#given === "function" ? checkedAdapter(this.#given) : this.#findTarget(isFirst);
      if (!target) return;
      this.#highlight(target);
      this.#trouble = "";
      if (isFirst && this.target && !isShown(this.target)) this.#tellOnce(noPlace());
    } catch (error) {
      this.#stop();
      this.#tellOnce(error);
    }
  }

  /** @param {HTMLElement | Adapter} target */
  #highlight(target) {
    const shadow = /** @type {ShadowRoot} */ (this.shadowRoot);
    const listener = {
      onEdit: () => this.#panel?.begin(),
      onAnalysis: () => {
        const findings = /** @type {import("./connection.js").Findings} */ (highlighter.findings);
        this.#panel?.show(findings);
        this.#tell("copydesk-analysis", analysisDetail(findings));
      },
      onError: (/** @type {CopydeskError} */ error) => tellTrouble(this, error),
    };
    dropEditor(this, target);
    if (typeof target !== "function") {
      const isOwn = isOwnEditor(this, target);
      if (isOwn) this.#dropLook = styleEditor(this);
      if (!this.readOnly && (this.editable || isOwn)) this.#editor = createEditor(target);
      // The engine starts while the text is read, unless it is an adapter that may not be able to.
      if (!this.hasAttribute("lists-url")) this.#lend(this.#lists);
    }
    const highlighter = new Highlighter(target, listener, shadow);
    this.#highlighter = highlighter;
    this.#showKinds();
    this.#card = new Card(highlighter.root, highlighter, shadow, this.readOnly ? null : (correction) => this.#correct(correction));
    this.#showPanel();
    this.#applyTheme();
    this.#listen(highlighter);
    this.#connectEngine();
  }

  /** Gets an engine with the element's house list, opens the text in it, and gives what `setLists` does. */
  #connectEngine() {
    // What came later counts: with its analysis stands what was asked for before.
    const leftOut = this.#findEngine().finally(() => this.#newest === leftOut || this.#newest?.catch(() => {}));
    this.#newest = leftOut;
    // An event tells it; who waits for it is told besides.
    leftOut.catch(() => {});
    return leftOut;
  }

  async #findEngine() {
    const highlighter = this.#highlighter;
    if (!highlighter) return [];
    const search = ++this.#search;
    const isNewest = () => search === this.#search;
    const list = this.#lists ?? (await this.#fetchLists(isNewest));
    if (!isNewest()) return [];
    try {
      const engine = this.#lend(list);
      const { leftOut } = engine;
      const connection = await engine.connection;
      if (!isNewest()) return leftOut;
      const former = this.#connection;
      if (former !== connection) highlighter.connect(connection);
      this.#connection = connection;
      if (!former) this.#tell("copydesk-ready", { place: connection.place });
      const sentences = await leftOut;
      if (!isNewest()) return sentences;
      for (const message of sentences) tellTrouble(this, new CopydeskError("house-list", message));
      // A text that is open gets its analysis anew after the list is set, and one that was just opened its first.
      if (!highlighter.findings || (former === connection && this.#analyzed !== leftOut)) await highlighter.next();
      this.#analyzed = leftOut;
      return sentences;
    } catch (error) {
      if (isNewest()) tellTrouble(this, error);
      throw error;
    }
  }

  /** @param {HouseList | null} list */
  #lend(list) {
    const wish = { worker: this.getAttribute("worker-url"), wasm: this.getAttribute("wasm-url"), list: withCorrections(list, this.#corrections) };
    return (this.#engine = lend(wish, this.#engine));
  }

  /**
   * @param {() => boolean} isNewest Whether errors are still told.
   * @returns {Promise<HouseList | null>} Null where there is none, or none that can be read.
   */
  async #fetchLists(isNewest) {
    const address = this.getAttribute("lists-url");
    if (address === null) return null;
    try {
      return await fetchHouseList(address);
    } catch (error) {
      if (isNewest()) tellTrouble(this, error);
      return null;
    }
  }

  /** @param {import("./types.js").Correction} correction */
  #correct(correction) {
    if (!this.#tell("copydesk-correct", { ...correction }, true)) return;
    const { text, kind } = correction;
    this.#corrections = corrected(this.#corrections, correction);
    this.announce(kind ? `From now on “${text}” is always marked as ${kind}.` : `From now on “${text}” is never marked.`);
    this.#connectEngine();
  }

  /** Ends all, for good or until the next start. */
  #end() {
    this.#start += 1;
    this.#abort.abort();
    this.#stop();
    this.#trouble = "";
  }

  /** Lets go of the text and the engine; the watch goes on. */
  #stop() {
    this.#search += 1;
    this.#card?.close();
    this.#panel?.close();
    this.#highlighter?.close();
    this.#editor?.close();
    this.#dropTheme();
    this.#dropLook();
    if (this.#engine) release(this.#engine);
    this.#card = this.#panel = this.#highlighter = this.#editor = this.#found = this.#engine = this.#connection = null;
  }

  /**
   * @param {boolean} isFirst
   * @returns {HTMLElement | null}
   */
  #findTarget(isFirst) {
    const selector = this.getAttribute("for");
    const given = typeof this.#given === "object" ? this.#given : null;
    // The host is going to call connect().
    if (!given && selector === "") return null;
    const { element, text } = search(this, given ?? (selector === null ? this.#ownElement() : selector), isFirst);
    if (!text) return null;
    checkTarget(text, this.editable);
    this.#found = element;
    return text;
  }

  #ownElement() {
    const inside = [...this.children].find((child) => child instanceof HTMLElement && child.slot === "");
    // An element that moves to another place keeps its editor, and with it the text.
    return inside instanceof HTMLElement ? inside : placeEditor(this, this.readOnly);
  }

  /** @param {Highlighter} highlighter */
  #listen(highlighter) {
    const { root } = highlighter;
    const { signal } = this.#abort;
    listenForSteps(root, (direction) => this.#highlighter === highlighter && this.#step(direction), signal);
    root.addEventListener(
      "click",
      (event) => {
        const hit = this.#highlighter === highlighter ? highlighter.markAt(event.clientX, event.clientY) : null;
        if (hit) this.#tell("copydesk-select", { mark: hit.mark });
      },
      { signal },
    );
  }

  /** @param {1 | -1} direction */
  #step(direction) {
    this.#card?.hide();
    const mark = this.#highlighter?.step(direction);
    if (mark) this.#tell("copydesk-select", { mark });
  }

  #showKinds() {
    const listed = kindsOf(this.getAttribute("kinds") ?? KINDS.join(" "));
    const hidden = kindsOf(this.hiddenKinds);
    for (const kind of KINDS) this.#highlighter?.show(kind, listed.includes(kind) && !hidden.includes(kind));
    this.#panel?.showKinds(listed, hidden);
    this.#card?.hide();
  }

  #showPanel() {
    const highlighter = this.#highlighter;
    const isWanted = highlighter !== null && KNOWN.panel.includes(this.panel);
    if (isWanted && !this.#panel) {
      this.#panel = new Panel(/** @type {ShadowRoot} */ (this.shadowRoot), (span) => this.jump(span), (kind, isShown) => this.#toggle(kind, isShown));
      this.#showKinds();
      if (highlighter.text.trim() !== "") this.#panel.begin();
      if (highlighter.findings) this.#panel.show(highlighter.findings);
    } else if (!isWanted) {
      this.#panel?.close();
      this.#panel = null;
    }
  }

  /** @param {import("./painter.js").MarkKind} kind @param {boolean} isShown */
  #toggle(kind, isShown) {
    const others = kindsOf(this.hiddenKinds).filter((each) => each !== kind);
    const hidden = isShown ? others : [...others, kind];
    if (hidden.length > 0) this.setAttribute("hidden-kinds", hidden.join(" "));
    else this.removeAttribute("hidden-kinds");
  }

  /**
   * The marks take their colours from the host's `color-scheme`. Where a host has a dark page without
   * saying so, `theme` chooses them: by an animation that stands at its end, as nothing else gives
   * properties to one element alone and writes nothing into it.
   */
  #applyTheme() {
    this.#dropTheme();
    const theme = this.getAttribute("theme");
    if (theme !== "light" && theme !== "dark") return;
    const colours = this.target?.animate(themeColours(theme), { fill: "forwards" });
    this.#dropTheme = () => colours?.cancel();
  }

  /** @param {unknown} error */
  #tellOnce(error) {
    const { code } = asCopydeskError(error);
    if (this.#trouble === code) return;
    this.#trouble = code;
    const start = this.#start;
    // What was not there yet may be there by then; what a host gave wrongly stays wrong.
    tellTrouble(this, error, () => code === "argument" || (start === this.#start && code === this.#trouble));
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} detail
   * @param {boolean} [cancelable]
   * @returns {boolean} False where the host prevented what would come next.
   */
  #tell(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }
}

/**
 * The analysis is made where somebody asks for it. A function inside the element would keep the
 * element for as long as a host keeps the event.
 * @param {import("./connection.js").Findings} findings
 * @returns {{ analysis: import("./types.js").Analysis, version: number }}
 */
function analysisDetail(findings) {
  return { get analysis() { return findings.analysis; }, version: findings.version };
}

export { CopydeskError };

const registry = globalThis.customElements;
if (registry?.get("article-highlighter") === undefined) {
  registry?.define("article-highlighter", ArticleHighlighter);
} else {
  // Nothing breaks, but only the first copy counts, which may be of another version.
  const message = `element.js was loaded a second time, from ${import.meta.url}. The first copy goes on and this one does nothing. Leave out one of the two script tags.`;
  tellTrouble(document.querySelector("article-highlighter") ?? document, new CopydeskError("second-copy", message));
}
