import { expect, test } from "vitest";
import { readFields } from "./fields.ts";

function fieldsOf(raw: Record<string, unknown>) {
  const read = readFields(raw);
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.errors));
  return read.fields;
}

test("reads an empty form as empty words, for the engine to judge", () => {
  expect(fieldsOf({})).toMatchObject({
    email: "",
    name: "",
    course: "",
    timezone: "",
    sendTime: "",
    weeklyLetter: false,
  });
});

test("ticks the weekly letter only for a ticked box or a true", () => {
  expect(fieldsOf({ weeklyLetter: "yes" }).weeklyLetter).toBe(true);
  expect(fieldsOf({ weeklyLetter: true }).weeklyLetter).toBe(true);
  expect(fieldsOf({ weeklyLetter: "" }).weeklyLetter).toBe(false);
  expect(fieldsOf({ weeklyLetter: "no" }).weeklyLetter).toBe(false);
});

test("lets the button of a suggested address take the place of what was typed", () => {
  expect(fieldsOf({ email: "ann@gmial.com", suggestion: "ann@gmail.com" }).email).toBe("ann@gmail.com");
});

test("never asks about a likely slip where nobody can answer, as by JSON", () => {
  expect(fieldsOf({ email: "ann@gmial.com" }).questioned).toBeUndefined();
});

test("says which field is not text", () => {
  expect(readFields({ email: 5, name: null })).toEqual({ kind: "invalid", errors: { email: "Send this as text." } });
});

test("passes no course on that could be none, such as one with a zero byte", () => {
  expect(fieldsOf({ course: "runner\0" }).course).toBe("");
  expect(fieldsOf({ course: "runner-core" }).course).toBe("runner-core");
});

test("keeps no invented page in the proof of a consent", () => {
  expect(fieldsOf({ form: "x".repeat(10_000) }).form).toBe("api");
  expect(fieldsOf({ form: "article" }).form).toBe("article");
});
