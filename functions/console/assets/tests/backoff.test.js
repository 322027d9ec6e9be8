import assert from "node:assert/strict";
import { test } from "node:test";
import { PAUSE_MS_FIRST, PAUSE_MS_MAX, pauseMs } from "../backoff.js";

test("pauses grow, stay below their bound and are spread over it", () => {
  assert.equal(pauseMs(1, 1), PAUSE_MS_FIRST);
  assert.equal(pauseMs(3, 1), PAUSE_MS_FIRST * 4);
  assert.equal(pauseMs(100, 1), PAUSE_MS_MAX);
  assert.equal(pauseMs(100, 0), 0);
});
