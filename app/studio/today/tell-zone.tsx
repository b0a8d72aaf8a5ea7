"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Tells the server once in which zone this browser is, because no request says so. Without it days are those of UTC. */
export function TellZone({ cookie, known }: { cookie: string; known: string }) {
  const { refresh } = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const said = `${cookie}=${encodeURIComponent(zone)}`;
    if (zone === known || document.cookie.includes(said)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${said}; path=/studio; max-age=31536000; samesite=lax`;
    refresh();
  }, [cookie, known, refresh]);
  return null;
}
