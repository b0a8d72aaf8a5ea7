import type { DemoConsent, DemoFollow } from "../../db/demo.ts";
import { letterBoxWords } from "../consent-words.ts";
import type { Walked } from "./rows.ts";
import { scatter } from "./scatter.ts";

type Weekly = { id: number; slug: string; title: string } | null;

/** Most tick the box for the weekly letter beside the form, and agree to both with one press. */
export function followsOf(
  { person, passage }: Walked,
  { readerId, weekly }: { readerId: number; weekly: Weekly },
): { follow: DemoFollow; consent: DemoConsent }[] {
  const { askedAt, confirmedAt, lessons } = passage;
  if (weekly === null || scatter(person.number, 23) > 0.62) return [];
  // Nothing goes to an address that is gone, or whose owner complained.
  const lost = lessons.find(({ fate }) => fate !== "delivered");
  const state = confirmedAt === null ? "waiting" : lost ? "left" : "following";
  return [
    {
      follow: { readerId, newsletterId: weekly.id, state, changedAt: lost?.hadAt ?? confirmedAt ?? askedAt },
      consent: {
        readerId,
        purpose: `newsletter:${weekly.slug}`,
        form: person.source,
        words: letterBoxWords(weekly),
        askedAt,
        confirmedAt,
        withdrawnAt: lost?.hadAt ?? null,
      },
    },
  ];
}
