import { changeName } from "../../../../../../engine/change-name.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that gives the reader another name, or none. */
export const POST = changing("name", async ({ context, choices, value }) => {
  const outcome = await changeName(context, { readerId: choices.readerId, typed: value("name") });
  if (outcome.kind === "invalid") return { kind: "again" };
  return outcome.kind === "changed" ? { kind: "changed" } : outcome;
});

export const GET = backTo("name");
