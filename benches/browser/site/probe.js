/**
 * Runs in a page before the page's own scripts, and notes when things are seen. Times are in
 * milliseconds.
 */

(() => {
  const probe = {
    /** From the page's being asked for to the end of the first frame with the article. @type {number | null} */
    article: null,
    /** The same for the first frame with something highlighted. @type {number | null} */
    highlight: null,
    /** For each key, from its being pressed to the end of the next frame. @type {number[]} */
    keys: [],
    /** Looks at every frame until there is a highlight, and says when there is what. */
    watch() {
      afterFrame((time) => {
        if (document.querySelector("#story, #article")) see("article", time);
        if ([...CSS.highlights.values()].some((highlight) => highlight.size > 0)) see("highlight", time);
        if (probe.article === null || probe.highlight === null) probe.watch();
      });
    },
  };
  Object.assign(globalThis, { probe });

  /** @param {"article" | "highlight"} what @param {number} time */
  const see = (what, time) => {
    if (probe[what] !== null) return;
    probe[what] = time;
    console.debug(what, time);
  };

  /** @param {(time: number) => void} report */
  const afterFrame = (report) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        report(performance.now());
      };
      port2.postMessage(null);
    });

  addEventListener(
    "keydown",
    (event) => afterFrame((time) => probe.keys.push(time - event.timeStamp)),
    { capture: true },
  );
})();

/** @typedef {{ article: number | null, highlight: number | null, keys: number[], watch(): void }} Probe */
