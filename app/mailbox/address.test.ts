import { expect, test } from "vitest";
import { mailboxPath, readLook, readMailId, readPlace } from "./address.ts";

test("a place in the mailbox survives the way through its address", () => {
  const place = { to: "ada+runs@example.org", before: 41 };
  const url = new URL(mailboxPath({ id: 7, place, look: { scheme: "dark" } }), "http://localhost");
  expect(url.pathname).toBe("/mailbox/7");
  expect(readPlace(Object.fromEntries(url.searchParams))).toEqual(place);
  expect(readLook(Object.fromEntries(url.searchParams))).toEqual({ show: "letter", width: "desktop", scheme: "dark" });
});

test("the usual place and look leave the address plain", () => {
  expect(mailboxPath({ place: { to: null, before: null }, look: readLook({}) })).toBe("/mailbox");
});

test("an address is looked for as it is stored, in lower case", () => {
  expect(readPlace({ to: "  Ada@Example.ORG " }).to).toBe("ada@example.org");
  expect(readPlace({ to: " " }).to).toBeNull();
  expect(readPlace({ to: "\0" }).to).toBeNull();
  expect(readPlace({ to: ["one@example.org", "two@example.org"] }).to).toBe("one@example.org");
});

test.each(["0", "-1", "1e3", "07", "9999999999999999", "1; drop table", ""])("nothing is named by the id %j", (raw) => {
  expect(readMailId(raw)).toBeNull();
});

test("an unknown way of looking shows the letter", () => {
  expect(readLook({ show: "../etc", width: "wall", scheme: "sepia" })).toEqual({
    show: "letter",
    width: "desktop",
    scheme: "light",
  });
});
