import { z } from "zod";

/**
 * What a form remembers across the redirect that answers it: what was typed, and what was wrong with it.
 */
export type KeptForm = z.infer<typeof keptForm>;

const words = z.record(z.string(), z.string());
const keptForm = z.object({ typed: words, errors: words, suggestion: z.string().nullable() });

/** The form in a cookie's value, or null. A cookie that we did not write counts as none. */
export function parseKept(value: unknown): KeptForm | null {
  const read = keptForm.safeParse(value);
  return read.success ? read.data : null;
}
