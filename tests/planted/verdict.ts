import { z } from "zod";

/** What vitest writes of a run, as far as it is asked for here. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** `broken`: something failed that says nothing of behavior, such as a module that could not be loaded. */
export type Trial =
  | { kind: "caught"; by: string; saying: string }
  | { kind: "missed" }
  | { kind: "broken"; message: string };

/**
 * Reads from a run whether a test failed on what it saw of mail, rows or pages. A failure to load, a name that is
 * missing, a statement that PostgreSQL does not understand or a limit of time is no such thing.
 */
export function trialOf(report: unknown, root: string): Trial {
  const { testResults } = Report.parse(report);
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => ({ name, fullName, message: failureMessages?.[0] ?? "" })),
  );
  const seen = failed.find(({ message }) => isSeen(message));
  if (seen) {
    const file = seen.name.replace(`${root}/`, "");
    return { kind: "caught", by: `${file}: ${seen.fullName}`, saying: firstLineOf(seen.message) };
  }
  const [broken] = [...failed.map(({ message }) => message), ...testResults.flatMap(unloaded)];
  return broken === undefined ? { kind: "missed" } : { kind: "broken", message: broken };
}

const Simulated = z.object({ violations: z.number(), firstFailingSeed: z.number().nullable() });

/** The same of the simulation, which looks at mail and rows after every step and asserts nothing else. */
export function simulationTrialOf(report: unknown): Trial {
  const { violations, firstFailingSeed } = Simulated.parse(report);
  if (violations === 0) return { kind: "missed" };
  return { kind: "caught", by: `the simulation, seed ${firstFailingSeed}`, saying: `${violations} violations` };
}

/** The files that fail, of a run without a bug. */
export function failingFiles(report: unknown, root: string): string[] {
  const failed = Report.parse(report).testResults.filter(({ status }) => status === "failed");
  return failed.map(({ name }) => name.replace(`${root}/`, ""));
}

function unloaded({ status, message, assertionResults }: z.infer<typeof Report>["testResults"][number]): string[] {
  // What failed before any test did: loading the file, or what it makes ready for all of them.
  const isBefore = status === "failed" && assertionResults.every((test) => test.status !== "failed");
  return isBefore ? [message ?? "a file could not be loaded"] : [];
}

const unseen = /^(TypeError|ReferenceError|SyntaxError|\w*Error: (Test|Hook) timed out|\w*Error: Failed query)/;

function isSeen(message: string): boolean {
  return /^\w*Error:/.test(message) && !unseen.test(message);
}

function firstLineOf(message: string): string {
  return (message.split("\n")[0] ?? "").slice(0, 160);
}
