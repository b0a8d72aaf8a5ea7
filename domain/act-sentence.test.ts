import { expect, test } from "vitest";
import { actName, actSentence } from "./act-sentence.ts";

const plain = { authorName: "Ada", place: null, what: null, reason: null };

test.each([
  [
    "reader paused",
    { place: "30-Day Runner Core", reason: "asked by phone" },
    "Ada paused a reader in 30-Day Runner Core: asked by phone",
  ],
  ["send time changed", {}, "Ada changed a send time"],
  ["issue taken back", { place: "Weekly" }, "Ada took a letter back in Weekly"],
  ["issue begun", { what: "Spring" }, "Ada began a letter: Spring"],
  ["order applied", {}, "Ada applied an order"],
  ["readers exported", {}, "Ada exported readers"],
  ["author invited", { what: "viewer" }, "Ada invited an author: viewer"],
  ["delivery marked as had", {}, "Ada counted a refused lesson as had"],
  ["something new", {}, "Ada noted “something new”"],
])("says of %s", (act, about, sentence) => {
  expect(actSentence({ ...plain, act, ...about })).toBe(sentence);
});

test("names an act in a list", () => {
  expect(actName("issue taken back")).toBe("Letter taken back");
});
