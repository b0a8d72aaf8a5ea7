import { expect, test } from "vitest";
import { smtpMeaning } from "./smtp-words.ts";

test.each([
  ["smtp_550_5.1.1", /nobody has this address/],
  ["smtp_554", /refused it with “554”/],
  ["smtp_452_4.2.2", /put it off again and again \(“452 4.2.2”\)/],
  ["smtp_line_cut", /ended the session at this address/],
  ["smtp_no_answer", /cannot be asked again/],
])("%s is told in words", (reason, words) => {
  expect(smtpMeaning(reason)).toMatch(words);
});

test("what no mail server said has no meaning here", () => {
  for (const reason of ["validation_error", "smtp_", "smtp_250", "constructor"])
    expect(smtpMeaning(reason)).toBeUndefined();
});
