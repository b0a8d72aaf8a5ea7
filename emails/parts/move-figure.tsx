import type { ReactElement } from "react";
import type { Figure } from "../figures/figure.ts";
import { inlineOf, pictureOf } from "../figures/picture.ts";
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
  const { viewBox, paths } = inlineOf(figure);
  // Paths of our own drawing. As elements they would be rendered dozens of times while a lesson is published.
  const inner = { __html: paths };
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: Nothing in it comes from anywhere but our own renderer.
    <svg className="figure" viewBox={viewBox} role="img" aria-label={figure.alt} dangerouslySetInnerHTML={inner} />
  );
}
