import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf, wallOf, words } from "../zoned.js";

const BERLIN = "Europe/Berlin";

test("a moment is shown as the clocks of its zone show it", () => {
  const moment = new Date("2026-11-23T23:30:00Z");
  assert.deepEqual(wallOf(moment, BERLIN), { date: "2026-11-24", time: "00:30" });
  assert.deepEqual(wallOf(moment, "Asia/Kolkata"), { date: "2026-11-24", time: "05:00" });
});

test("every hour around both changes comes back from what clocks show, but the one that is shown twice", () => {
  const hours = [2, 9].flatMap((month) => Array.from({ length: 14 * 24 }, (_, hour) => new Date(Date.UTC(2026, month, 20, hour))));
  const lost = hours.filter((moment) => momentOf(wallOf(moment, BERLIN), BERLIN).getTime() !== moment.getTime());
  assert.deepEqual(lost.map((moment) => moment.toISOString()), ["2026-10-25T01:00:00.000Z"]);
});

test("of an hour that is shown twice the first is meant", () => {
  assert.equal(momentOf({ date: "2026-10-25", time: "02:30" }, BERLIN).toISOString(), "2026-10-25T00:30:00.000Z");
});

test("an hour that is skipped is as long after the skip", () => {
  assert.equal(momentOf({ date: "2026-03-29", time: "02:30" }, BERLIN).toISOString(), "2026-03-29T01:30:00.000Z");
});

test("words are those of the server", () => {
  assert.equal(words(new Date("2026-11-23T06:21:59Z"), BERLIN), "Mon 23 Nov 2026, 07:21");
  assert.equal(words(new Date("2026-09-01T05:00:00Z"), "UTC"), "Tue 1 Sep 2026, 05:00");
});
