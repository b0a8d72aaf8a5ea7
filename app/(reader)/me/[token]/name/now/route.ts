import { changeName } from "../../../../../../engine/change-name.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that gives the reader another name, or none. */
export const POST = changing("name", async ({ context, choices, value }) => {
  const typed = value("name");
  const outcome = await changeName(context, { readerId: choices.readerId, typed });
  switch (outcome.kind) {
    case "unknown":
      return outcome;
    case "changed":
      return { kind: "changed" };
    case "invalid":
      return { kind: "kept", kept: { typed: { name: typed }, errors: { name: outcome.message }, suggestion: null } };
  }
});

export const GET = backTo("name");
