import type { ReactElement, ReactNode } from "react";
import { also, fill, paint, write } from "./paint.ts";
import { face, headline, Rows } from "./prose.tsx";
import { space } from "./theme.ts";

/** The top of a mail: tartan, with the day's number painted on it as a track paints its lanes, and two lane lines. */
export function Band({ number, children }: { number?: number; children: ReactNode }): ReactElement {
  const padding =
    number === undefined
      ? `${space.loose}px ${space.gutter}px ${space.base}px`
      : `${space.base}px ${space.gutter}px ${space.tight}px`;
  return (
    <>
      <Rows {...also("pad", paint("brand", "brandInk", { padding }))}>
        <table role="presentation" border={0} cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              {number === undefined ? null : <LaneNumber number={number} />}
              <td {...write("brand", "brandInk", { verticalAlign: "bottom", padding: `0 0 ${space.snug}px` })}>
                {children}
              </td>
            </tr>
          </tbody>
        </table>
      </Rows>
      <LaneLines />
    </>
  );
}

/** A line on the band. */
export function BandLine({ children }: { children: ReactNode }): ReactElement {
  return <p {...write("brand", "brandInk", { ...face("body"), margin: 0 })}>{children}</p>;
}

/** The title on the band of a message that has no day. */
export function BandTitle({ children }: { children: ReactNode }): ReactElement {
  return <h1 {...also("title", write("brand", "brandInk", { ...headline("title"), margin: 0 }))}>{children}</h1>;
}

/** The text beside it says the day in words, so the painting is for the eye alone. */
function LaneNumber({ number }: { number: number }): ReactElement {
  const style = {
    ...headline("lane"),
    letterSpacing: "-0.05em",
    paddingRight: space.base,
    whiteSpace: "nowrap",
  } as const;
  return (
    <td {...skipped} {...write("brand", "brandInk", style)}>
      {number}
    </td>
  );
}

/** The white paint between two lanes, twice. A cell's height holds in Outlook only beside letters as small. */
function LaneLines(): ReactElement {
  return (
    <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0} {...skipped}>
      <tbody>
        {stripes.map(({ key, role, pixels }) => (
          <tr key={key}>
            <td {...fill(role, { height: pixels, fontSize: 1, lineHeight: `${pixels}px` })}>{"\u00a0"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const skipped = { "aria-hidden": true, "data-skip-in-text": "true" } as const;

const stripes = [
  { key: "outer paint", role: "brandInk", pixels: 2 },
  { key: "lane", role: "brand", pixels: 9 },
  { key: "inner paint", role: "brandInk", pixels: 2 },
  { key: "edge", role: "brand", pixels: 9 },
] as const;
