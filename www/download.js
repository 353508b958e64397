/** Saving a text to the reader's own disk. */

/** Milliseconds after which a download is surely under way and its copy in memory can go. */
const DOWNLOAD_TIME = 10_000;

/**
 * Hands the browser a text to save.
 *
 * @param {string} content
 * @param {string} name The file's name.
 * @param {string} mediaType
 */
export function download(content, name, mediaType) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: `${mediaType};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIME);
}
