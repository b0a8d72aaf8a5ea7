"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 700;

/** Draws the page anew while something happens on it. Without JavaScript the page asks the browser to reload it. */
export function LooksAgain() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content="2" />
    </noscript>
  );
}
