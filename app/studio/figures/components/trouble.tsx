import { type Limited, limits, type Standing, standingOf } from "../../../../domain/figures/limits.ts";
import { spokenCount, spokenPercent } from "../../../../domain/figures/share.ts";
import type { Figures } from "../../../../engine/studio/figures.ts";
import { LineChart } from "../../components/charts/lines.tsx";
import { Picture } from "../../components/charts/picture.tsx";
import { NotKnown } from "../../components/not-known.tsx";
import type { Beside } from "../asked.ts";
import { numbersOf, ratesOf } from "../tables.ts";
import { shortDay } from "../words.ts";

const percents = (value: number) => `${Number((value * 100).toFixed(2))}%`;

/** Bounces and complaints against what providers bear. */
export function BouncesAndComplaints({ figures, beside }: { figures: Figures; beside: Beside }) {
  const { bins, step, totals } = figures.timeline;
  const { accepted = 0, again = 0, bounced = 0, complained = 0 } = totals;
  const messages = accepted + again;
  const rates = ratesOf(figures.timeline);
  const places = bins.map(({ from }) => shortDay(from));
  const bounceWords = wordsOf("bounced", bounced, messages);
  const complaintWords = wordsOf("complained", complained, messages);
  return (
    <Picture
      title="What came back, and what was marked as spam"
      id="trouble"
      lead={`${spokenCount(messages)} messages were taken by the provider in these days.${figures.isTold ? ` Rates are of the messages of ${step === "day" ? "seven days up to each day" : "each week"}, counted on the day they were sent.` : ""}`}
      numbers={numbersOf("trouble", figures)}
      {...beside("trouble")}
    >
      {!figures.isTold ? (
        <p>
          What came back and what was marked as spam: <NotKnown />.
        </p>
      ) : messages === 0 ? (
        <p>Nothing was sent in these days.</p>
      ) : (
        <div className="grid gap-6">
          <Rate title="What came back" said={bounceWords} kind="bounced" places={places} values={rates.bounced} />
          <Rate
            title="Marked as spam"
            said={complaintWords}
            kind="complained"
            places={places}
            values={rates.complained}
          />
        </div>
      )}
    </Picture>
  );
}

function Rate(input: {
  title: string;
  said: string;
  kind: Limited;
  places: readonly string[];
  values: readonly (number | null)[];
}) {
  const { watch, never } = limits[input.kind];
  return (
    <div>
      <h3 className="font-semibold">{input.title}</h3>
      <p className="mb-2 text-small">{input.said}</p>
      <LineChart
        title={input.title}
        words={input.said}
        places={input.places}
        spoken={percents}
        atLeast={never * 1.1}
        series={[{ words: input.title, ink: "brand", values: input.values }]}
        levels={[
          { words: `${percents(watch)}: look into it`, value: watch },
          { words: `${percents(never)}: stay below`, value: never },
        ]}
      />
    </div>
  );
}

function wordsOf(kind: Limited, count: number, messages: number): string {
  const standing = standingOf(kind, { count, messages });
  const counts = `${spokenCount(count)} of ${spokenCount(messages)}`;
  return standing === "few"
    ? `${counts}. Too few messages to speak of a rate.`
    : `${counts}, ${spokenPercent(count / messages)}. ${verdicts[standing]}`;
}

const verdicts: Record<Exclude<Standing, "few">, string> = {
  fine: "Below what providers worry about.",
  watch: "Providers begin to worry here. Look at which signup form or import these addresses came from.",
  over: "Providers may stop taking your mail. Send nothing but what was asked for until it is lower.",
};
