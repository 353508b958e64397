/** The keys that go from mark to mark. */

/**
 * @param {EventTarget} place Where they are pressed; what was seen to farther inside is left alone.
 * @param {(direction: 1 | -1) => void} step
 * @param {AbortSignal} [signal] Stops it.
 */
export function listenForSteps(place, step, signal) {
  place.addEventListener(
    "keydown",
    (event) => {
      const { key, ctrlKey, altKey, metaKey, shiftKey } = /** @type {KeyboardEvent} */ (event);
      if (event.defaultPrevented || key !== "F8" || ctrlKey || altKey || metaKey) return;
      event.preventDefault();
      step(shiftKey ? -1 : 1);
    },
    { signal },
  );
}
