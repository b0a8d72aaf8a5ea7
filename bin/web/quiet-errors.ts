import { inspect } from "node:util";
import { withoutParameters } from "../../engine/log.ts";

/**
 * Next prints every error of a page or route by itself, and a failed query's message holds its parameters: a reader's
 * address, say. So what this process prints as an error goes without them.
 */
export function quietErrors(printer: Pick<Console, "error"> = console): void {
  const { error } = printer;
  printer.error = (...parts: unknown[]) => error.call(printer, ...parts.map(quiet));
}

function quiet(part: unknown): unknown {
  if (typeof part === "string") return withoutParameters(part);
  if (!(part instanceof Error)) return part;
  // No fault of ours, and any stranger can do it as often as they like: a line is enough, and no page of frames.
  if ("code" in part && part.code === "ERR_STREAM_PREMATURE_CLOSE") return "whoever sent a request went away amid it";
  const cause = part.cause instanceof Error ? `\n  because of ${part.cause.name}: ${part.cause.message}` : "";
  return `${withoutParameters(part.stack ?? inspect(part.message))}${cause}`;
}
