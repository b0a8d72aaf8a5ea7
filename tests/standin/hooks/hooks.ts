import { generator, Lot } from "../chance.ts";
import type { AcceptedMessage, Ledger } from "../ledger.ts";
import { addressOf } from "../validation.ts";
import { bodyOf, foreignTo } from "./events.ts";
import { Outbox, type Outgoing } from "./outbox.ts";
import {
  type Bounce,
  type Emission,
  type EventType,
  type Forgery,
  forgeries,
  type HookSettings,
  type OutcomeName,
  type OutcomeRule,
  outcomes,
} from "./settings.ts";

type Settings = Required<Omit<HookSettings, "outcomes" | "seed">>;

type Happening = { type: EventType; createdAt: Date; bounce?: Bounce | undefined; forged?: Forgery | null };

const untold: Settings = {
  url: null,
  secret: `whsec_${Buffer.from("the stand-in's webhooks").toString("base64")}`,
  repeat: 1,
  shuffle: 0,
  delayMs: 0,
  forge: 0,
  retryMs: [500, 5_000, 30_000],
  tagsAs: "object",
};

/** Events of one message stand this far apart, so that their order can be told. */
const apartMs = 10;

/** Tells a receiver, by signed webhooks, what became of every message that was accepted. */
export class Hooks {
  readonly outbox: Outbox;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #ledger: Ledger;
  readonly #lastEvents = new Map<string, EventType>();
  #settings = untold;
  #rules: { rule: OutcomeRule; lot: Lot }[] = [];
  #held: Outgoing[] = [];
  #roll = generator(1);
  #forgeries = 0;

  /** `now` dates what happens, `trueNow` what is signed: a receiver judges that by the real clock. */
  constructor(input: { now: () => number; trueNow: () => number; newId: () => string; ledger: Ledger }) {
    this.outbox = new Outbox({ now: input.trueNow });
    this.#now = input.now;
    this.#newId = input.newId;
    this.#ledger = input.ledger;
  }

  arrange({ outcomes: rules, seed, ...settings }: HookSettings): void {
    this.#settings = { ...this.#settings, ...settings };
    if (rules !== undefined) this.#rules = rules.map((rule) => ({ rule, lot: new Lot(rule) }));
    if (seed !== undefined) this.#roll = generator(seed);
  }

  /** What Resend would call the message's last event. */
  lastEventOf({ id }: AcceptedMessage): string {
    return (this.#lastEvents.get(id) ?? "email.sent").replace("email.", "");
  }

  get held(): number {
    return this.#held.length;
  }

  /** Every message that was just accepted comes to its end. */
  accepted(messages: readonly AcceptedMessage[]): void {
    for (const message of messages) {
      const outcome = this.#outcomeOf(message);
      const bounce: Bounce | undefined = outcome === "bounced_transient" ? { type: "Transient" } : undefined;
      for (const [index, type] of outcomes[outcome].entries()) {
        this.#tell(message, { type, bounce, createdAt: new Date(this.#now() + index * apartMs) });
      }
    }
  }

  /** Tells by hand; returns of how many messages. */
  emit({ type, match, ids, bounce, forged, createdAt }: Emission): number {
    const pattern = match === undefined ? null : new RegExp(match, "i");
    const meant = this.#ledger
      .since(0)
      .filter((message) => ids === undefined || ids.includes(message.id))
      .filter((message) => pattern === null || addressesOf(message).some((address) => pattern.test(address)));
    const at = createdAt === undefined ? new Date(this.#now()) : new Date(createdAt);
    for (const message of meant) this.#tell(message, { type, bounce, forged: forged ?? null, createdAt: at });
    return meant.length;
  }

  /** Lets everything go that shuffling holds back. */
  flush(): void {
    while (this.#held.length > 0) this.#leave(this.#drawHeld());
  }

  #outcomeOf(message: AcceptedMessage): OutcomeName {
    const addresses = addressesOf(message);
    const fits = ({ match }: OutcomeRule) =>
      match === undefined || addresses.some((address) => new RegExp(match, "i").test(address));
    const ruled = this.#rules.find(({ rule, lot }) => fits(rule) && lot.draw());
    return ruled?.rule.outcome ?? addresses.map(simulated).find((name) => name !== null) ?? "delivered";
  }

  #tell(message: AcceptedMessage, { forged = null, ...happening }: Happening): void {
    if (forged === null) this.#lastEvents.set(message.id, happening.type);
    if (this.#settings.url === null) return;
    const outgoing = this.#outgoing(message, { ...happening, forged });
    for (let copy = 0; copy < this.#settings.repeat; copy += 1) this.#put(outgoing);
    if (forged === null && this.#settings.forge > 0 && this.#roll() < this.#settings.forge) this.#forge(message);
  }

  /** A lie that would do harm if it were believed. */
  #forge(message: AcceptedMessage): void {
    const forged = forgeries[this.#forgeries % forgeries.length] ?? "wrong_signature";
    const type = this.#forgeries % 2 === 0 ? "email.complained" : "email.bounced";
    this.#forgeries += 1;
    this.#put(this.#outgoing(message, { type, forged, createdAt: new Date(this.#now()) }));
  }

  #outgoing(message: AcceptedMessage, { type, createdAt, bounce, forged = null }: Happening): Outgoing {
    const about = forged === "foreign" ? foreignTo(message, this.#newId) : message;
    const headers = this.#headersOf(message);
    const body = bodyOf({ message: about, headers, type, createdAt, bounce, tagsAs: this.#settings.tagsAs });
    return { svixId: `msg_${this.#newId()}`, type, emailId: about.id, body, forged };
  }

  #headersOf(message: AcceptedMessage): Record<string, string> {
    const headers = this.#ledger.payload(message)?.headers;
    // Validated when it came: an object of strings.
    return typeof headers === "object" && headers !== null ? (headers as Record<string, string>) : {};
  }

  #put(outgoing: Outgoing): void {
    this.#held.push(outgoing);
    if (this.#held.length > this.#settings.shuffle) this.#leave(this.#drawHeld());
  }

  #drawHeld(): Outgoing {
    const place = Math.floor(this.#roll() * this.#held.length);
    const [drawn] = this.#held.splice(place, 1);
    if (drawn === undefined) throw new Error("nothing is held back");
    return drawn;
  }

  #leave(outgoing: Outgoing): void {
    const { url, secret, retryMs, delayMs } = this.#settings;
    if (url === null) return;
    const afterMs = delayMs === 0 ? 0 : Math.floor(this.#roll() * delayMs);
    this.outbox.post(outgoing, { route: { url, secret, retryMs }, afterMs });
  }
}

function addressesOf({ to }: AcceptedMessage): string[] {
  return to.map((recipient) => addressOf(recipient) ?? recipient);
}

/** Resend's addresses that simulate an outcome, with any +label. */
function simulated(address: string): OutcomeName | null {
  const name = /^(delivered|bounced|complained|suppressed)(?:\+[^@]*)?@resend\.dev$/i.exec(address)?.[1]?.toLowerCase();
  return name === undefined ? null : (name as OutcomeName); // the pattern lists outcomes only
}
