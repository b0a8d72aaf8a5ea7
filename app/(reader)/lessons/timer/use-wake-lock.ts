import { useEffect } from "react";

/**
 * Keeps the screen awake while `isWanted`. The browser lets go of it whenever the page is hidden, so it is asked again
 * when the page is seen again. A browser that has no such thing, or refuses (a battery that runs low), is not asked
 * twice for the same look, and the timer runs on without.
 */
export function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const ask = async () => {
      if (document.visibilityState !== "visible" || (lock !== null && !lock.released)) return;
      const given = await navigator.wakeLock.request("screen").catch(() => null);
      if (isOver) await given?.release();
      else lock = given;
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, [isWanted]);
}
