import assert from "node:assert/strict";
import { test } from "node:test";
import { hashtagsIn, suggestions, withHashtag } from "../caption-rules.js";

const KNOWN = ["#Baking", "#bread", "#früh", "#sourdough"];

test("hashtags are found in any script and in any case", () => {
  assert.deepEqual([...hashtagsIn("Hi #Früh,#bread! # #日本_1")], ["#früh", "#bread", "#日本_1"]);
});

test("what the caption has already is not offered again", () => {
  assert.deepEqual(suggestions("Hello #BREAD ", KNOWN), ["#Baking", "#früh", "#sourdough"]);
  assert.deepEqual(suggestions("Hello ", KNOWN, "and #bread"), ["#Baking", "#früh", "#sourdough"]);
});

test("while a hashtag is being written, those that begin so are offered", () => {
  assert.deepEqual(suggestions("Hello #b", KNOWN), ["#Baking", "#bread"]);
});

test("a hashtag takes the place of what was begun, and keeps its distance from the word before it", () => {
  assert.equal(withHashtag("Hello #b", "#bread"), "Hello #bread ");
  assert.equal(withHashtag("Hello", "#bread"), "Hello #bread ");
  assert.equal(withHashtag("", "#bread"), "#bread ");
});
