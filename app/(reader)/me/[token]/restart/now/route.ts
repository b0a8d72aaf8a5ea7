import { restart } from "../../../../../../engine/pause.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that begins a course anew, once for the run that its page showed: pressed twice it begins one round. */
export const POST = changing("restart", async ({ context, choices, course, value }) => {
  if (course === null) return { kind: "again" };
  const { enrolmentId, slug, run } = course;
  if (value("run") !== String(run)) return { kind: "changed", course: slug };
  const outcome = await restart(context, { readerId: choices.readerId, enrolmentId });
  if (outcome.kind === "suppressed") return { kind: "again" };
  return outcome.kind === "unknown" ? outcome : { kind: "changed", course: slug };
});

export const GET = backTo("restart");
