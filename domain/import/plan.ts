import { z } from "zod";
import { zoneNamed } from "../zones.ts";

/** What a column of a file may hold. `skip`: nothing that we take. */
export const meanings = [
  "skip",
  "address",
  "name",
  "firstName",
  "lastName",
  "zone",
  "sendTime",
  "tags",
  "course",
  "nextLesson",
  "lessonsHad",
  "newsletter",
  "consentDay",
  "consentSource",
  "status",
] as const;
export type Meaning = (typeof meanings)[number];

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** What the author may let a file change of people who read here already; without a word, it changes nothing. */
export const changeables = ["name", "zone", "sendTime", "tags", "course", "newsletter"] as const;
export type Changeable = (typeof changeables)[number];

/** Wider than any list of people; a file of a million columns is none. */
export const mostColumns = 500;
export const mostTags = 20;

const slug = z.string().min(1).max(200);
const tagSchema = z.string().min(1).max(60);

/** How a file becomes readers: what its columns hold, and what holds for everybody where a row says nothing. */
export const importDraftSchema = z.strictObject({
  delimiter: z.enum(delimiters),
  hasHeadings: z.boolean(),
  columns: z.array(z.enum(meanings)).min(1).max(mostColumns),
  zone: z.string().refine((zone) => zoneNamed(zone) === zone, "not a time zone of today"),
  sendMinute: z.int().min(0).max(1439),
  /** The course that everybody begins whose row names none, and with which lesson. */
  course: slug.nullable(),
  nextLesson: z.int().min(1).max(1_000),
  newsletters: z.array(slug).max(20),
  tags: z.array(tagSchema).max(mostTags),
  changes: z.array(z.enum(changeables)),
  /** Whoever begins or follows something by it is welcomed by mail. Without a word: nobody is. */
  welcome: z.boolean().exactOptional(),
});

/** A plan that a file can be read by: each meaning has one column, and the address has one. */
export const importPlanSchema = importDraftSchema
  .refine(({ columns }) => columns.filter((meaning) => meaning === "address").length === 1, {
    error: "Choose one column that holds the email addresses.",
    path: ["columns"],
  })
  .refine(({ columns }) => doubled(columns) === null, {
    error: "Two columns are set to the same thing. Set one of them to “leave out”.",
    path: ["columns"],
  });

export type ImportPlan = z.infer<typeof importPlanSchema>;

/** Tags may stand in several columns; of everything else, two columns could contradict each other. */
function doubled(columns: readonly Meaning[]): Meaning | null {
  const taken = columns.filter((meaning) => meaning !== "skip" && meaning !== "tags" && meaning !== "newsletter");
  return taken.find((meaning, place) => taken.indexOf(meaning) !== place) ?? null;
}
