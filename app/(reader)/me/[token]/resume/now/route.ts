import { resume } from "../../../../../../engine/pause.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that ends a pause. One that was over already is over all the same. */
export const POST = changing("resume", async ({ context, choices, course }) => {
  if (course === null) return { kind: "again" };
  const { enrolmentId, slug } = course;
  const outcome = await resume(context, { readerId: choices.readerId, enrolmentId });
  if (outcome.kind === "suppressed") return { kind: "again" };
  return outcome.kind === "unknown" ? outcome : { kind: "changed", course: slug };
});

export const GET = backTo("resume");
