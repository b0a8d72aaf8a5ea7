import type { Side, Step } from "./steps.ts";

const sides: Readonly<Record<Side, string>> = { first: "first side", other: "other side" };

/** The phase in a word or two, as large as a phone on the floor needs it. */
export function phaseWord(step: Step): string {
  switch (step.kind) {
    case "ready":
      return step.side === "other" ? "Change sides" : "Get ready";
    case "hold":
      return step.rep === null ? "Go" : `Rep ${step.rep}`;
    case "count":
      return "Your reps";
    case "rest":
      return "Rest";
  }
}

/** "Set 2 of 3, other side". */
export function placeWords({ set, side }: Pick<Step, "set" | "side">, sets: number): string {
  return `Set ${set} of ${sets}${side === null ? "" : `, ${sides[side]}`}`;
}

/** What is said aloud when a step begins. */
export function announcement(step: Step, sets: number): string {
  const place = placeWords(step, sets);
  switch (step.kind) {
    case "ready":
      return `${phaseWord(step)}. ${place}.`;
    case "hold":
      return `Go: ${spokenTime(step.ms)}${step.rep === null ? "" : `, rep ${step.rep}`}.`;
    case "count":
      return `${place}: ${step.reps} reps.`;
    case "rest":
      return `Rest for ${spokenTime(step.ms)}. Then ${place.toLowerCase()}.`;
  }
}

function spokenTime(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const minutes = seconds / 60;
  return Number.isInteger(minutes) && minutes > 1 ? `${minutes} minutes` : `${seconds} seconds`;
}

/** "45", or "3:30" from a hundred seconds on: what is left, in the biggest letters of the page. */
export function clockWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 100) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
