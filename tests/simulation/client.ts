import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Database } from "../../db/connect.ts";
import { type EndBackend, GatedSocket, type Keeper } from "./gated-socket.ts";
import type { ServerLinks } from "./server-links.ts";

/** One connection to the database with a gate in it; it belongs to one actor at a time. */
export type Client = {
  db: Database;
  /** Where its statements stop. Null until it connects; another one after it was cut. */
  socket(): GatedSocket | null;
  /** Shuts the gate for one actor, or opens it for nobody in particular. */
  shut(changed: (() => void) | null): void;
  /** Connects and sees an answer, so that no part of a run waits for a connection to open. */
  warm(): Promise<void>;
  /** Takes its connection from it, whatever it was about, and gives it no other one. */
  drop(end: EndBackend): Promise<void>;
};

export function openClient({ url, links }: { url: string; links: ServerLinks }): Client {
  const keeper: Keeper = { isShut: false, isGone: false, changed: () => {} };
  let socket: GatedSocket | null = null;
  const options = {
    max: 1,
    // Everything that would wait for the machine's own clock is switched off: time here is the simulation's.
    ...{ max_lifetime: null, idle_timeout: 0, connect_timeout: 60, backoff: () => 0 },
    onnotice: () => {},
    connection: { application_name: "simulation", TimeZone: "UTC" },
    socket() {
      socket = new GatedSocket({ links, keeper });
      return socket;
    },
  };
  const sql = postgres(url, options);
  return {
    db: drizzle(sql, { casing: "snake_case" }),
    socket: () => socket,
    shut(changed) {
      keeper.isShut = changed !== null;
      keeper.changed = changed ?? (() => {});
    },
    async warm() {
      await sql.unsafe("select 1");
    },
    async drop(end) {
      keeper.isGone = true;
      await socket?.cut({ isTold: false, end });
    },
  };
}
