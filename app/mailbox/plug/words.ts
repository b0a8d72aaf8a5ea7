import type { PlugStand } from "../../../engine/plug.ts";

/** What is told of a run at this moment: a line, a sentence that explains it, and the count. */
export type PlugWords = {
  headline: string;
  detail: string;
  isLive: boolean;
  percent: number;
  rows: readonly (readonly [string, string])[];
};

export function plugWords(stand: PlugStand): PlugWords {
  const { readers, received, twice, phase } = stand;
  const missing = readers - received;
  return {
    headline: headlineOf(stand),
    detail: detailOf(stand),
    isLive: phase === "sending" || phase === "killed",
    percent: Math.floor((received / readers) * 100),
    rows: [
      ["Received", `${counted(received)} of ${counted(readers)}`],
      ["Twice", counted(twice)],
      phase === "over" || phase === "abandoned" ? ["Lost", counted(missing)] : ["Still to come", counted(missing)],
    ],
  };
}

function headlineOf({ phase, received, twice, readers }: PlugStand): string {
  switch (phase) {
    case "sending":
      return "The letters are going out.";
    case "killed":
      return "The worker was killed in mid-send.";
    case "abandoned":
      return "This run was not finished.";
    case "over":
      return `${counted(received)} received, ${counted(twice)} twice, ${counted(readers - received)} lost.`;
  }
}

function detailOf(stand: PlugStand): string {
  switch (stand.phase) {
    case "sending":
      return "The plug is pulled as soon as a fifth of them have arrived.";
    case "killed":
      return killedDetail(stand);
    case "abandoned":
      return "The site was stopped meanwhile, or sending rests. Pull the plug again to begin anew.";
    case "over":
      return `${pulledAt(stand)} ${repeatedWords(stand.repeated)} It took ${seconds(stand.tookMs)} in all.`;
  }
}

function killedDetail(stand: PlugStand): string {
  const { inDeadHands, shutForMs } = stand;
  if (inDeadHands === 0) return `${pulledAt(stand)} It is back and sends what is left.`;
  return `${pulledAt(stand)} The dead worker had ${counted(inDeadHands)} letters in its hands, and nobody knows which of them arrived. Nobody may touch them for another ${seconds(shutForMs)}; then they are handed over once more under the same key, and what had arrived stays single.`;
}

function pulledAt({ receivedAtKill }: PlugStand): string {
  return `The kill -9 came when ${counted(receivedAtKill ?? 0)} were there.`;
}

function repeatedWords(repeated: number): string {
  if (repeated === 0) return "It died between two batches, so none had to be handed over again.";
  return repeated === 1
    ? "One batch was in its hands and was handed over again under its key."
    : `${repeated} batches were in its hands and were handed over again under their keys.`;
}

function seconds(ms: number): string {
  const whole = Math.ceil(ms / 1000);
  return whole === 1 ? "1 second" : `${whole} seconds`;
}

function counted(count: number): string {
  return count.toLocaleString("en-US");
}
