import { changeRhythm } from "../../../../../../engine/change-rhythm.ts";
import { readBudget } from "../../../../budget.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that says how many lessons one day may bring. */
export const POST = changing("budget", async ({ context, choices, value }) => {
  const dailyBudget = readBudget(value("most"));
  if (dailyBudget === undefined) return { kind: "again" };
  const outcome = await changeRhythm(context, { readerId: choices.readerId, dailyBudget });
  return outcome.kind === "invalid" ? { kind: "again" } : outcome;
});

export const GET = backTo("budget");
