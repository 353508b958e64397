/** The "Open sample" menu: articles that come with Copydesk, read only when they are asked for. */

/**
 * @param {(text: string) => void} open Called with the article that the reader chose.
 * @param {(message: string) => void} complain Called with what went wrong; empty when all is well.
 */
export function setUpSamples(open, complain) {
  const menu = /** @type {HTMLElement} */ (document.getElementById("samples"));
  const list = /** @type {HTMLElement} */ (document.getElementById("sample-list"));
  const opener = /** @type {HTMLElement} */ (document.getElementById("open-sample"));
  menu.addEventListener("toggle", async (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
    opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen || list.childElementCount > 0) return;
    try {
      /** @type {{ file: string, title: string }[]} */
      const samples = JSON.parse(await readText("samples/index.json"));
      list.replaceChildren(...samples.map((sample) => item(sample)));
    } catch {
      menu.hidePopover();
      complain("The list of sample articles could not be read. Check the connection to this site and try again; pasting an article works all the same.");
    }
  });

  /** @param {{ file: string, title: string }} sample */
  function item({ file, title }) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.addEventListener("click", async () => {
      menu.hidePopover();
      try {
        const text = await readText(`samples/${encodeURIComponent(file)}`);
        complain("");
        open(text);
      } catch {
        complain(`The sample “${title}” could not be read. Check the connection to this site and try again.`);
      }
    });
    const entry = document.createElement("li");
    entry.append(button);
    return entry;
  }
}

/** @param {string} path Beside the page. */
async function readText(path) {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.text()).trimEnd();
}
