import { readdirSync, readFileSync } from "node:fs";

/** What Linux counts processor time in. */
const tickMs = 10;

/**
 * The processor time that a PostgreSQL server has used by now, with all its backends, those that have ended as well. On a
 * busy machine it says what work costs, where a clock on the wall says how busy the machine was. Linux alone.
 */
export function serverProcessorMs({ postmasterPid }: { postmasterPid: number }): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const stats = pids.flatMap((pid) => readStat(Number(pid)) ?? []);
  const own = stats.filter(({ pid, parentPid }) => pid === postmasterPid || parentPid === postmasterPid);
  return (
    own.reduce((sum, { pid, ticks, endedTicks }) => sum + ticks + (pid === postmasterPid ? endedTicks : 0), 0) * tickMs
  );
}

function readStat(pid: number) {
  try {
    // The name of a process stands in brackets and may hold spaces; what is counted follows it (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const at = (place: number) => Number(fields[place]);
    return { pid, parentPid: at(1), ticks: at(11) + at(12), endedTicks: at(13) + at(14) };
  } catch {
    // It has ended between the two looks.
    return null;
  }
}
