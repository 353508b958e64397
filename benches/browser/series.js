/**
 * What the bench hands on: series of measurements, raw. Who reads them makes medians and ratios.
 *
 * @typedef {object} Series
 * @property {string} name Parts with `/` between: what was done, on what, by whom.
 * @property {number} bytes What one measurement worked on, as UTF-8; 0 where that says nothing.
 * @property {number[]} ms Milliseconds, in the order of the rounds: the same index in two series
 *   means the same round.
 */

/** Series under way. */
export class Recorder {
  /** @type {Map<string, Series>} */
  #series = new Map();

  /**
   * @param {string} name
   * @param {number} bytes
   * @param {number[]} ms
   */
  add(name, bytes, ...ms) {
    let series = this.#series.get(name);
    if (!series) this.#series.set(name, (series = { name, bytes, ms: [] }));
    series.ms.push(...ms);
  }

  /** Everything so far. */
  all() {
    return [...this.#series.values()];
  }
}

/** @param {string} words What the bench does now, for whoever waits. */
export function tell(words) {
  console.error(words);
}
