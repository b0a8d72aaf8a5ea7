import type { Settings } from "../../engine/settings.ts";
import { addressIn } from "../../mail/address-field.ts";
import type { Checked } from "../../mail/transport.ts";
import type { Finding } from "./finding.ts";
import { dnsLookUp, lookAtDomain, type SenderDomain } from "./sender-domain.ts";

/** What the way out said when it was asked whether it lets us in; nothing is sent for it. */
export function doorFinding(checked: Checked): Finding {
  switch (checked.kind) {
    case "open":
      return { mark: "ok", words: checked.words };
    case "deferred":
      return { mark: "look", words: `It wants us to wait (${checked.name}): ${checked.message}` };
    case "halted":
      return { mark: "wrong", words: `${checked.name}: ${checked.message}\n       ${checked.cure}` };
  }
}

/** SPF, DKIM and DMARC of the sender's domain. Where DNS is silent, or the key's name is not known, that is said too. */
export async function domainFindings({ mail, mailFrom }: Settings): Promise<Finding[]> {
  const domain = addressIn(mailFrom)?.split("@")[1];
  if (mail.kind === "mailbox" || domain === undefined) return [];
  const selector = mail.kind === "resend" ? "resend" : null;
  return wordsFor(await lookAtDomain({ domain, selector }, dnsLookUp()), mail.kind);
}

function wordsFor({ domain, spf, dkim, dmarc }: SenderDomain, kind: "resend" | "smtp"): Finding[] {
  const silent = (record: string): Finding => ({
    mark: "look",
    words: `DNS did not answer for ${record} of ${domain}`,
  });
  const dkimUnknown: Finding = {
    mark: "look",
    words: `DKIM of ${domain}: your mail server signs, under a name that it alone knows; look there`,
  };
  return [
    // Resend's SPF stands at the name that bounces return to, so one that is missing here says nothing of it.
    ...(kind === "resend" ? [] : [findingOf(spf, `SPF of ${domain}`, silent("SPF"))]),
    kind === "smtp" ? dkimUnknown : findingOf(dkim, `DKIM of ${domain} (resend._domainkey)`, silent("DKIM")),
    findingOf(dmarc, `DMARC of ${domain}`, silent("DMARC")),
  ];
}

function findingOf(found: SenderDomain["spf"], words: string, silent: Finding): Finding {
  if (found === "unknown") return silent;
  return found === "found"
    ? { mark: "ok", words: `${words}: found` }
    : { mark: "wrong", words: `${words}: missing. Gmail and Yahoo ask for it; add the record at your domain's DNS` };
}
