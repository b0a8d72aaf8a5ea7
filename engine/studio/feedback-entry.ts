import type { listFeedbackOfReader } from "../../db/studio/reader-story.ts";
import { unwellLimit } from "../../domain/feedback.ts";
import { spokenInstant } from "../../domain/spoken.ts";
import { shortTitle } from "./message-entries.ts";
import type { Entry } from "./timeline.ts";

type Told = Awaited<ReturnType<typeof listFeedbackOfReader>>[number];

const titles: Readonly<Record<Told["kind"], string>> = {
  delivered: "Delivered",
  delayed: "Held up",
  bounced: "Came back",
  complained: "Marked as spam",
  failed: "Never sent",
  suppressed: "Not tried",
};

/** What the provider said of a message, in plain words, with its own and the other mail server's beneath. */
export function feedbackEntry(told: Told, { zone }: { zone: string }): Entry {
  const { at, kind, said, handedOverAt } = told;
  const facts: [string, string][] = [
    ["The provider calls it", [said.type, said.subType].filter((word) => word !== "").join(", ")],
    ["The provider says", said.message],
    ["Their mail server answered", said.diagnosis],
    ["Handed over", handedOverAt === null ? "" : spokenInstant(handedOverAt, zone)],
  ];
  return {
    at,
    kind: "provider",
    title: `${titles[kind]}: ${shortTitle(told)}`,
    words: wordsOf(told),
    facts: facts.filter(([, value]) => value !== ""),
    deliveryId: told.deliveryId,
  };
}

function wordsOf({ kind, sign, state }: Told): string {
  switch (kind) {
    case "delivered":
      return state === "uncertain"
        ? "Their mail server took it. So it did go out, though no answer ever came to us."
        : "Their mail server took it.";
    case "delayed":
      return "Their mail server asked to wait. The provider goes on trying.";
    case "bounced":
      return bounceWords(sign);
    case "complained":
      return "They, or their mail program, said that it is unwanted. Nothing is sent to this address ever again.";
    case "failed":
      return "The provider took it and then did not send it. It is not repeated by itself; it can be sent again from Today.";
    case "suppressed":
      return "The address is on the provider’s own list of those it does not write to. Should it work again, it has to be taken off there too.";
  }
}

function bounceWords(sign: Told["sign"]): string {
  if (sign === "gone") {
    return "Nobody reads at this address, says their mail server. Nothing more is sent to it, unless they sign up anew.";
  }
  if (sign === null) return "Their mail server did not want this message. It says nothing about the address.";
  return `Their mail server did not take it this time. When ${unwellLimit.bounces} have come back on ${unwellLimit.days} days, and none arrived in between, nothing more is sent.`;
}
