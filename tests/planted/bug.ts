import { join } from "node:path";
import { root } from "../../bin/environment.ts";

/** One exact change of a source file: the text that stands there once, and what takes its place. */
export type Change = { file: string; find: string; put: string };

/**
 * A guard that can be taken away by name, so that it can be seen that something notices. It is a change of the text as a
 * module is loaded, or a statement run on the migrated test database, or both where two guards stand behind each other.
 * Nothing of this stands in the code that is shipped.
 */
export type PlantedBug = {
  name: string;
  /** What is true no longer, as a sentence. */
  gone: string;
  changes?: readonly Change[];
  sql?: string;
  /** The smallest set of test files that should notice; they are run one after the other, until one fails. */
  killers: readonly string[];
  /** How often the files are run at most, where without the guard a race is open that mostly ends well; once if not said. */
  tries?: number;
  /** Seeds of the simulation to be played where the files notice nothing: what only a rare interleaving shows. */
  seeds?: number;
  /** The beginning of the name of the one test, where others of these files would fail for a lesser reason. */
  named?: string;
};

/** What a bug changes in the module of this path. */
export function changesOf({ changes = [] }: PlantedBug, path: string): Change[] {
  return changes.filter(({ file }) => join(root, file) === path);
}

/**
 * The source with the change in it, whatever its lines are indented by. Throws when the text is not there exactly once: the
 * code has moved on, and a bug that is planted nowhere would be one that nobody can find.
 */
export function plant(source: string, { file, find, put }: Change): string {
  const places = [...source.matchAll(patternOf(find))];
  const [place] = places;
  if (place === undefined || places.length > 1) {
    throw new Error(`the text of a planted bug stands ${places.length} times in ${file}, not once:\n${find}`);
  }
  return source.slice(0, place.index) + put + source.slice(place.index + place[0].length);
}

function patternOf(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "g");
}
