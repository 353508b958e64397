/** Numbers for tests that make edits and marks at random. */

/**
 * Numbers that look random and are the same at each run.
 *
 * @param {number} state
 * @returns {(below: number) => number}
 */
export function numbers(state) {
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
