import type { Context } from "./context.ts";
import { proxyConcerns } from "./proxies.ts";

/**
 * What stops nothing and still should not stay so, a sentence each with what to do about it: for the command line's
 * `doctor` and `status`, and for the author's first page.
 */
export async function listConcerns(context: Context): Promise<readonly string[]> {
  return [...context.settings.warnings, ...(await proxyConcerns(context))];
}
