"use client";

import { useEffect, useState } from "react";

/**
 * The hint of the time-zone field. Without a script it says what to type. With one the browser's own zone is filled in,
 * unless something stands there already, and the hint says where it came from.
 */
export function ZoneHint({ fieldId }: { fieldId: string }) {
  const [isFound, setFound] = useState(false);
  useEffect(() => {
    const field = document.getElementById(fieldId);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!(field instanceof HTMLInputElement) || field.value !== "" || !zone) return;
    field.value = zone.replaceAll("_", " ");
    setFound(true);
  }, [fieldId]);
  return isFound ? "Found by your browser. Type a city to change it." : "Type a city, such as Berlin, and choose.";
}
