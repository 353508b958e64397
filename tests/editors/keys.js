/** Keys and edits, sent to the browser as a keyboard sends them. */

/** @typedef {import("playwright-core").CDPSession} Keyboard */

/** The numbers of keys that are no letters. */
const CODES = new Map([
  ["Backspace", 8],
  ["Enter", 13],
  ["End", 35],
  ["Home", 36],
  ["ArrowLeft", 37],
  ["ArrowUp", 38],
  ["ArrowRight", 39],
  ["ArrowDown", 40],
  ["Delete", 46],
]);

/** What the random edits type, a letter at a time: names, quotes and what stands between. */
const WORDS = ["Anna Weber", "in Berlin", "the World Bank", "“We will go,”", "said David Chen", ".", ",", "and", "Mayor", "it was", "é😀"];

const CONTROL = 2;

/**
 * One press of a key.
 *
 * @param {Keyboard} keyboard
 * @param {string} key The name of a key.
 * @param {number} [modifiers] Bits as the protocol has them: 2 for Control.
 */
export function press(keyboard, key, modifiers = 0) {
  return hold(keyboard, key, 1, modifiers);
}

/**
 * One key, held down until it has come so many times.
 *
 * @param {Keyboard} keyboard
 * @param {string} key The name of a key.
 * @param {number} times
 * @param {number} [modifiers] Bits as the protocol has them: 2 for Control.
 */
async function hold(keyboard, key, times, modifiers = 0) {
  const text = key === "Enter" ? "\r" : undefined;
  const event = { key, code: key, windowsVirtualKeyCode: CODES.get(key), modifiers };
  for (let time = 0; time < times; time++) {
    await keyboard.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, autoRepeat: time > 0, ...event });
  }
  if (times > 0) await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
}

/**
 * Types, letter for letter, with a key for each.
 *
 * @param {Keyboard} keyboard
 * @param {string} text
 * @param {() => Promise<unknown>} settle Waits until the editor took in a letter: what an editor with a
 *   rendering of its own makes one step of undo would else depend on the pace of the machine.
 */
export async function type(keyboard, text, settle) {
  for (const letter of text) {
    await Promise.all(letterKeys(keyboard, letter));
    await settle();
  }
}

/** @param {Keyboard} keyboard @param {string} letter */
function letterKeys(keyboard, letter) {
  const windowsVirtualKeyCode = /^[a-z0-9 ]$/i.test(letter) ? letter.toUpperCase().charCodeAt(0) : 0;
  const event = { key: letter, windowsVirtualKeyCode };
  return [
    keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", text: letter, ...event }),
    keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...event }),
  ];
}

/**
 * The same random walk for the same seed: the caret goes here and there, and letters, line breaks and
 * deletions come in between.
 *
 * @param {Keyboard} keyboard
 * @param {number} seed
 * @param {number} count How many edits are made; moves of the caret come on top.
 * @param {readonly string[]} ways The keys that move the caret.
 * @param {() => Promise<unknown>} settle Waits until the editor took in what was sent: no hand is so fast
 *   that a key comes before the editor knows where the caret went. (Slate puts the caret back to where it
 *   was a move before, now and then, when the next one comes within the same frame.)
 */
export async function editAtRandom(keyboard, seed, count, ways, settle) {
  const random = randomNumbers(seed);
  /** @template T @param {readonly T[]} choices @returns {T} */
  const one = (choices) => choices[Math.floor(random() * choices.length)];
  let made = 0;
  while (made < count) {
    const way = one(ways);
    const isFar = !/Up|Down/.test(way) && random() < 0.5;
    const moves = Math.floor(random() * 8);
    for (let move = 0; move < moves; move++) {
      await press(keyboard, way, isFar ? CONTROL : 0);
      await settle();
    }
    const kind = random();
    if (kind < 0.62) {
      const letters = [...` ${one(WORDS)} `].slice(0, count - made);
      await Promise.all(letters.flatMap((letter) => letterKeys(keyboard, letter)));
      made += letters.length;
    } else if (kind < 0.7) {
      await press(keyboard, "Enter");
      made += 1;
    } else {
      const key = one(["Backspace", "Delete"]);
      const times = Math.min(1 + Math.floor(random() * 20), count - made);
      await hold(keyboard, key, times);
      made += times;
    }
    await settle();
  }
}

/**
 * Numbers from 0 to 1, drawn by the method mulberry32.
 *
 * @param {number} seed
 */
function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
