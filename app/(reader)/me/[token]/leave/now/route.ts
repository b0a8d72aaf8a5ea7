import { leaveFrom } from "../../../../../../engine/leave.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The buttons that leave one course, one letter, or everything. What a form does not name it does not leave. */
export const POST = changing("leave", async ({ context, choices, value }) => {
  const { readerId } = choices;
  if (value("everything") === "yes") {
    const outcome = await leaveFrom(context, { readerId, from: "everything" });
    return outcome.kind === "unknown" ? outcome : { kind: "changed", said: "left-everything" };
  }
  const letter = value("letter");
  if (letter !== "") {
    // One that is followed no more, as by a second press, was left already.
    const isFollowed = choices.letters.some(({ slug }) => slug === letter);
    const outcome = isFollowed ? await leaveFrom(context, { readerId, from: { newsletter: letter } }) : null;
    return outcome?.kind === "unknown" ? outcome : { kind: "changed", said: "left-letter", letter };
  }
  const named = choices.courses.find(({ slug }) => slug === value("course"));
  if (named === undefined) return { kind: "again", fault: "unsaid" };
  const outcome = await leaveFrom(context, { readerId, from: { courseId: named.courseId } });
  return outcome.kind === "unknown" ? outcome : { kind: "changed", said: "left-course", course: named.slug };
});

export const GET = backTo("leave");
