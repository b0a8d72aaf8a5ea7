import type { Compiled } from "../../domain/version.ts";
import { compile } from "./compile.ts";
import { refuseInspection } from "./inspect.ts";
import { checkLimits } from "./limits.ts";
import type { Template } from "./template.ts";
import { verify } from "./verify.ts";

/**
 * The version of a message, or a `Refusal`. `watched` is the same template from a watched build; looking there first
 * gives an author the line at fault, where comparing could only say that something differs.
 */
export async function compilePublishable(input: { template: Template; watched: Template }): Promise<Compiled> {
  await refuseInspection(input.watched);
  const compiled = await compile(input.template);
  checkLimits(input.template, compiled);
  await verify(input.template, compiled);
  return compiled;
}
