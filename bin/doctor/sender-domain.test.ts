import { expect, test } from "vitest";
import { type LookUp, lookAtDomain } from "./sender-domain.ts";

function dns(records: Record<string, string[][] | "silent">): LookUp {
  return async (name) => {
    const found = records[name];
    if (found === "silent") throw Object.assign(new Error("timeout"), { code: "ETIMEOUT" });
    if (found === undefined) throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
    return found;
  };
}

const asked = { domain: "letters.example.com", selector: "resend" };

test("a domain with everything is found whole, its texts cut in pieces or not", async () => {
  const lookUp = dns({
    "letters.example.com": [["unrelated"], ["v=spf1 include:", "amazonses.com ~all"]],
    "resend._domainkey.letters.example.com": [["v=DKIM1; k=rsa; p=MIGf"]],
    "_dmarc.letters.example.com": [["v=DMARC1; p=none"]],
  });
  expect(await lookAtDomain(asked, lookUp)).toMatchObject({ spf: "found", dkim: "found", dmarc: "found" });
});

test("a policy of the name above holds for the name below", async () => {
  const lookUp = dns({ "_dmarc.example.com": [["v=DMARC1; p=reject"]] });
  expect(await lookAtDomain(asked, lookUp)).toMatchObject({ spf: "missing", dkim: "missing", dmarc: "found" });
});

test("what DNS does not answer is unknown and not missing, and a key taken back is missing", async () => {
  const lookUp = dns({
    "letters.example.com": "silent",
    "_dmarc.letters.example.com": "silent",
    "resend._domainkey.letters.example.com": [["v=DKIM1; p="]],
  });
  expect(await lookAtDomain(asked, lookUp)).toMatchObject({ spf: "unknown", dkim: "missing", dmarc: "unknown" });
  expect((await lookAtDomain({ ...asked, selector: null }, dns({}))).dkim).toBe("unknown");
});
