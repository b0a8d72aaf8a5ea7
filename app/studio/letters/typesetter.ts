import { createTypesetter, type Typesetter } from "../../../engine/letters/typesetter.ts";

// On globalThis, because in development Next loads this module anew with every change, and each would start processes.
const kept = globalThis as { dayletterTypesetter?: Typesetter };

/** The one typesetter of this web process, which is started in the folder of package.json. */
export function typesetter(): Typesetter {
  kept.dayletterTypesetter ??= createTypesetter({ root: process.cwd() });
  return kept.dayletterTypesetter;
}
