import { useCallback, useEffect, useRef, useState } from "react";
import { type Draft, draftFields, isSameDraft, joinDrafts, type Saved } from "./draft.ts";
import { dropDraft, type KeptDraft, keepDraft, keptDraft } from "./kept-draft.ts";

export type Keeping =
  | { kind: "unchanged" }
  | { kind: "typing" }
  | { kind: "saving" }
  | { kind: "saved"; atMs: number }
  /** The server was not reached; `isKept` says whether this browser has it. */
  | { kind: "not saved"; isKept: boolean }
  | { kind: "conflict"; theirs: Draft & { revision: number } }
  | { kind: "stopped"; message: string };

/** Long enough not to save every word, short enough to lose none. */
const settleMs = 1_500;
const againMs = 5_000;

/**
 * A letter while it is written: saved by itself once the author pauses, kept in this browser until the server has it,
 * and never written over what another tab has saved.
 */
export function useDraft(stored: { id: number; draft: Draft; revision: number }) {
  const { id } = stored;
  const [draft, setDraft] = useState(stored.draft);
  const [keeping, setKeeping] = useState<Keeping>({ kind: "unchanged" });
  const [found, setFound] = useState<KeptDraft | null>(null);
  const latest = useRef(stored.draft);
  const saved = useRef(stored.draft);
  const revision = useRef(stored.revision);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isBusy = useRef(false);
  /** Saving waits for the author: there is a choice to make, or the letter can be saved no more. */
  const isHalted = useRef(false);

  useEffect(() => {
    const kept = keptDraft(id);
    if (kept !== null && !isSameDraft(kept.draft, saved.current)) setFound(kept);
    else dropDraft(id);
  }, [id]);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (isBusy.current) return false;
    const sent = latest.current;
    if (isSameDraft(sent, saved.current)) return true;
    isBusy.current = true;
    isHalted.current = false;
    setKeeping({ kind: "saving" });
    const answer = await sendDraft({ id, draft: sent, revision: revision.current });
    isBusy.current = false;
    if (answer.kind === "saved") {
      revision.current = answer.revision;
      saved.current = sent;
      if (isSameDraft(latest.current, sent)) dropDraft(id);
      else timer.current = setTimeout(save, settleMs);
      setKeeping({ kind: "saved", atMs: frameMs() });
      return true;
    }
    if (answer.kind === "unreached") {
      setKeeping({ kind: "not saved", isKept: keepDraft(id, { draft: latest.current, revision: revision.current }) });
      timer.current = setTimeout(save, againMs);
      return false;
    }
    isHalted.current = true;
    if (answer.kind === "conflict") setKeeping({ kind: "conflict", theirs: answer.theirs });
    else setKeeping({ kind: "stopped", message: answer.message });
    return false;
  }, [id]);

  const put = useCallback(
    (next: Draft) => {
      latest.current = next;
      setDraft(next);
      if (isSameDraft(next, saved.current)) return;
      keepDraft(id, { draft: next, revision: revision.current });
      clearTimeout(timer.current);
      if (isHalted.current) return;
      timer.current = setTimeout(save, settleMs);
      setKeeping((before) => (before.kind === "not saved" ? before : { kind: "typing" }));
    },
    [id, save],
  );

  useEffect(() => {
    const saveNow = () => {
      if (!isHalted.current) void save();
    };
    const whenHidden = () => document.visibilityState === "hidden" && saveNow();
    addEventListener("online", saveNow);
    document.addEventListener("visibilitychange", whenHidden);
    return () => {
      clearTimeout(timer.current);
      removeEventListener("online", saveNow);
      document.removeEventListener("visibilitychange", whenHidden);
    };
  }, [save]);

  const restore = (isWanted: boolean) => {
    if (isWanted && found) {
      // From where it began, so that what was saved since is met as another's and not written over.
      revision.current = found.revision;
      put(found.draft);
    } else dropDraft(id);
    setFound(null);
  };

  const settle = (choice: "mine" | "theirs" | "both") => {
    if (keeping.kind !== "conflict") return;
    const { revision: theirRevision, ...theirs } = keeping.theirs;
    revision.current = theirRevision;
    saved.current = theirs;
    isHalted.current = false;
    setKeeping({ kind: "typing" });
    if (choice === "theirs") {
      latest.current = theirs;
      setDraft(theirs);
      dropDraft(id);
      setKeeping({ kind: "unchanged" });
      return;
    }
    put(choice === "mine" ? latest.current : joinDrafts(latest.current, theirs));
    void save();
  };

  const change = useCallback((part: Partial<Draft>) => put({ ...latest.current, ...part }), [put]);
  return { draft, keeping, found, change, save, restore, settle };
}

type Answered = Saved | { kind: "unreached" };

async function sendDraft(input: { id: number; draft: Draft; revision: number }): Promise<Answered> {
  const form = new FormData();
  for (const field of draftFields) form.set(field, input.draft[field]);
  form.set("revision", String(input.revision));
  try {
    const response = await fetch(`/studio/letters/${input.id}/save`, {
      method: "POST",
      body: form,
      headers: { Accept: "application/json" },
    });
    if (response.status === 401) return { kind: "wrong", message: signedOut };
    if (response.status >= 500) return { kind: "unreached" };
    const answer: unknown = await response.json();
    return isSaved(answer) ? answer : { kind: "wrong", message: "This letter could not be saved." };
  } catch {
    // No network, or the server is just starting again. It is tried again, and this browser keeps it meanwhile.
    return { kind: "unreached" };
  }
}

const signedOut = "You are no longer signed in. Sign in in another tab, then press Save here.";

function isSaved(answer: unknown): answer is Saved {
  return typeof answer === "object" && answer !== null && "kind" in answer;
}

/** The time of the page's own timeline, which nobody has to read a clock for. */
export function frameMs(): number {
  return Number(document.timeline.currentTime ?? 0);
}
