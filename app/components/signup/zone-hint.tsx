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
    if (!(field instanceof HTMLInputElement)) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (field.value === "" && zone) {
      field.value = zone.replaceAll("_", " ");
      setFound(true);
    }
    // A list offers only what goes with what stands in the field, so the next letter typed has to replace all of it.
    const selectAll = () => setTimeout(() => field.select());
    field.addEventListener("focus", selectAll);
    return () => field.removeEventListener("focus", selectAll);
  }, [fieldId]);
  return isFound ? "Found by your browser. Type a city to change it." : "Type a city, such as Berlin, and choose.";
}
