import type { ReactNode } from "react";
import { spokenZone } from "../../../domain/spoken.ts";

export type NextLesson = {
  state: "active" | "paused" | "finished" | "left" | "restarted";
  next: { spoken: string } | null;
  waitReason: string | null;
  zone: string;
};

/** What comes next, in words: the day and the hour, or why nothing comes. */
export function Coming({ state, next, waitReason, zone }: NextLesson): ReactNode {
  if (state === "left") return <Line>You have left this course. The lessons you had stay open here.</Line>;
  if (state === "restarted") return <Line>An earlier round of this course. Its lessons stay open here.</Line>;
  if (next !== null) {
    return (
      <Line>
        Your next lesson comes on <strong className="font-semibold">{next.spoken}</strong>, {spokenZone(zone)} time.
      </Line>
    );
  }
  return <Line>{waitReason ?? "Your next lesson is on its way to you right now."}</Line>;
}

function Line({ children }: { children: ReactNode }) {
  return <p className="mt-2 text-lead">{children}</p>;
}
