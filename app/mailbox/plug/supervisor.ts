import { pullPlug } from "../../../engine/plug.ts";

/** Whether there is a supervisor above this process, which can kill the worker and start it again. */
export function hasSupervisor(): boolean {
  return process.connected === true;
}

/** Has the worker killed. Only the supervisor knows which process that is. */
export function askForKill(): void {
  process.send?.(pullPlug);
}
