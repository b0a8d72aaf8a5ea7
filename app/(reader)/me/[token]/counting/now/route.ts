import { changeTracking } from "../../../../../../engine/change-tracking.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The switch for opens and clicks. It says what it should be, so that pressing it twice is the same as once. */
export const POST = changing("counting", async ({ context, choices, value }) => {
  const wanted = value("counting");
  if (wanted !== "on" && wanted !== "off") return { kind: "again" };
  const outcome = await changeTracking(context, { readerId: choices.readerId, tracking: wanted === "on" });
  return outcome.kind === "unknown" ? outcome : { kind: "changed" };
});

export const GET = backTo("counting");
