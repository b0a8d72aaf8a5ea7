import { sql } from "drizzle-orm";
import { readClocks } from "../../db/clock.ts";
import type { Database } from "../../db/connect.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { sendIssue } from "../../engine/letters/schedule-issue.ts";
import { testContext } from "../factories/context.ts";
import { publishedCourse } from "../factories/course.ts";
import { addDueReaders } from "../factories/due-readers.ts";
import { addFollowers, aLetter, aNewsletter } from "../factories/letter.ts";
import type { Supply } from "./points.ts";

/** How many messages each address must have received in the end, every one of a subject of its own. */
export type Due = Map<string, number>;

/** Less than this waiting, and workers might be idle when the next moment comes. */
const leastWaiting = 150;
const portionReaders = 250;
const freshReaders = 60;
const stockReaders = 800;
const nudgesAtOnce = 10;

/** Keeps mail of every kind coming, so that no moment is waited for in vain. */
export class Supplier {
  readonly due: Due = new Map();
  readonly #run: { readonly db: Database; course: string };
  #readers = 0;
  #letters = 0;
  #newsletterId = 0;
  #followers: readonly string[] = [];

  constructor(run: { readonly db: Database; course: string }) {
    this.#run = run;
  }

  get #db(): Database {
    return this.#run.db;
  }

  /** `nudges`: so many readers get a lesson of a course that waits for its completion, and can be nudged later. */
  async prepare(input: { nudges: number; followers: number }): Promise<void> {
    const db = this.#db;
    await publishedCourse(db, { slug: gated, publishedAt: new Date("2026-01-01"), facts: { gate: "completion" } });
    await this.#addReaders(input.nudges * nudgesAtOnce, gated);
    this.#newsletterId = await aNewsletter(db, { slug: "crash-letter" });
    const { count, prefix } = { count: input.followers, prefix: "follower" };
    this.#followers = await addFollowers(db, { newsletterId: this.#newsletterId, count, prefix });
  }

  /** Tops the queue up, so that whoever sends goes on sending. */
  async keepBusy(): Promise<void> {
    const { calendarAt } = await readClocks(this.#db);
    const now = calendarAt.toISOString();
    const [row] = await this.#db.execute<{ waiting: string }>(sql`
      select (select count(*) from enrolment where state = 'active' and next_send_at <= ${now})
        + (select count(*) from delivery where state = 'queued' and due_at <= ${now}) as waiting`);
    if (Number(row?.waiting) < leastWaiting) await this.#addReaders(portionReaders, this.#run.course);
  }

  /** Adds so much that nobody runs dry in half a minute. */
  async stockUp(): Promise<void> {
    await this.#addReaders(stockReaders, this.#run.course);
  }

  /** Brings something new of this kind, and wakes whoever rests. */
  async bring(supply: Supply): Promise<void> {
    if (supply === "mail") await this.keepBusy();
    if (supply === "lessons") await this.#addReaders(freshReaders, this.#run.course);
    if (supply === "nudges") await this.#nudge();
    if (supply === "letter") await this.#sendLetter();
    await wakeWorkers(this.#db);
  }

  async #addReaders(count: number, course: string): Promise<void> {
    const addresses = await addDueReaders(this.#db, { from: this.#readers, count, course });
    this.#readers += count;
    this.#expect(addresses);
    await wakeWorkers(this.#db);
  }

  async #nudge(): Promise<void> {
    const { calendarAt } = await readClocks(this.#db);
    const nudged = await this.#db.execute<{ address: string }>(sql`
      update enrolment e set nudge_at = ${calendarAt.toISOString()} from reader r
      where r.id = e.reader_id and e.id = any(array(select w.id from enrolment w join course c on c.id = w.course_id
        where c.slug = ${gated} and w.wait = 'completion' and w.nudges = 0 and w.nudge_at > ${calendarAt.toISOString()}
        order by w.id limit ${nudgesAtOnce}))
      returning r.address`);
    this.#expect(nudged.map(({ address }) => address));
  }

  async #sendLetter(): Promise<void> {
    const db = this.#db;
    this.#letters += 1;
    const [slug, subject] = [`letter-${this.#letters}`, `Letter number ${this.#letters}`];
    const { id: issueId } = await aLetter(db, { newsletterId: this.#newsletterId, slug, subject });
    const { calendarAt: now } = await readClocks(db);
    const typedSize = this.#followers.length;
    await sendIssue(testContext({ db, now }), { issueId, audience: null, test: null, typedSize });
    this.#expect(this.#followers);
  }

  #expect(addresses: readonly string[]): void {
    for (const address of addresses) this.due.set(address, (this.due.get(address) ?? 0) + 1);
  }
}

const gated = "waits-for-you";
