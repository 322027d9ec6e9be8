// Which bytes of a video are still to be sent: pure, without browser or network.

/**
 * One part of a multipart upload.
 * @typedef {{number: number, start: number, end: number}} Part From byte `start` up to, not including, `end`.
 */

/**
 * Every part of a file, in order.
 * @param {number} size
 * @param {number} partSize
 * @returns {Part[]}
 */
export function partsOf(size, partSize) {
  const parts = [];
  for (let start = 0; start < size; start += partSize) {
    parts.push({ number: parts.length + 1, start, end: Math.min(size, start + partSize) });
  }
  return parts;
}

/**
 * The parts that storage does not hold whole.
 * @param {Part[]} parts
 * @param {{number: number, size: number}[]} stored
 */
export function missing(parts, stored) {
  const sizes = new Map(stored.map((part) => [part.number, part.size]));
  return parts.filter((part) => sizes.get(part.number) !== part.end - part.start);
}

/**
 * Bytes of the parts that are not among the missing ones.
 * @param {Part[]} parts
 * @param {Part[]} stillMissing
 */
export function storedBytes(parts, stillMissing) {
  const left = new Set(stillMissing.map((part) => part.number));
  return parts.filter((part) => !left.has(part.number)).reduce((sum, part) => sum + part.end - part.start, 0);
}

/**
 * What storage should be told that a video is, by its name alone.
 * @param {string} fileName
 */
export function contentType(fileName) {
  switch (extension(fileName)) {
    case "mp4": return "video/mp4";
    case "mov": return "video/quicktime";
    case "webm": return "video/webm";
    case "avi": return "video/x-msvideo";
    default: return "application/octet-stream";
  }
}

/**
 * A file's extension in lower case, without the dot; a name that is nothing else has none.
 * @param {string} fileName
 */
export function extension(fileName) {
  const dot = fileName.lastIndexOf(".");
  return dot > 0 ? fileName.slice(dot + 1).toLowerCase() : "";
}
