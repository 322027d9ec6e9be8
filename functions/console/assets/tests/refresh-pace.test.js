import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseMs, quickest } from "../refresh-pace.js";

test("a page is as quick as its quickest part", () => {
  assert.equal(quickest(["still", "slow", "fast"]), "fast");
  assert.equal(quickest(["still", "slow"]), "slow");
  assert.equal(quickest([]), "still");
});

test("what is still is never asked for", () => {
  assert.equal(pauseMs("still", 0), null);
});

test("what moves is asked for every two seconds, and less often once nothing has come for long", () => {
  assert.equal(pauseMs("fast", 0), 2_000);
  assert.equal(pauseMs("fast", 30), 2_000);
  assert.equal(pauseMs("fast", 31), 4_000);
  assert.equal(pauseMs("fast", 1_000), 60_000);
});
