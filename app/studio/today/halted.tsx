import { spokenInstant } from "../../../domain/spoken.ts";
import type { Live } from "../../../engine/studio/today.ts";
import { Note } from "../components/note.tsx";
import { SmallButton } from "../components/press-form.tsx";

type Props = Pick<Live, "halt" | "isWorkerAlive"> & { zone: string; mayMend: boolean };

/** What stops everything, said before anything else, with its cure. */
export function Halted({ halt, isWorkerAlive, zone, mayMend }: Props) {
  return (
    <>
      {isWorkerAlive ? null : (
        <Note kind="wrong">
          <p className="font-semibold">No worker has been heard of for a minute, so nothing is being sent.</p>
          <p>
            <code>npm start</code> runs one. What is due stays due, and goes out when it is back.
          </p>
        </Note>
      )}
      {halt === null ? null : (
        <Note kind="wrong">
          <p className="font-semibold">
            Sending has halted: <code>{halt.name}</code>. Nobody is failed for it.
          </p>
          <p className="mt-1 max-w-[75ch] break-words">{halt.message}</p>
          <p className="mt-1 max-w-[75ch]">
            <span className="font-semibold">The cure: </span>
            {halt.cure}
          </p>
          <p className="mt-1 text-quiet text-small">
            Since {spokenInstant(halt.haltedAt, zone)}.{" "}
            {halt.probeAt === null
              ? "Nothing goes out by itself before an owner says so."
              : `Now and then one real message tries whether it is over, and sending goes on by itself; the next time is ${spokenInstant(halt.probeAt, zone)}.`}
          </p>
          {mayMend ? (
            <div className="mt-3">
              <SmallButton action="/studio/mend" values={{ act: halt.probeAt === null ? "go-on" : "try" }}>
                {halt.probeAt === null ? "Go on all the same" : "Try now"}
              </SmallButton>
            </div>
          ) : null}
        </Note>
      )}
    </>
  );
}
