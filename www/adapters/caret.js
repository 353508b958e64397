/**
 * Keeps a drawing of marks back while the caret moved and the editor does not know it yet.
 *
 * The browser moves the caret by itself and tells of it later, with `selectionchange`. An editor that
 * draws decorations in between puts the caret back to where it knows it, and the move is lost.
 */

/** Milliseconds after which it is drawn even if the browser told of nothing, as for a node that an editor took out. */
const PATIENCE = 50;

/** Draws into one editor when it knows where its caret is. */
export class CaretGuard {
  #root;
  #document;
  /** Where the selection was when the editor last knew it. @type {readonly unknown[]} */
  #known;
  /** @type {(() => void) | null} */
  #waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} root What the editor shows its text in. */
  constructor(root) {
    this.#root = root;
    this.#document = root.ownerDocument;
    this.#known = this.#selection();
    this.#document.addEventListener("selectionchange", this.#told);
  }

  /**
   * Draws now or in a moment; of several drawings that wait, only the last is made.
   *
   * @param {() => void} draw
   */
  draw(draw) {
    const selection = this.#selection();
    if (this.#waiting || selection.some((each, index) => each !== this.#known[index])) {
      this.#waiting = draw;
      this.#timer ??= setTimeout(this.#drawWaiting, PATIENCE);
      return;
    }
    draw();
    this.#known = this.#selection();
  }

  close() {
    clearTimeout(this.#timer);
    this.#waiting = null;
    this.#document.removeEventListener("selectionchange", this.#told);
  }

  #told = () => {
    this.#known = this.#selection();
    if (!this.#waiting) return;
    // The editor may listen after us.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#drawWaiting);
  };

  #drawWaiting = () => {
    this.#timer = undefined;
    const draw = this.#waiting;
    this.#waiting = null;
    draw?.();
    this.#known = this.#selection();
  };

  /** @returns {readonly unknown[]} Empty outside the editor, where its drawings move nothing. */
  #selection() {
    const within = /** @type {any} */ (this.#root.getRootNode());
    /** @type {Selection | null} */
    const selection = within.getSelection?.() ?? this.#document.getSelection();
    if (!selection || !this.#root.contains(selection.focusNode)) return [];
    return [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
  }
}
