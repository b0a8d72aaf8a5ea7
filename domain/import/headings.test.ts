import { expect, test } from "vitest";
import { guessFromRows, guessMeanings, hasHeadings } from "./headings.ts";

test.each([
  [
    "Mailchimp",
    ["Email Address", "First Name", "Last Name", "TAGS", "OPTIN_TIME", "TIMEZONE"],
    "address firstName lastName tags consentDay zone",
  ],
  ["Kit", ["email", "first_name", "status", "created_at", "tags"], "address firstName status skip tags"],
  ["Substack", ["Email", "Name", "Subscribed", "Created at"], "address name status skip"],
  ["listmonk", ["uuid", "email", "name", "attributes", "status"], "skip address name skip status"],
  [
    "a German spreadsheet",
    ["E-Mail", "Vorname", "Nachname", "Zeitzone", "Kurs"],
    "address firstName lastName zone course",
  ],
  [
    "our own export",
    ["email", "name", "time zone", "send time", "status", "tags", "newsletters", "source"],
    "address name zone sendTime status tags newsletter consentSource",
  ],
])("knows the headings of %s", (_, headings, meanings) => {
  expect(guessMeanings(headings).join(" ")).toBe(meanings);
});

test("gives a meaning to one column only", () => {
  expect(guessMeanings(["email", "Email address"])).toEqual(["address", "skip"]);
});

test("tells headings from people, and finds the addresses without headings", () => {
  expect(hasHeadings([["Email"], ["ann@example.com"]])).toBe(true);
  expect(
    hasHeadings([
      ["ann@example.com", "Ann"],
      ["ben@example.com", "Ben"],
    ]),
  ).toBe(false);
  expect(
    guessFromRows([
      ["Ann", "ann@example.com"],
      ["Ben", "ben@example.com"],
    ]),
  ).toEqual(["skip", "address"]);
});
