import assert from "node:assert/strict";
import { test } from "node:test";
import { isBranded, isGood, plan, summary, whyNot } from "../batch-plan.js";

const video = (name, size = 10) => ({ name, size });
const good = (file) => ({ row: 2, file, account: { open_id: "a" }, options: { privacy_level: "SELF_ONLY" }, errors: [] });
const bad = (file) => ({ row: 3, file, errors: [{ field: "privacy_level", detail: "choose" }] });

test("a row finds its file, and a file that is missing is wrong in its row", () => {
  const { rows, spare } = plan([good("a.mp4"), good("b.mp4")], [video("a.mp4"), video("c.mp4")]);
  assert.deepEqual(rows.map(isGood), [true, false]);
  assert.match(rows[1].errors[0].detail, /b\.mp4 is not among/);
  assert.deepEqual(spare, ["c.mp4"]);
});

test("an empty file and one that TikTok would not take are wrong", () => {
  const { rows } = plan([good("a.mp4"), good("b.mp4")], [video("a.mp4", 0), video("b.mp4", 4 * 1024 ** 3 + 1)]);
  assert.match(rows[0].errors[0].detail, /empty/);
  assert.match(rows[1].errors[0].detail, /4 GB/);
});

test("a row that is wrong already keeps its reasons", () => {
  const { rows } = plan([bad("a.mp4")], []);
  assert.deepEqual(rows[0].errors.map((error) => error.field), ["privacy_level", "file"]);
});

test("nothing starts before the consent", () => {
  assert.match(whyNot([good("a")], { leaveOut: false, consent: false }), /declaration/);
  assert.equal(whyNot([good("a")], { leaveOut: false, consent: true }), null);
});

test("good rows start beside bad ones only by explicit choice", () => {
  assert.match(whyNot([good("a"), bad("b")], { leaveOut: false, consent: true }), /1 row cannot be posted/);
  assert.equal(whyNot([good("a"), bad("b")], { leaveOut: true, consent: true }), null);
  assert.match(whyNot([bad("a")], { leaveOut: true, consent: true }), /No row/);
});

test("the declaration names the Branded Content Policy where one row needs it", () => {
  assert.equal(isBranded([good("a")]), false);
  assert.equal(isBranded([good("a"), { ...good("b"), options: { branded_content: true } }]), true);
});

test("what was found is said in words", () => {
  assert.equal(summary([good("a"), bad("b")], []), "1 of 2 rows can be posted.");
  assert.equal(summary([good("a")], ["x", "y", "z", "w"]), "1 of 1 row can be posted. No row names x, y, z and 1 more: not posted.");
});
