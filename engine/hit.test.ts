import { expect, it } from "vitest";
import { readHit } from "./hit.ts";

function hit(headers: Record<string, string>) {
  return readHit({ method: "GET", header: (name) => headers[name] });
}

it("keeps of a request what tells machines from people, and of its address the network", () => {
  const headers = {
    "user-agent": "A browser",
    "x-forwarded-for": "198.51.100.7, 203.0.113.9",
    "sec-purpose": "prefetch",
  };
  expect(hit(headers)).toEqual({
    facts: { method: "GET", userAgent: "A browser", network: "203.0.113.0/24", purpose: "prefetch" },
    refused: false,
  });
});

it.each(["purpose", "x-purpose", "x-moz", "sec-purpose"])("reads what a browser asks for from %s", (name) => {
  expect(hit({ [name]: "prefetch" }).facts.purpose).toBe("prefetch");
});

it.each([
  ["sec-gpc", "1", true],
  ["sec-gpc", " 1", true],
  ["sec-gpc", "0", false],
  ["dnt", "1", true],
  ["dnt", "0", false],
  ["dnt", "null", false],
])("takes %s: %j for a no: %s", (name, value, refused) => {
  expect(hit({ [name]: value }).refused).toBe(refused);
});

it("keeps nothing where nothing was said", () => {
  expect(hit({}).facts).toEqual({ method: "GET", userAgent: null, network: null, purpose: null });
});
