import { followAsKnown } from "../../../../../../engine/letters/follow.ts";
import { callerOf } from "../../../../../caller.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that follows one letter. Whoever has this link owns the address, so nobody is asked a second time. */
export const POST = changing("letters", async ({ context, choices, value, headers }) => {
  const { readerId } = choices;
  const outcome = await followAsKnown(context, { readerId, slug: value("letter"), ...callerOf(headers) });
  switch (outcome.kind) {
    case "unknown":
      return { kind: "again", fault: "unsaid" };
    case "refused":
      return { kind: "again", fault: "refused" };
    case "followed":
    case "already":
      return { kind: "changed", said: "followed" };
  }
});

export const GET = backTo("letters");
