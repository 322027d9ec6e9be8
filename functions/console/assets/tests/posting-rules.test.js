import assert from "node:assert/strict";
import { test } from "node:test";
import * as rules from "../posting-rules.js";

const NOTHING = {
  caption: "", privacyLevel: "", allowComment: false, allowDuet: false, allowStitch: false, disclose: false,
  yourBrand: false, brandedContent: false, aiGenerated: false, coverMs: null,
};
const PUBLIC = { ...NOTHING, privacyLevel: "PUBLIC_TO_EVERYONE" };
const YOURS = { ...PUBLIC, disclose: true, yourBrand: true };
const BRANDED = { ...PUBLIC, disclose: true, brandedContent: true };

test("nothing is published before somebody has said who can see it", () => {
  assert.deepEqual(rules.obstacles(NOTHING, 2200), ["Choose who can see the video."]);
  assert.deepEqual(rules.obstacles(PUBLIC, 2200), []);
});

test("a disclosure that is on must say what is promoted", () => {
  const open = { ...PUBLIC, disclose: true };
  assert.match(rules.obstacles(open, 2200)[0], /promotes yourself, a third party, or both/);
  assert.deepEqual(rules.obstacles(YOURS, 2200), []);
  assert.deepEqual(rules.obstacles(BRANDED, 2200), []);
});

test("each disclosure has its label, and a paid partnership is one with or without a brand of one's own", () => {
  assert.equal(rules.brandingNotice(PUBLIC), null);
  assert.equal(rules.brandingNotice({ ...PUBLIC, disclose: true }), null);
  assert.match(rules.brandingNotice(YOURS) ?? "", /Promotional content/);
  assert.match(rules.brandingNotice(BRANDED) ?? "", /Paid partnership/);
  assert.match(rules.brandingNotice({ ...BRANDED, yourBrand: true }) ?? "", /Paid partnership/);
});

test("branded content and a private post exclude each other, whichever comes first", () => {
  const privately = { ...NOTHING, privacyLevel: "SELF_ONLY" };
  assert.match(rules.brandedContentBarred(privately) ?? "", /cannot be set to private/);
  assert.match(rules.privacyLevelBarred("SELF_ONLY", BRANDED) ?? "", /cannot be set to private/);
  assert.equal(rules.brandedContentBarred(PUBLIC), null);
  assert.equal(rules.privacyLevelBarred("PUBLIC_TO_EVERYONE", BRANDED), null);
  assert.equal(rules.privacyLevelBarred("SELF_ONLY", YOURS), null);
});

test("branded content that slipped into a private post is not published", () => {
  assert.match(rules.obstacles({ ...BRANDED, privacyLevel: "SELF_ONLY" }, 2200)[0], /cannot be set to private/);
});

test("only branded content brings its policy into the declaration", () => {
  assert.deepEqual([PUBLIC, YOURS, BRANDED].map(rules.declaresBrandedContent), [false, false, true]);
});

test("a disclosure that is switched off again is none", () => {
  const off = { ...BRANDED, yourBrand: true, disclose: false };
  assert.equal(rules.brandingNotice(off), null);
  assert.equal(rules.declaresBrandedContent(off), false);
  const sent = rules.options(off, null);
  assert.deepEqual([sent.your_brand, sent.branded_content], [false, false]);
});

test("a caption is counted in UTF-16 units, so that an emoji counts two", () => {
  assert.equal(rules.captionTooLong("😀".repeat(1100), 2200), null);
  assert.match(rules.captionTooLong("😀".repeat(1100) + "!", 2200) ?? "", /by 1\b/);
});

test("what is sent says everything that was chosen and no more", () => {
  assert.deepEqual(rules.options({ ...YOURS, caption: "hi", coverMs: 0 }, "2026-11-24T08:00:00.000Z"), {
    caption: "hi", privacy_level: "PUBLIC_TO_EVERYONE", allow_comment: false, allow_duet: false, allow_stitch: false,
    your_brand: true, branded_content: false, ai_generated: false, cover_ms: 0, publish_at: "2026-11-24T08:00:00.000Z",
    music_usage_confirmed: true,
  });
  const now = rules.options(PUBLIC, null);
  assert.ok(!("publish_at" in now) && !("cover_ms" in now));
});
