import assert from "node:assert/strict";
import { test } from "node:test";
import { outcome } from "../outcome-words.js";

const NOW = Date.parse("2026-11-23T08:00:00Z");

/** @param {import("../outcome-words.js").Post} post */
const told = (post) => outcome(post, (at) => at.toISOString(), NOW);

test("a post that is next in line is not called scheduled", () => {
  assert.equal(told({ state: "queued", scheduled_at: "2026-11-23T08:00:02Z" }).name, "Queued");
  const later = told({ state: "queued", scheduled_at: "2026-11-24T08:00:00Z" });
  assert.deepEqual([later.name, later.title], ["Scheduled", "Goes out on 2026-11-24T08:00:00.000Z"]);
});

test("a post that must wait a moment says for what, in a sentence", () => {
  const waits = told({ state: "queued", scheduled_at: "2026-11-23T08:00:12Z", reason: "the account's calls of this minute are used up" });
  assert.equal(waits.text, "It waits for a moment: the account's calls of this minute are used up. You may leave this page.");
  assert.equal(told({ state: "queued" }).text, "It is next in line. You may leave this page.");
});

test("a post that was not published says why and what to do", () => {
  assert.equal(told({ state: "failed", reason: "too short; encode it anew" }).text, "too short; encode it anew");
});

test("how much TikTok has is told where it is known", () => {
  assert.match(told({ state: "uploading", progress: 43 }).text, /43 %/);
  assert.doesNotMatch(told({ state: "uploading" }).text, /%/);
});

test("a post without a link says whether one is to come", () => {
  assert.match(told({ state: "published", privacy_level: "SELF_ONLY" }).text, /only the creator/);
  assert.match(told({ state: "published", privacy_level: "PUBLIC_TO_EVERYONE" }).text, /link appears/);
});

test("every state has its words, and one that is not known yet is shown as it is", () => {
  for (const state of ["held", "queued", "initializing", "uploading", "processing", "published", "failed", "unconfirmed", "cancelled"]) {
    assert.notEqual(told({ state }).title, "", state);
  }
  assert.equal(told({ state: "reviewed" }).name, "reviewed");
});
