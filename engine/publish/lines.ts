import { cutAtSlots } from "../../domain/letter/slots.ts";
import type { Inline } from "../../domain/letter/tree.ts";
import type { IssueProps } from "../../emails/parts/props.ts";
import { Refusal } from "./refusal.ts";

/** A subject or preheader, cut at its slots. */
export type Line = readonly Inline[];

/** The line of a letter that is a file. One with a wrong slot is refused. */
export function readLine(file: string, text: string): Line {
  return cutAtSlots(text, (message) => {
    throw new Refusal(file, message);
  });
}

/** A line as a reader gets it: what stands in its places is joined and never looked at. */
export function spokenLine(line: Line): (props: IssueProps) => string {
  return ({ variant, reader, site }) => {
    const words = line.map((inline) => {
      if (inline.kind === "text") return inline.value;
      if (inline.kind !== "slot") throw new Error(`a line holds ${inline.kind}`);
      if (inline.name === "site.name") return site.name;
      if (inline.name === "site.postalAddress") return site.postalAddress;
      return variant.named ? reader.name : (inline.otherwise ?? "");
    });
    return words.join("");
  };
}
