import { findCoursesById } from "../../db/catalogue.ts";
import { changeRhythm } from "../../engine/change-rhythm.ts";
import type { Context } from "../../engine/context.ts";
import { applyWaitingOrder } from "../../engine/courses/pending.ts";
import { erase } from "../../engine/erase.ts";
import { leaveFrom } from "../../engine/leave.ts";
import { cancelIssue, correctIssue } from "../../engine/letters/steer-issue.ts";
import { pause, restart } from "../../engine/pause.ts";
import { authorNamed } from "../factories/author.ts";
import { aLetterVersion } from "../factories/letter.ts";
import { waitingOrder } from "../factories/order.ts";
import { newsletterSlug, racerHash, type Scene } from "./scene.ts";
import { suppress } from "./suppress.ts";

/**
 * What somebody does in the midst of sending. What is made ready beforehand is no part of the race. `spares`: it leaves
 * the course as it is.
 */
export type Act = {
  of: "lesson" | "issue";
  spares: boolean;
  prepare(scene: Scene): Promise<(context: Context) => Promise<unknown>>;
};

const lessons = ["lesson-1", "lesson-2", "lesson-3", "lesson-4"];

export const acts = {
  unsubscribe: readersAct((context, { readerId, course }) =>
    leaveFrom(context, { readerId, from: { courseId: course.id } }),
  ),
  pause: readersAct((context, { readerId, enrolmentId }) => pause(context, { readerId, enrolmentId })),
  suppress: readersAct((context) => suppress(context, { addressHash: racerHash(context) })),
  erase: readersAct((context, { readerId }) => erase(context, { readerId })),
  "change of zone": readersAct((context, { readerId }) =>
    changeRhythm(context, { readerId, zone: "America/New_York" }),
  ),
  restart: readersAct((context, { readerId, enrolmentId }) => restart(context, { readerId, enrolmentId })),
  "a new version": newOrder(lessons),
  "a retirement": newOrder(lessons.slice(1)),
  "an insertion": newOrder(["added", ...lessons]),
  "leaving the newsletter": readersAct(
    (context, { readerId }) => leaveFrom(context, { readerId, from: { newsletter: newsletterSlug } }),
    "issue",
  ),
  "suppress, of a letter": readersAct((context) => suppress(context, { addressHash: racerHash(context) }), "issue"),
  "erase, of a letter": readersAct((context, { readerId }) => erase(context, { readerId }), "issue"),
  "a correction": {
    of: "issue",
    spares: true,
    async prepare({ context, issueId }) {
      const versionId = await aLetterVersion(context.db, { issueId, subject: "Corrected" });
      return (within) => correctIssue(within, { issueId, versionId, versionBId: null });
    },
  },
  "a cancelling": {
    of: "issue",
    spares: true,
    prepare:
      async ({ issueId }) =>
      (within) =>
        cancelIssue(within, { issueId }),
  },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof acts;

function readersAct(act: (context: Context, scene: Scene) => Promise<unknown>, of: Act["of"] = "lesson"): Act {
  return { of, spares: true, prepare: async (scene) => (context) => act(context, scene) };
}

/** The course as these lessons in this order, each with the text of now, as its author's word puts it in place. */
function newOrder(keys: readonly string[]): Act {
  return {
    of: "lesson",
    spares: false,
    async prepare({ context, course: { id: courseId } }) {
      const author = await authorNamed(context.db);
      const course = (await findCoursesById(context.db, { ids: [courseId] })).get(courseId);
      if (!course) throw new Error("there is no course");
      const sourceHash = await waitingOrder(context.db, { course, keys, foundAt: context.clock.calendarAt });
      const choices = { audiences: {}, wake: false };
      return (within) => applyWaitingOrder(within, { author, courseId, sourceHash, choices });
    },
  };
}
