"use client";

import { Button } from "../../../components/button.tsx";
import { type Draft, markLines } from "./draft.ts";

type Met = { mine: Draft; theirs: Draft; settle: (choice: "mine" | "theirs" | "both") => void };

/** Two tabs have written: both texts, and the choice. Nothing is saved and nothing is lost until it is made. */
export function Conflict({ mine, theirs, settle }: Met) {
  return (
    <section
      aria-labelledby="conflict"
      role="alert"
      className="mb-6 rounded-card border-2 border-alarm bg-surface p-4 sm:p-6"
    >
      <h2 id="conflict" className="text-minor font-bold">
        This letter was changed in another place
      </h2>
      <p className="mt-1 max-w-[62ch]">
        Another tab, or another author, saved it while you were writing here. Both texts are below; lines that only one
        of them has are marked. Nothing is lost until you choose.
      </p>
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Version title="Written here" draft={mine} other={theirs} />
        <Version title="Saved elsewhere" draft={theirs} other={mine} />
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button type="button" look="quiet" onClick={() => settle("mine")}>
          Keep what is written here
        </Button>
        <Button type="button" look="quiet" onClick={() => settle("theirs")}>
          Take what was saved
        </Button>
        <Button type="button" look="quiet" onClick={() => settle("both")}>
          Put both into the letter
        </Button>
      </div>
    </section>
  );
}

function Version({ title, draft, other }: { title: string; draft: Draft; other: Draft }) {
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-small text-quiet">
        {draft.title} · {draft.subject}
      </p>
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a mouse.
        tabIndex={0}
        className="mt-2 max-h-80 overflow-auto whitespace-pre-wrap rounded-card bg-sunk p-3 text-small"
      >
        {markLines(draft.markdown, other.markdown).map(({ words, isOwn }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name.
          <div key={place}>{isOwn ? <mark className="bg-today text-today-ink">{words}</mark> : words || "\u00a0"}</div>
        ))}
      </section>
    </div>
  );
}
