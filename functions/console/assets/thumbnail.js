// A small still of a video, for the dashboard.

/** The longest side, in pixels. */
const SIDE_MAX = 320;

/** The most that the API takes, in bytes. */
export const THUMBNAIL_BYTES_MAX = 32 * 1024;

/** Qualities to try, best first, until the picture is small enough. */
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25];

/**
 * The frame that a video shows now, or what a canvas shows, as a JPEG of at most 32 KiB.
 * @param {HTMLVideoElement | HTMLCanvasElement} shown
 * @returns {Promise<Blob | null>} Null where the browser has no frame to show.
 */
export async function thumbnail(shown) {
  const small = document.createElement("canvas");
  if (!still(shown, small, SIDE_MAX)) return null;
  for (const quality of QUALITIES) {
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => small.toBlob(resolve, "image/jpeg", quality));
    if (blob && blob.size <= THUMBNAIL_BYTES_MAX) return blob;
  }
  return null;
}

/**
 * Draws what is shown into a canvas, as large as fits into a square.
 * @param {HTMLVideoElement | HTMLCanvasElement} shown
 * @param {HTMLCanvasElement} canvas
 * @param {number} side Of the square, in pixels.
 * @returns {boolean} Whether there was anything to draw.
 */
export function still(shown, canvas, side) {
  const video = shown instanceof HTMLVideoElement;
  const width = video ? shown.videoWidth : shown.width;
  const height = video ? shown.videoHeight : shown.height;
  const pen = canvas.getContext("2d");
  if (!pen || !width || !height || (video && shown.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)) return false;
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  pen.drawImage(shown, 0, 0, canvas.width, canvas.height);
  return true;
}
