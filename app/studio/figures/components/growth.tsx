import { spokenCount, spokenShare } from "../../../../domain/figures/share.ts";
import type { Figures } from "../../../../engine/studio/figures.ts";
import { Funnel } from "../../components/charts/funnel.tsx";
import { HeatMap } from "../../components/charts/heat-map.tsx";
import { LineChart } from "../../components/charts/lines.tsx";
import { Picture } from "../../components/charts/picture.tsx";
import type { Beside } from "../asked.ts";
import { numbersOf } from "../tables.ts";
import { busiestHour, shortDay } from "../words.ts";

type Part = { figures: Figures; beside: Beside };

export function Growth({ figures, beside }: Part) {
  const { step, bins, series, totals } = figures.timeline;
  const none = bins.map(() => 0);
  const { asked = 0, joined = 0, left = 0 } = totals;
  return (
    <Picture
      title="Signups, confirmations and goodbyes"
      id="growth"
      lead={`${spokenCount(asked)} signed up, ${spokenCount(joined)} confirmed and ${spokenCount(left)} left. By ${step}; days are those of UTC. Who begins a course anew is not counted again.`}
      numbers={numbersOf("growth", figures)}
      {...beside("growth")}
    >
      <LineChart
        title="Signups, confirmations and goodbyes"
        words={`${spokenCount(asked)} signed up, ${spokenCount(joined)} confirmed, ${spokenCount(left)} left.`}
        places={bins.map(({ from }) => shortDay(from))}
        series={[
          { words: "Signed up", ink: "edge", values: series.asked ?? none },
          { words: "Confirmed", ink: "brand", values: series.joined ?? none },
          { words: "Left", ink: "ink", values: series.left ?? none },
        ]}
      />
    </Picture>
  );
}

export function FormToEnd({ figures, beside }: Part) {
  const { span, isRipe, steps } = figures.funnel;
  const [first, second] = steps;
  const when = `from ${shortDay(span.from)} to ${shortDay(span.to)}`;
  return (
    <Picture
      title="From the form to the end"
      id="funnel"
      lead={
        isRipe
          ? `Who signed up ${when}, long enough ago to have finished, and how far they came.`
          : `Who signed up ${when}, and how far they have come. Too few days have gone by for most of them to finish.`
      }
      numbers={numbersOf("funnel", figures)}
      {...beside("funnel")}
    >
      {first && first.count > 0 ? (
        <Funnel label="From the form to the end" steps={steps} />
      ) : (
        <p>Nobody signed up in these days. Choose more days above.</p>
      )}
      {first && second && first.count > 0 ? (
        <p className="mt-4 text-small">Confirmed: {spokenShare(second.count, first.count)}.</p>
      ) : null}
    </Picture>
  );
}

export function Hours({ figures, beside }: Part) {
  const busiest = busiestHour(figures.hours);
  return (
    <Picture
      title="When people read"
      id="hours"
      lead="Lessons that were done and the first time a person opened or clicked a message, by each reader’s own clock. The larger a square, the more there were. Machines are left out."
      numbers={numbersOf("hours", figures)}
      {...beside("hours")}
    >
      {busiest === null ? (
        <p>Nobody was seen to read in these days.</p>
      ) : (
        <>
          <p className="mb-3 text-small">Most often on {busiest}.</p>
          <HeatMap title="When people read" words={`Most often on ${busiest}.`} hours={figures.hours} />
        </>
      )}
    </Picture>
  );
}
