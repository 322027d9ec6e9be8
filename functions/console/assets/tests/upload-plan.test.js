import assert from "node:assert/strict";
import { test } from "node:test";
import { contentType, missing, partsOf, storedBytes } from "../upload-plan.js";

const MIB = 1024 * 1024;

test("parts cover a file without gap or overlap, and the last one takes the rest", () => {
  const parts = partsOf(40 * MIB + 1, 16 * MIB);
  assert.deepEqual(parts.map((part) => part.number), [1, 2, 3]);
  assert.equal(parts[0].start, 0);
  assert.equal(parts[1].start, parts[0].end);
  assert.deepEqual(parts[2], { number: 3, start: 32 * MIB, end: 40 * MIB + 1 });
});

test("a file of whole parts has no empty part at its end", () => {
  assert.equal(partsOf(32 * MIB, 16 * MIB).length, 2);
});

test("what storage holds whole is not sent again, and a part of another size is", () => {
  const parts = partsOf(40, 16);
  const left = missing(parts, [{ number: 1, size: 16 }, { number: 2, size: 7 }]);
  assert.deepEqual(left.map((part) => part.number), [2, 3]);
  assert.equal(storedBytes(parts, left), 16);
});

test("storage is told the type that the name says", () => {
  assert.equal(contentType("a.clip.MOV"), "video/quicktime");
  assert.equal(contentType("clip"), "application/octet-stream");
});
