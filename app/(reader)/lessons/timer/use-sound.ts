import { useCallback, useEffect, useRef, useState } from "react";
import { openSignals, type Signal, type Signals } from "./signals.ts";

const key = "timer-sound";

/** Sound and vibration: off until somebody switches them on, and then so in every lesson of this browser. */
export function useSound() {
  const [isOn, setOn] = useState(false);
  const signals = useRef<Signals | null>(null);
  useEffect(() => {
    setOn(remembered());
    return () => signals.current?.close();
  }, []);
  /** Within a press: only then may a page begin to sound. */
  const wake = useCallback(() => {
    if (remembered()) signals.current ??= openSignals();
  }, []);
  const give = useCallback((signal: Signal) => {
    if (remembered()) signals.current?.give(signal);
  }, []);
  const toggle = useCallback(() => {
    const next = !remembered();
    remember(next);
    setOn(next);
    if (!next) return;
    signals.current ??= openSignals();
    signals.current.give("count");
  }, []);
  return { isOn, wake, give, toggle };
}

/** For a browser that keeps nothing, as long as the page is open. */
let unkept = false;

function remembered(): boolean {
  try {
    return (localStorage.getItem(key) ?? (unkept ? "on" : "off")) === "on";
  } catch {
    return unkept;
  }
}

function remember(isOn: boolean): void {
  unkept = isOn;
  try {
    localStorage.setItem(key, isOn ? "on" : "off");
  } catch {
    // The choice then holds for this page, which is what `unkept` is for.
  }
}
