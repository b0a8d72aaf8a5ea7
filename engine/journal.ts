import { addToJournal } from "../db/journal.ts";
import type { JournalKeeper } from "../mail/transport.ts";
import type { OpenBatch } from "./compose.ts";
import type { Context } from "./context.ts";

/** Keeps the journal of a batch for a way out that carries it out message by message. */
export function journalOf(context: Pick<Context, "db">, batch: OpenBatch): JournalKeeper {
  const { id: batchId, attemptToken } = batch;
  return {
    note({ begins, ended }) {
      const entries = {
        ...(ended !== null && { [ended.index]: ended.outcome }),
        ...(begins !== null && { [begins]: { kind: "begun" as const } }),
      };
      return addToJournal(context.db, { batchId, attemptToken, entries });
    },
  };
}
