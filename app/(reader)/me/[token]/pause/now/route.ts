import { pause } from "../../../../../../engine/pause.ts";
import { backTo, changing } from "../../../../changing.ts";
import { readPauseEnd } from "../../../../pause-end.ts";

/** The button that pauses a course, or gives its pause another end. */
export const POST = changing("pause", async ({ context, choices, course, value }) => {
  const end = readPauseEnd(value);
  if (course === null || end.kind === "unsaid") return { kind: "again" };
  const { enrolmentId, slug } = course;
  const untilDay = end.kind === "day" ? end.untilDay : undefined;
  const outcome = await pause(context, { readerId: choices.readerId, enrolmentId, untilDay });
  switch (outcome.kind) {
    case "unknown":
      return outcome;
    case "invalid":
      return { kind: "again" };
    case "done":
    case "already":
      return { kind: "changed", course: slug };
  }
});

export const GET = backTo("pause");
