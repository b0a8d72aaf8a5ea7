import { type Logger, pino } from "pino";

const secretKeys = ["address", "email", "token", "apiKey", "html", "text", "body", "values", "to"];

/** A line of JSON an event. What could name or reach a reader is removed even where somebody logs it by mistake. */
export function openLog(name: string): Logger {
  return pino({
    name,
    base: { process: name },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), remove: true },
    serializers: { err: harmless },
  });
}

/**
 * An error without what it was working on. Drizzle puts a query's parameters into its message, and those are addresses
 * and names; PostgreSQL's `detail` quotes the row that was in the way. Class, first line, frames and cause remain.
 */
export function harmless(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: "something was thrown that is no Error" };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: harmless(error.cause) };
  return { type: error.name, message: withoutParameters(error.message), ...code, stack: frames.join("\n"), ...cause };
}

/** Cuts off what Drizzle appends to the text of a failed query. */
export function withoutParameters(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/, "");
}
