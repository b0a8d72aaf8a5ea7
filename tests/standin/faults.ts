import { z } from "zod";
import { refusals } from "./answers.ts";
import { Lot } from "./chance.ts";

/** Faults that end a request before anything is accepted, beside every name in `refusals` and `custom`. */
const before = ["html_502", "hang", "cut", "custom"] as const;

/** Faults that spoil the answer of a request that was processed; `slow` and `hold` only delay it. */
const after = [
  "slow",
  "hold",
  "accept_then_cut",
  "accept_then_hang",
  "accept_then_500",
  "accept_then_html_502",
  "accept_then_half_answer",
  "accept_then_short_count",
] as const;

const names = [...(Object.keys(refusals) as (keyof typeof refusals)[]), ...before, ...after, "bad_message"] as const;

export const FaultRule = z.strictObject({
  fault: z.enum(names),
  /** Fires at most so often; without it, until cleared. */
  count: z.int().positive().optional(),
  /** Lets so many chances pass first. */
  skip: z.int().nonnegative().optional(),
  /** Fires with this chance, drawn from a generator of its own that `seed` starts. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  /** A regular expression on a recipient's address: the fault touches only requests, or messages, that have one. */
  match: z.string().optional(),
  /** For `custom`, `bad_message`, and to vary any other error. */
  status: z.int().min(300).max(599).optional(),
  name: z.string().optional(),
  message: z.string().optional(),
  /** Further headers of an error's answer, such as `retry-after` or `location`. */
  headers: z.record(z.string(), z.string()).optional(),
  /** For `slow`: how long the request is under way before it is processed. A `hold` lasts until `release`. */
  delayMs: z.int().positive().optional(),
});

export type FaultRule = z.infer<typeof FaultRule>;

type Armed = { rule: FaultRule; lot: Lot; pattern: RegExp | null };

/** The faults the stand-in was told to make, tried in the order in which they were given. */
export class Faults {
  #rules: Armed[] = [];

  add(rule: FaultRule): void {
    const pattern = rule.match === undefined ? null : new RegExp(rule.match, "i");
    this.#rules.push({ rule, lot: new Lot(rule), pattern });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The rules as given, each with how often it has fired. */
  list(): (FaultRule & { fired: number })[] {
    return this.#rules.map(({ rule, lot }) => ({ ...rule, fired: lot.fired }));
  }

  /** The first fault that strikes this request. */
  strikeRequest(recipients: () => readonly string[]): FaultRule | null {
    return this.#strike({ recipients, isOfMessages: false });
  }

  /** The first `bad_message` that strikes a message to these recipients. */
  strikeMessage(recipients: readonly string[]): FaultRule | null {
    return this.#strike({ recipients: () => recipients, isOfMessages: true });
  }

  #strike({ recipients, isOfMessages }: { recipients: () => readonly string[]; isOfMessages: boolean }) {
    const mayStrike = ({ rule, pattern }: Armed) =>
      (rule.fault === "bad_message") === isOfMessages &&
      (pattern === null || recipients().some((address) => pattern.test(address)));
    return this.#rules.find((armed) => mayStrike(armed) && armed.lot.draw())?.rule ?? null;
  }
}
