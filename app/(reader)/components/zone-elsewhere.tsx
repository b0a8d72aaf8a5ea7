"use client";

import { useEffect, useState } from "react";
import { Button } from "../../components/button.tsx";

/**
 * Speaks up when the browser stands in another zone than the reader's lessons do. It only fills the field in; whether
 * to move is for the reader to say. It stands under the form, so that nothing moves when it appears.
 */
export function ZoneElsewhere({ zone, fieldId }: { zone: string; fieldId: string }) {
  const [found, setFound] = useState<string | null>(null);
  const [isFilled, setFilled] = useState(false);
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here && here !== asBrowsersSay(zone)) setFound(here);
  }, [zone]);
  if (found === null) return null;
  const place = spoken(found);
  const fill = () => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLInputElement)) return;
    field.value = found.replaceAll("_", " ");
    field.focus();
    setFilled(true);
  };
  return (
    <section aria-label="Where your browser is" className="mt-8 rounded-card bg-rest p-5 text-rest-ink sm:p-6">
      <p>
        Your browser says <strong className="font-semibold">{place}</strong>. Are you traveling?
      </p>
      <p className="mt-1 text-small">Your lessons keep to the zone above until you change it here.</p>
      <Button type="button" look="quiet" className="mt-4 text-rest-ink" onClick={fill}>
        Fill in {place}
      </Button>
      <p role="status" className="mt-2 text-small">
        {isFilled ? `${place} stands in the field. Nothing is changed yet.` : ""}
      </p>
    </section>
  );
}

/** Two names of one zone ("Asia/Calcutta", "Asia/Kolkata") are one name to a browser. */
function asBrowsersSay(zone: string): string {
  try {
    return Intl.DateTimeFormat(undefined, { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    // An old browser that does not know this zone.
    return zone;
  }
}

function spoken(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
