import type { Context } from "../../engine/context.ts";
import { linkToken } from "../../engine/token.ts";
import type { Act } from "./actor.ts";
import type { Chance } from "./chance.ts";
import type { Accepted } from "./provider.ts";
import type { PlannedAct, Scenario } from "./scenario.ts";
import type { EnrolmentRow, ReaderRow, Snapshot } from "./snapshot.ts";

/** What somebody knows before they act: their own row and runs, and the mail in their inbox. */
export type Knowledge = {
  planned: PlannedAct;
  chance: Chance;
  scenario: Scenario;
  now: Snapshot;
  calendarAt: Date;
  inbox: readonly Accepted[];
};

/** The same, seen from the one who acts. */
export class Situation {
  readonly known: Knowledge;

  constructor(known: Knowledge) {
    this.known = known;
  }

  get chance(): Chance {
    return this.known.chance;
  }

  name(part: string): string {
    return `${this.known.planned.name}/${part}`;
  }

  get person() {
    const { planned, scenario } = this.known;
    const person = scenario.readers[planned.who];
    if (!person) throw new Error(`there is no reader ${planned.who}`);
    return person;
  }

  /** Where their mail arrives: at the address with which they sign up, and at the one that they may change to. */
  get addresses(): readonly string[] {
    const { address } = this.person;
    return [address, otherAddressOf(address)];
  }

  get reader(): ReaderRow | null {
    return this.known.now.readers.find(({ address }) => this.addresses.includes(address)) ?? null;
  }

  /** One of the reader's runs in one of these states. */
  run(states: readonly string[]): EnrolmentRow | null {
    const runs = this.known.now.enrolments.filter(
      ({ reader, state }) => reader === this.reader?.id && states.includes(state),
    );
    return runs.length === 0 ? null : this.chance.pick(this.name("run"), runs);
  }

  /** The newest mail of this kind to the reader, or the newest at all. */
  mail(isMeant: (mail: Accepted) => boolean = () => true): Accepted | null {
    return this.known.inbox.filter((mail) => this.addresses.includes(mail.to) && isMeant(mail)).at(-1) ?? null;
  }
}

/** Makes the act, or nothing where there is nothing to do it to. */
export type Maker = (situation: Situation) => Act | null;

export const someone = { ip: "127.0.0.1", userAgent: "a simulation" };

export function otherAddressOf(address: string): string {
  return address.replace("@", "@new.");
}

/** What stands in the links of a mail that somebody got. */
export function tokenFor(
  context: Context,
  { deliveryId }: Accepted,
  purpose: "confirm" | "lesson" | "leave" | "address",
): string {
  return linkToken(context, { deliveryId, purpose });
}
