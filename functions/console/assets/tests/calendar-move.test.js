import assert from "node:assert/strict";
import { test } from "node:test";
import { target, whyNot } from "../calendar-move.js";

const BERLIN = "Europe/Berlin";
const at = new Date("2026-10-24T16:30:00Z");

test("on another day a post keeps its time of day, though clocks change between", () => {
  assert.equal(target(at, { day: "2026-10-26", hour: null }, BERLIN).toISOString(), "2026-10-26T17:30:00.000Z");
});

test("in another hour it goes to its beginning, and within its own it stays", () => {
  assert.equal(target(at, { day: "2026-10-24", hour: 9 }, BERLIN).toISOString(), "2026-10-24T07:00:00.000Z");
  assert.equal(target(at, { day: "2026-10-24", hour: 18 }, BERLIN).toISOString(), at.toISOString());
});

test("what is past takes no post", () => {
  const now = new Date("2026-10-20T00:00:00Z");
  assert.match(whyNot(at, new Date("2026-10-19T12:00:00Z"), now), /past/);
  assert.match(whyNot(at, at, now), /stays/);
  assert.equal(whyNot(at, new Date("2026-10-21T12:00:00Z"), now), null);
});
