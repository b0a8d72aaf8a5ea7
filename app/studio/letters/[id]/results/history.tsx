import { spokenPercent } from "../../../../../domain/figures/share.ts";
import type { IssueFigures, Results } from "../../../../../engine/letters/read-results.ts";
import { LineChart } from "../../../components/charts/lines.tsx";
import { Picture } from "../../../components/charts/picture.tsx";
import { historyOf, numbersOf } from "./tables.ts";

/** This letter beside those of its newsletter before it. */
export function History({ results, file }: { results: Results; file: string }) {
  const letters = historyOf(results);
  return (
    <Picture
      title="Beside the letters before it"
      id="history"
      lead="Of those whose letter the provider took. The last one is this letter."
      numbers={numbersOf("history", results)}
      file={file}
    >
      {letters.length < 2 ? (
        <p>This is the first letter of its newsletter. With the next one there is something to compare.</p>
      ) : (
        <div className="grid gap-6">
          <Share title="People who clicked" letters={letters} of="clicked" />
          <Share title="Left because of it" letters={letters} of="left" />
        </div>
      )}
    </Picture>
  );
}

function Share({ title, letters, of }: { title: string; letters: readonly IssueFigures[]; of: "clicked" | "left" }) {
  const values = letters.map((one) => (one.accepted === 0 ? null : one[of] / one.accepted));
  const own = values.at(-1) ?? null;
  const said = own === null ? "Nobody has had this letter yet." : `${spokenPercent(own)} of this letter’s readers.`;
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      <p className="mb-2 text-small">{said}</p>
      <LineChart
        title={title}
        words={said}
        places={letters.map((_, place) => (place === letters.length - 1 ? "this" : String(place + 1)))}
        spoken={(value) => `${Number((value * 100).toFixed(2))}%`}
        atLeast={0.01}
        series={[{ words: title, ink: "brand", values }]}
      />
    </div>
  );
}
