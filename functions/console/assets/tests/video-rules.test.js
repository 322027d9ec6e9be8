import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, duration, videoRefused } from "../video-rules.js";

const LIMITS = { bytesMax: 4 * 1024 ** 3, secondsMax: 300, extensions: ["mp4", "mov", "webm", "avi"] };

/** @param {Partial<import("../video-rules.js").VideoFacts>} facts */
const refused = (facts, limits = {}) =>
  videoRefused({ name: "clip.mp4", size: 1_000, seconds: 20, ...facts }, { ...LIMITS, ...limits });

test("a video within the limits is taken, to the last second and byte", () => {
  assert.equal(refused({}), null);
  assert.equal(refused({ seconds: 3 }), null);
  assert.equal(refused({ seconds: 300, size: LIMITS.bytesMax, name: "CLIP.MOV" }), null);
});

test("a video that is longer than the creator may post is refused with both lengths", () => {
  assert.match(refused({ seconds: 301 }) ?? "", /5:01 long.*at most 5:00/);
  assert.equal(refused({ seconds: 10_000 }, { secondsMax: null }), null);
});

test("what is too short, too large, empty or no video of a known kind is refused", () => {
  assert.match(refused({ seconds: 2.5 }) ?? "", /2\.5 seconds.*at least 3/);
  assert.match(refused({ size: LIMITS.bytesMax + 1 }) ?? "", /at most 4\.3 GB/);
  assert.match(refused({ size: 0 }) ?? "", /empty/);
  assert.match(refused({ name: "clip.mkv" }) ?? "", /MP4, MOV, WEBM, AVI/);
  assert.match(refused({ name: "mp4" }) ?? "", /MP4/);
});

test("where the browser cannot tell the length nothing is said of it", () => {
  assert.equal(refused({ seconds: null }), null);
});

test("lengths and sizes read as people write them", () => {
  assert.deepEqual([9.96, 65, 3_725].map(duration), ["10 seconds", "1:05", "1:02:05"]);
  assert.deepEqual([999, 12_345_678, 200_000_000].map(bytes), ["999 bytes", "12.3 MB", "200 MB"]);
});
