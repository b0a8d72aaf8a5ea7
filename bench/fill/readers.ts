import { createHash } from "node:crypto";
import type { Filling } from "../../domain/fill.ts";
import { type SigningKey, signingKeys } from "../../domain/tokens.ts";
import type { CellState } from "../../emails/parts/props.ts";
import { linksOf } from "../../engine/message.ts";
import type { Ready } from "./side.ts";

/** A reader as a planned delivery knows them: no links and no tokens yet. */
export type Reader = { deliveryId: number; values: Record<string, string>; choices: Record<string, CellState> };

const names = ["Ines", "O'Brien <b>&\"", "Zoë", "عمر", "Bartholomew", "👩🏽‍🚀 Ada", "Li", "Jean-Luc", "Nguyễn", "Sam"];
const states: readonly CellState[] = ["done", "missed", "rest", "coming", "today"];
const daysOfWeek = [0, 1, 2, 3, 4, 5, 6];

export function makeReaders(count: number): Reader[] {
  return Array.from({ length: count }, (_, index) => ({
    deliveryId: 1_000_000 + index,
    values: {
      "reader.name": pick(names, index),
      "progress.streak": `${index % 30} days in a row`,
      "progress.done": `${index % 30} of 30 done`,
    },
    choices: Object.fromEntries(daysOfWeek.map((day) => [`progress.week.${day}`, pick(states, index + day)])),
  }));
}

function pick<Each>(list: readonly Each[], index: number): Each {
  return list[index % list.length] as Each; // The index is a whole number from 0, so it stays within the list.
}

const site = {
  url: "https://letters.example.org",
  name: "Dayletter",
  postalAddress: "12 Track Lane, 10115 Berlin",
  from: "Dayletter <hello@letters.example.org>",
  replyTo: null,
};
const [key] = signingKeys(["a secret that is only good for measuring"]) as [SigningKey];

/** Everything that goes into the reader's message, the tokens of its links freshly minted. */
export function fillingFor(reader: Reader, links: readonly string[]): Filling {
  const { lesson, me, leave, home } = linksOf({ key, site, delivery: { id: reader.deliveryId } });
  return {
    values: {
      ...reader.values,
      "links.lesson": lesson,
      "links.me": me,
      "links.leave": leave,
      "links.home": home,
      "site.name": site.name,
      "site.postalAddress": site.postalAddress,
    },
    choices: { ...reader.choices, "open.pixel": "off" },
    linkUrl: (number) => links[number] ?? "",
  };
}

/** So that the two sides can be seen to make the same. */
export function describeMessage({ html, text }: { html: string; text: string }): Ready {
  return {
    digest: createHash("sha256").update(html).update(text).digest("hex"),
    bytes: Buffer.byteLength(html + text),
  };
}
