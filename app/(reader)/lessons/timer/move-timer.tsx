import { useEffect, useRef, useState } from "react";
import { Controls } from "./controls.tsx";
import { Finished } from "./finished.tsx";
import type { FoundMove } from "./found-moves.ts";
import type { KeptPlace } from "./kept-place.ts";
import { Pad } from "./pad.tsx";
import {
  back,
  begin,
  canUntap,
  go,
  isOver,
  marksOf,
  pause,
  type Run,
  resume,
  shareDone,
  skip,
  stepOf,
  tap,
  untap,
} from "./run.ts";
import { Sets } from "./sets.tsx";
import { stepsOf } from "./steps.ts";
import { TopBar } from "./top-bar.tsx";
import { useKeeping } from "./use-keeping.ts";
import { useRun } from "./use-run.ts";
import { useRunSignals } from "./use-run-signals.ts";
import { useSound } from "./use-sound.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { announcement } from "./words.ts";

type Shown = Pick<FoundMove, "asked" | "figure"> & {
  kept: KeptPlace;
  lesson: { move: number; moves: number; done: readonly number[] };
  following: { name: string; open: () => void } | null;
  keepRun: (move: number, run: Run) => void;
  finish: () => void;
  close: () => void;
};

/** One move, from the first lead-in to the last set. */
export function MoveTimer({ asked, figure, kept, lesson, following, keepRun, finish, close }: Shown) {
  const [start] = useState(() => resume(stepsOf(asked), kept));
  const { run, seconds, change, snapshot } = useRun(start);
  const sound = useSound();
  const step = stepOf(run);
  const isGoing = run.sinceMs !== null;
  useWakeLock(isGoing);
  useRunSignals({ run, seconds, give: sound.give });
  useKeeping({ move: lesson.move, run, snapshot, keepRun, finish });
  const press = () => {
    sound.wake();
    change(step?.kind === "count" ? tap : isGoing ? pause : go);
  };
  return (
    <div className="mx-auto flex min-h-full max-w-xl flex-col gap-3 px-5 py-3">
      <TopBar lesson={lesson} share={shareDone(run)} sound={sound} close={close} />
      <h2 className="text-section">{asked.name}</h2>
      <Sets marks={marksOf(run)} />
      {figure === null ? null : <Figure drawing={figure} />}
      <p className="sr-only" aria-live="polite">
        {said(run, asked)}
      </p>
      {step === null ? (
        <Finished following={following} again={() => change(() => begin(run.steps))} close={close} />
      ) : (
        <Pad step={step} run={run} sets={asked.sets} seconds={seconds} press={press} />
      )}
      <Controls
        back={() => change(back)}
        undo={canUntap(run) ? () => change(untap) : null}
        isCounted={asked.seconds === null}
        skip={isOver(run) ? null : () => change(skip)}
      />
    </div>
  );
}

/** Changes at the beginning of a step and when it is paused, and never from one second to the next. */
function said(run: Run, { name, sets }: Shown["asked"]): string {
  const step = stepOf(run);
  if (step === null) return `${name} is done.`;
  if (run.sinceMs !== null) return announcement(step, sets);
  return run.at === 0 && run.spentMs === 0 ? "" : "Paused.";
}

/** The page's own drawing of the move. It was compiled with the lesson, as the page that holds it was. */
function Figure({ drawing }: { drawing: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.replaceChildren(document.createRange().createContextualFragment(drawing));
  }, [drawing]);
  return <div ref={frame} aria-hidden="true" className="timer-figure flex max-h-44 justify-center" />;
}
