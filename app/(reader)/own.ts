import { notFound } from "next/navigation";
import { cache } from "react";
import type { Context } from "../../engine/context.ts";
import { type Choices, type ChosenCourse, readChoices } from "../../engine/reader-choices.ts";
import { requestContext } from "../context.ts";

/** Who stands behind a link to a reader's own page, read once for a page and its parts. */
export const readOwn = cache(async (token: string): Promise<{ context: Context; choices: Choices }> => {
  const context = await requestContext();
  const choices = await readChoices(context, { token });
  if (choices === null) notFound();
  return { context, choices };
});

/** The course that a change is about: the one that is named, or the only one that it could be. */
export function courseAmong(courses: readonly ChosenCourse[], slug: string): ChosenCourse | null {
  const [first, ...others] = courses;
  if (slug === "") return others.length === 0 ? (first ?? null) : null;
  return courses.find((course) => course.slug === slug) ?? null;
}
