import type { FunnelStep } from "../../../../domain/figures/funnel.ts";
import { spokenCount, spokenPercent } from "../../../../domain/figures/share.ts";
import { BarList } from "./bar-list.tsx";

/** Steps that each hold a part of the one before. */
export function Funnel({ label, steps }: { label: string; steps: readonly FunnelStep[] }) {
  return (
    <BarList
      label={label}
      rows={steps.map((step, place) => ({
        key: step.words,
        name: step.words,
        value: step.count,
        words:
          step.ofFirst === null || place === 0
            ? spokenCount(step.count)
            : `${spokenCount(step.count)}, ${spokenPercent(step.ofFirst)} of all`,
        ...(place === 0 ? {} : { below: belowOf(step) }),
      }))}
    />
  );
}

function belowOf({ lost, ofBefore }: FunnelStep): string {
  const share = ofBefore === null ? "" : `${spokenPercent(ofBefore)} of the step before; `;
  return `${share}${spokenCount(lost)} not, or not yet`;
}
