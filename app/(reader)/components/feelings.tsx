import type { Feeling } from "../../../db/schema/enrolments.ts";
import { feelingWords } from "../feelings.ts";
import type { ReaderDay } from "./all-days.tsx";

type Felt = ReaderDay & { felt: Feeling };

/** How the lessons felt, from the first day to the last: a dot for each, and the same as a table. */
export function Feelings({ days, id }: { days: readonly ReaderDay[]; id: string }) {
  const felt = days.filter((day): day is Felt => day.felt !== null);
  if (felt.length === 0) return null;
  return (
    <section className="mt-4 rounded-card bg-surface p-4 sm:p-6" aria-labelledby={id}>
      <h3 id={id} className="font-semibold font-text text-body">
        How it felt
      </h3>
      <Strip felt={felt} days={days.length} />
      <details className="mt-2 text-small">
        <summary className="min-h-8 cursor-pointer py-1 text-quiet">Day by day</summary>
        <table className="mt-1 w-full text-left">
          <thead className="sr-only">
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Lesson</th>
              <th scope="col">How it felt</th>
            </tr>
          </thead>
          <tbody>
            {felt.map((one) => (
              <tr key={one.day} className="border-line border-t">
                <td className="w-16 py-1.5 text-quiet">Day {one.day}</td>
                <td className="py-1.5">{one.title}</td>
                <td className="py-1.5 text-right">{feelingWords[one.felt]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

const order: readonly Feeling[] = ["hard", "right", "easy"];
const laneHeight = 28;
const heightOf = (feeling: Feeling) => laneHeight * (order.indexOf(feeling) + 0.5);

/** Three lanes, the hard one on top; the days stand where they stand in the course. */
function Strip({ felt, days }: { felt: readonly Felt[]; days: number }) {
  const across = (day: number) => `${3 + (94 * (day - 1)) / Math.max(1, days - 1)}%`;
  return (
    <div className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 text-quiet text-small">
      <div aria-hidden="true" className="grid auto-rows-[28px] items-center">
        {order.map((feeling) => (
          <span key={feeling}>{feelingWords[feeling]}</span>
        ))}
      </div>
      <svg width="100%" height={laneHeight * order.length} role="img" aria-label={inWords(felt)}>
        {order.map((feeling) => (
          <line key={feeling} x2="100%" y1={heightOf(feeling)} y2={heightOf(feeling)} stroke="var(--line)" />
        ))}
        {felt.map((one) => (
          <circle key={one.day} cx={across(one.day)} cy={heightOf(one.felt)} r="5" fill="var(--done)" />
        ))}
      </svg>
      <p aria-hidden="true" className="col-start-2 flex justify-between">
        <span>Day 1</span>
        <span>Day {days}</span>
      </p>
    </div>
  );
}

/** "12 lessons: 3 hard, 7 just right, 2 easy." */
function inWords(felt: readonly Felt[]): string {
  const counted = order.flatMap((feeling) => {
    const count = felt.filter((one) => one.felt === feeling).length;
    return count === 0 ? [] : [`${count} ${feelingWords[feeling].toLowerCase()}`];
  });
  return `${felt.length} ${felt.length === 1 ? "lesson" : "lessons"}: ${counted.join(", ")}.`;
}
