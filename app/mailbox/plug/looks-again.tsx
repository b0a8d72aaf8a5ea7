"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const everyMs = 700;

/**
 * Draws the page anew while something happens on it. The next look begins when the last has been drawn: begun earlier, it
 * would take its place, and on a slow machine none was ever drawn. Without JavaScript the page asks the browser to reload it.
 */
export function LooksAgain() {
  const router = useRouter();
  const [isLooking, look] = useTransition();
  useEffect(() => {
    if (isLooking) return;
    const timer = setTimeout(() => look(() => router.refresh()), everyMs);
    return () => clearTimeout(timer);
  }, [isLooking, router]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content="2" />
    </noscript>
  );
}
