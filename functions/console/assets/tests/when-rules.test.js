import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldValue, inWords, moment, timeRefused } from "../when-rules.js";

const NOW = new Date(2026, 10, 23, 9, 30);

test("a field's value and the moment it names are each other's", () => {
  assert.equal(fieldValue(NOW), "2026-11-23T09:30");
  assert.equal(moment("2026-11-23T09:30")?.getTime(), NOW.getTime());
});

test("a time that has passed is refused, and so is this very minute", () => {
  assert.match(timeRefused("2026-11-23T09:29", NOW) ?? "", /passed/);
  assert.match(timeRefused("2026-11-23T09:30", NOW) ?? "", /passed/);
  assert.equal(timeRefused("2026-11-23T09:31", NOW), null);
});

test("an incomplete time is asked for", () => {
  assert.match(timeRefused("", NOW) ?? "", /day and the time/);
  assert.match(timeRefused("tomorrow", NOW) ?? "", /day and the time/);
});

test("a moment is told with its zone, summer and winter", () => {
  assert.match(inWords(new Date("2026-07-01T12:00:00Z"), "Europe/Berlin"), /14:00|02:00 PM/);
  assert.match(inWords(new Date("2026-12-01T12:00:00Z"), "Europe/Berlin"), /13:00|01:00 PM/);
});
