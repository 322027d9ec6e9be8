import assert from "node:assert/strict";
import { test } from "node:test";
import { nextQuestionMs } from "../live-pace.js";

const NOW = Date.parse("2026-11-23T08:00:00Z");

/** @param {Partial<import("../live-pace.js").Post>} post */
const asked = (post, watchedMs = 0) => nextQuestionMs({ state: "queued", ...post }, watchedMs, NOW);

test("a post that moves is looked at every two seconds, and less often once it takes long", () => {
  for (const state of ["queued", "initializing", "uploading", "processing"]) {
    assert.equal(asked({ state }), 2_000, state);
    assert.equal(asked({ state }, 600_000), 10_000, state);
  }
});

test("a post that waits for its time is looked at seldom, until the time comes", () => {
  assert.equal(asked({ scheduled_at: "2026-11-23T12:00:00Z" }), 30_000);
  assert.equal(asked({ scheduled_at: "2026-11-23T08:00:10Z" }), 2_000);
});

test("nobody asks for a post that has ended", () => {
  for (const state of ["failed", "cancelled"]) assert.equal(asked({ state }), null, state);
  assert.equal(asked({ state: "published", post_url: "https://x.example" }), null);
  assert.equal(asked({ state: "published", privacy_level: "SELF_ONLY" }), null);
});

test("the link of a public post is waited for, though not for ever", () => {
  const post = { state: "published", privacy_level: "PUBLIC_TO_EVERYONE" };
  assert.equal(asked(post), 2_000);
  assert.equal(asked(post, 600_000), 10_000);
  assert.equal(asked(post, 3_600_000), null);
});
