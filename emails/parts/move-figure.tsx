import type { ReactElement } from "react";
import type { Figure } from "../figures/figure.ts";
import { drawingOf, pictureOf } from "../figures/picture.ts";
import { face } from "./prose.tsx";
import { usePlace } from "./surface.ts";
import { colors, radii, space } from "./theme.ts";

/**
 * Both positions as one picture: two would break apart on a narrow screen. Where pictures are off, the alternative text
 * stands in its place in the letter's own type.
 */
export function MailFigure({ figure }: { figure: Figure }): ReactElement {
  const { pictures } = usePlace();
  const { name, width, height } = pictureOf(figure);
  const fluid = { display: "block", width: "100%", maxWidth: width, height: "auto", margin: `0 0 ${space.base}px` };
  const paper = { border: 0, borderRadius: radii.card, color: colors.light.quiet, ...face("small") };
  return (
    // biome-ignore lint/performance/noImgElement: A mail knows no other, and Next has no part in it.
    <img
      src={`${pictures}/${name}`}
      alt={figure.alt}
      width={width}
      height={height}
      className="c-quiet"
      style={{ ...fluid, ...paper }}
    />
  );
}

/** The same drawing inside the page, where the page's own colors ink it. */
export function WebFigure({ figure }: { figure: Figure }): ReactElement {
  const { paths, width, height } = drawingOf(figure);
  return (
    <svg className="figure" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={figure.alt}>
      {paths.map(({ ink, d }) => (
        <path key={`${ink} ${d}`} className={ink} d={d} />
      ))}
    </svg>
  );
}
