import { stages } from "./actor.ts";
import { newsKinds } from "./news.ts";
import { providerFaults } from "./provider.ts";

/** What can befall a connection or the process behind it, wherever it stands. */
export const connectionFaults = [
  "crash before a statement",
  "crash after a statement",
  "connection cut before a statement",
  "answer lost",
  "COMMIT acknowledgement lost",
  "lease ran out under a living worker",
] as const;
export type ConnectionFault = (typeof connectionFaults)[number];

/** Which request of a batch the provider's fault met. */
const attempts = ["first attempt", "retry", "while halted"] as const;

const timeFaults = ["calendar forward", "calendar back", "outage", "a day of 23 hours", "a day of 25 hours"] as const;

export const standings = ["a run waits for its hour", "queued", "on its way", "frozen"] as const;
export type Standing = (typeof standings)[number];

const arrivals = ["before its answer is settled", "afterwards", "after its reader was erased"] as const;
export type Arrival = (typeof arrivals)[number];

const readersActs = [
  ...["signs up", "confirms", "pauses", "resumes", "restarts", "changes the rhythm", "opens the next lesson"],
  ...["does a lesson", "leaves a course", "leaves everything", "erases", "follows the letter"],
  ...["asks for another address", "takes the wish back", "confirms another address"],
] as const;
const actsOfAuthors = [
  ...["publishes a new text", "inserts a lesson", "retires a lesson", "moves a lesson", "requeues", "sends once more"],
  ...["sends a letter", "pauses a letter", "resumes a letter", "corrects a letter", "cancels a letter"],
] as const;
export type ActName = (typeof readersActs)[number] | (typeof actsOfAuthors)[number];
export const authorsActs: ReadonlySet<ActName> = new Set(actsOfAuthors);

type Table = { title: string; rows: readonly string[]; columns: readonly string[] };

const tables: readonly Table[] = [
  { title: "The connection or its process", rows: connectionFaults, columns: stages },
  { title: "The provider", rows: providerFaults, columns: attempts },
  { title: "Time", rows: timeFaults, columns: standings },
  { title: "A webhook: it", rows: [...newsKinds, "tells again"], columns: arrivals },
  { title: "What people do, while something is", rows: [...readersActs, ...actsOfAuthors], columns: standings },
];

const cells = (rows: readonly string[], columns: readonly string[], why: string) =>
  rows.flatMap((row) => columns.map((column) => ({ row, column, why })));

/** Cells that no run can reach, or hardly one, each with its reason. */
const impossible = [
  ...cells(
    ["crash after a statement", "connection cut before a statement"],
    ["is about to send", "waits for the answer"],
    "no statement is under way there",
  ),
  ...cells(
    ["COMMIT acknowledgement lost"],
    ["is about to send", "waits for the answer", "takes a webhook"],
    "there is no COMMIT, at most one statement that is a transaction of its own",
  ),
  ...cells(
    ["COMMIT acknowledgement lost"],
    ["takes over"],
    "there is one COMMIT, of whoever gives up what can no longer be repeated: reached once in 5,021 stories",
  ),
  ...cells(
    ["lease ran out under a living worker"],
    ["looks for work", "plans", "takes over", "acts for a reader", "acts for an author", "takes a webhook"],
    "no lease is held there",
  ),
];

/** How often each fault met each state. */
export class Coverage {
  readonly counts: Record<string, number> = {};

  note(fault: string, state: string): void {
    const cell = `${fault} | ${state}`;
    this.counts[cell] = (this.counts[cell] ?? 0) + 1;
  }

  add(counts: Readonly<Record<string, number>>): void {
    for (const [cell, count] of Object.entries(counts)) this.counts[cell] = (this.counts[cell] ?? 0) + count;
  }

  /** The cells that were never reached and are not declared impossible. */
  holes(): string[] {
    return tables.flatMap(({ rows, columns }) =>
      rows.flatMap((row) =>
        columns
          .filter((column) => !this.counts[`${row} | ${column}`] && reasonFor(row, column) === null)
          .map((column) => `${row} | ${column}`),
      ),
    );
  }

  /** What never happened at all, wherever. */
  emptyRows(): string[] {
    return tables.flatMap(({ rows, columns }) =>
      rows.filter((row) => columns.every((column) => !this.counts[`${row} | ${column}`])),
    );
  }

  /** One table for each kind of fault; a dash is a cell that no run can reach. */
  print(): string {
    return tables.map((table) => this.#table(table)).join("\n\n");
  }

  #table({ title, rows, columns }: Table): string {
    const cell = (row: string, column: string) => {
      const count = this.counts[`${row} | ${column}`];
      return count ? String(count) : reasonFor(row, column) === null ? "0" : "-";
    };
    const lines = rows.map((row) => [row, ...columns.map((column) => cell(row, column))]);
    const all = [[title, ...columns], ...lines];
    const widths = [title, ...columns].map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
    return all
      .map((line) => line.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))))
      .map((line) => line.join("  "))
      .join("\n");
  }

  reasons(): string[] {
    return impossible.map(({ row, column, why }) => `${row}, ${column}: ${why}`);
  }
}

function reasonFor(row: string, column: string): string | null {
  return impossible.find((one) => one.row === row && one.column === column)?.why ?? null;
}
