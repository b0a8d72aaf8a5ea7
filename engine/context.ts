import { createHmac, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { type Now, readClocks } from "../db/clock.ts";
import { type Connection, connect, type Database } from "../db/connect.ts";
import { keepMessages } from "../db/mailbox.ts";
import { type SigningKey, signingKeys } from "../domain/tokens.ts";
import { mailboxTransport } from "../mail/mailbox.ts";
import { resendTransport } from "../mail/resend.ts";
import { smtpTransport } from "../mail/smtp.ts";
import type { Transport } from "../mail/transport.ts";
import type { VersionCache } from "./fillers.ts";
import { openLog } from "./log.ts";
import type { Settings } from "./settings.ts";

/** Both clocks, read together. Tests and the simulation put others in their place. */
export type Clocks = { read(db: Database): Promise<Now> };

export type Randomness = {
  /** From 0 to below 1. */
  fraction(): number;
  /** A new identifier that nobody can guess. */
  id(): string;
};

/** Everything that a use case may touch beyond its input. */
export type Context = {
  db: Database;
  clocks: Clocks;
  randomness: Randomness;
  mail: Transport;
  settings: Settings;
  /** The first signs; all are believed. */
  keys: readonly SigningKey[];
  /** Versions made ready for filling; they never change, so every process may keep its own. */
  versions: VersionCache;
  log: Logger;
};

export type OpenContext = { context: Context; connection: Connection; close(): Promise<void> };

/** Opens the real thing: the database at `databaseUrl`, its clocks, and the way out that the settings name. */
export function openContext(input: {
  settings: Settings;
  databaseUrl: string;
  name: string;
  poolSize: number;
}): OpenContext {
  const { settings } = input;
  const connection = connect({ url: input.databaseUrl, poolSize: input.poolSize, name: `dayletter ${input.name}` });
  const log = openLog(input.name);
  const mail = openTransport({ settings, db: connection.db, log });
  const context: Context = {
    db: connection.db,
    clocks: { read: readClocks },
    randomness: { fraction: Math.random, id: randomUUID },
    mail,
    settings,
    keys: signingKeys(settings.appSecrets),
    versions: new Map(),
    log,
  };
  return {
    context,
    connection,
    async close() {
      await mail.close();
      await connection.close();
    },
  };
}

function openTransport({ settings, db, log }: { settings: Settings; db: Database; log: Logger }): Transport {
  if (settings.mail.kind === "resend") {
    return resendTransport({ apiKey: settings.mail.apiKey, baseUrl: settings.mail.baseUrl, log });
  }
  if (settings.mail.kind === "smtp") return smtpTransport(settings.mail);
  return mailboxTransport({
    keep: (key, kept) =>
      keepMessages(
        db,
        kept.map(({ index, to, subject, preheader, raw, at }) => ({
          key,
          index,
          address: to,
          subject,
          preheader,
          raw: raw.toString("utf8"),
          keptAt: at,
        })),
      ),
  });
}

/**
 * The keyed hash by which suppressions know an address. Keyed with the oldest secret, which stays listed for ever, so
 * that a rotation does not forget who left.
 */
export function hashAddress(context: Pick<Context, "settings">, address: string): string {
  const oldest = context.settings.appSecrets.at(-1);
  if (oldest === undefined) throw new Error("there is no secret to hash an address with");
  return createHmac("sha256", oldest).update(`address:${address}`).digest("base64url");
}
