import type { PlantedBug } from "./bug.ts";
import { feedbackBugs } from "./bugs-of-feedback.ts";
import { letterBugs } from "./bugs-of-letters.ts";
import { providerBugs } from "./bugs-of-outcomes.ts";
import { suppressionBugs } from "./bugs-of-suppression.ts";
import { calendarBugs } from "./bugs-of-the-calendar.ts";
import { promiseBugs } from "./bugs-of-the-promise.ts";

/** Every guard that can be taken away. */
export const plantedBugs: readonly PlantedBug[] = [
  ...promiseBugs,
  ...providerBugs,
  ...suppressionBugs,
  ...calendarBugs,
  ...letterBugs,
  ...feedbackBugs,
];

/** The variable that names the bug to plant, for whoever loads the code. */
export const plantedVariable = "PLANTED_BUG";

export function bugNamed(name: string): PlantedBug {
  const found = plantedBugs.find((bug) => bug.name === name);
  if (!found)
    throw new Error(`There is no bug "${name}". There are: ${plantedBugs.map((bug) => bug.name).join(", ")}.`);
  return found;
}
