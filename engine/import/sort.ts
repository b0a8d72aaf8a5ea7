import type { Database } from "../../db/connect.ts";
import {
  firstLines,
  type KnownReader,
  listKnown,
  listRuns,
  listSettledFollows,
  listSuppressed,
  listWithOwnConsent,
  type NewFault,
  noteSeen,
} from "../../db/importing.ts";
import type { ImportPass } from "../../db/schema/imports.ts";
import type { SuppressionReason } from "../../db/schema/readers.ts";
import type { Judged, Wanted } from "../../domain/import/row.ts";

/** A row with the keyed hash of its address, and who has that address already. */
export type Hashed = { wanted: Wanted; addressHash: string; known: KnownReader | null };

/** Judged rows of one step, by what is to be done with them. */
export type Sorted = {
  fresh: Hashed[];
  known: (Hashed & { known: KnownReader })[];
  stops: (Hashed & { stop: NonNullable<Wanted["stop"]> })[];
  faults: NewFault[];
  counts: { twice: number; suppressed: number; keptByOwnConsent: number; faulty: number };
  /** `readerId:courseId` of every run that the known ones have or had. */
  runs: ReadonlySet<string>;
  /** `readerId:newsletterId` of what they follow or have left. */
  follows: ReadonlySet<string>;
};

type Asked = {
  importId: number;
  pass: ImportPass;
  rows: readonly { judged: Judged; cells: readonly string[] }[];
  hashOf: (address: string) => string;
};

/**
 * Asks the tables about a step's rows, in a fixed number of statements. The order of the questions is the order of what
 * counts: a second row of one address is nothing new, whoever must not be written to stays so, and only then comes who
 * reads here already. In a run the known readers are locked.
 */
export async function sortRows(tx: Database, { importId, pass, rows, hashOf }: Asked): Promise<Sorted> {
  const sorted: Sorted = {
    ...{ fresh: [], known: [], stops: [], faults: [], runs: new Set(), follows: new Set() },
    counts: { twice: 0, suppressed: 0, keptByOwnConsent: 0, faulty: 0 },
  };
  const hashed: (Omit<Hashed, "known"> & { cells: readonly string[] })[] = [];
  for (const { judged, cells } of rows) {
    if (judged.kind === "wanted") {
      hashed.push({ wanted: judged.wanted, addressHash: hashOf(judged.wanted.address), cells });
      continue;
    }
    const addressHash = judged.address === null ? null : hashOf(judged.address);
    sorted.faults.push({ ...judged.fault, cells, addressHash });
    sorted.counts.faulty += 1;
  }
  if (hashed.length === 0) return sorted;
  const asked = await ask(tx, { importId, pass, hashed });
  for (const one of hashed) place(sorted, one, asked);
  const readerIds = sorted.known.map(({ known }) => known.id);
  const [runs, follows] = [await listRuns(tx, { readerIds }), await listSettledFollows(tx, { readerIds })];
  return { ...sorted, runs, follows };
}

type Answers = {
  lines: Map<bigint, number>;
  suppressed: Map<string, SuppressionReason>;
  known: Map<string, KnownReader>;
  agreed: Set<number>;
};

async function ask(
  tx: Database,
  { importId, pass, hashed }: Pick<Asked, "importId" | "pass"> & { hashed: readonly Omit<Hashed, "known">[] },
): Promise<Answers> {
  const seen = hashed.map(({ wanted, addressHash }) => ({ hash: shortHash(addressHash), line: wanted.line }));
  if (pass === "checking") await noteSeen(tx, { importId, seen });
  const addressHashes = hashed.map(({ addressHash }) => addressHash);
  const known = await listKnown(tx, { addressHashes, lock: pass === "running" });
  const stopped = hashed.flatMap(({ wanted, addressHash }) => (wanted.stop ? (known.get(addressHash)?.id ?? []) : []));
  return {
    lines: await firstLines(tx, { importId, hashes: seen.map(({ hash }) => hash) }),
    // Read after the readers are locked: whoever leaves or complains holds that lock, so what is read here holds.
    suppressed: await listSuppressed(tx, { addressHashes }),
    known,
    agreed: stopped.length === 0 ? new Set() : await listWithOwnConsent(tx, { readerIds: stopped }),
  };
}

/** Eight bytes of the keyed hash: two of a million addresses share them once in thirty million files. */
function shortHash(addressHash: string): bigint {
  return Buffer.from(addressHash, "base64url").readBigInt64BE(0);
}

function place(sorted: Sorted, one: Omit<Hashed, "known"> & { cells: readonly string[] }, asked: Answers): void {
  const { wanted, addressHash, cells } = one;
  const known = asked.known.get(addressHash) ?? null;
  const leftOut = whyLeftOut({ wanted, addressHash, known }, asked);
  if (leftOut !== null) {
    const { count, ...words } = leftOut;
    sorted.counts[count] += 1;
    sorted.faults.push({ line: wanted.line, ...words, cells, addressHash });
  } else if (wanted.stop !== null) sorted.stops.push({ wanted, addressHash, known, stop: wanted.stop });
  else if (known === null) sorted.fresh.push({ wanted, addressHash, known });
  else sorted.known.push({ wanted, addressHash, known });
}

type LeftOut = { count: "twice" | "keptByOwnConsent" | "suppressed"; what: string; help: string };

function whyLeftOut({ wanted, addressHash, known }: Hashed, asked: Answers): LeftOut | null {
  const { line, stop } = wanted;
  const firstLine = asked.lines.get(shortHash(addressHash)) ?? line;
  if (firstLine !== line) {
    const what = `This address stands on line ${firstLine} already.`;
    return { count: "twice", what, help: "The first of the rows counts." };
  }
  if (stop !== null) {
    return known !== null && asked.agreed.has(known.id) ? { count: "keptByOwnConsent", ...ownConsent } : null;
  }
  const reason = asked.suppressed.get(addressHash);
  return reason === undefined ? null : { count: "suppressed", ...mustNot[reason] };
}

const ownConsent = {
  what: "The file says that this person left, and they agreed here themselves.",
  help: "Nothing was changed. If they are not to be written to, open their page and let them leave.",
};

const stays = "They stay out. Whoever wants to come back signs up here themselves.";

const mustNot: Record<SuppressionReason, { what: string; help: string }> = {
  left: { what: "This person left, and is not written to any more.", help: stays },
  bounced: { what: "Mail to this address came back, so it is not written to any more.", help: stays },
  complained: { what: "This person reported a letter as spam, and is never written to again.", help: "They stay out." },
  erased: { what: "This person asked to be erased, and is not written to any more.", help: stays },
};
