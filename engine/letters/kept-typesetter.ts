import { createTypesetter, type Typesetter } from "./typesetter.ts";

/**
 * On globalThis, because the site is bundled apart from the process that it runs in, and in development anew with every
 * change: each would start processes of its own, and nobody could end them.
 */
const kept = globalThis as { dayletterTypesetter?: Typesetter };

/** The one typesetter of this process, which is started in the folder of package.json. */
export function keptTypesetter(): Typesetter {
  kept.dayletterTypesetter ??= createTypesetter({ root: process.cwd() });
  return kept.dayletterTypesetter;
}

/** Ends what it has started, where this process ever set a letter. */
export function closeTypesetter(): void {
  kept.dayletterTypesetter?.close();
}
