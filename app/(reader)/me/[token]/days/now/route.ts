import { changeRhythm } from "../../../../../../engine/change-rhythm.ts";
import { backTo, changing } from "../../../../changing.ts";
import { chosenPace, tickedWeekdays } from "../../../../weekdays.ts";

/** The button that gives one course other weekdays and another pace. */
export const POST = changing("days", async ({ context, choices, course, value }) => {
  const mask = tickedWeekdays(value);
  const days = chosenPace(value("every"));
  if (course === null || mask === 0 || days === null) return { kind: "again" };
  const { enrolmentId, slug } = course;
  const outcome = await changeRhythm(context, {
    readerId: choices.readerId,
    weekdays: { enrolmentId, mask },
    everyDays: { enrolmentId, days },
  });
  if (outcome.kind === "changed") return { kind: "changed", course: slug };
  return outcome.kind === "invalid" ? { kind: "again" } : outcome;
});

export const GET = backTo("days");
