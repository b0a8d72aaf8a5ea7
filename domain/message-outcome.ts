/**
 * What became of one message of a request that was carried out one message at a time. `lost` may have been accepted, and
 * there is no key under which to ask again. `untried`: not a byte of it left. `deferred` and `refused` are about this
 * message; `personal` where the answer says that the fault is its recipient's and nobody else's, `doubtful` where the
 * server may as well have meant everybody, so that only somebody else's acceptance tells whose doing it is.
 */
export type MessageOutcome =
  | { kind: "accepted"; id: string }
  | { kind: "refused"; name: string; message: string; personal?: boolean }
  | { kind: "deferred"; name: string; message: string; doubtful?: true }
  | { kind: "lost"; name: string }
  | { kind: "untried" };

/**
 * What is noted of the members of a request without idempotency, by their places: that one is about to leave, or what
 * became of it. A member that is missing here has not begun.
 */
export type Journal = Readonly<Record<string, MessageOutcome | { kind: "begun" }>>;

/** What a journal tells of a request that nobody carries on: whatever had begun and never ended may be out. */
export function outcomesIn(journal: Journal | null, count: number): MessageOutcome[] {
  return Array.from({ length: count }, (_, index) => {
    const noted = journal?.[index] ?? ({ kind: "untried" } as const);
    return noted.kind === "begun" ? { kind: "lost", name: "smtp_worker_died" } : noted;
  });
}
