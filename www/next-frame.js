/** Work that must not all come in one frame. */

/** Milliseconds without a frame after which work goes on all the same: nobody is looking. */
const NO_FRAME = 100;

/**
 * Calls back in a task of its own after the next frame.
 *
 * @param {() => void} run
 * @returns {() => void} Calls it off.
 */
export function afterFrame(run) {
  let timer = setTimeout(goOn, NO_FRAME);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(run);
  });
  function goOn() {
    cancelAnimationFrame(frame);
    run();
  }
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
