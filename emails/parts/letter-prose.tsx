import type { ReactElement, ReactNode } from "react";
import { paint, write } from "./paint.ts";
import { face, headline, Rows } from "./prose.tsx";
import { usePlace } from "./surface.ts";
import { colors, radii, space, widths } from "./theme.ts";

type Children = { children: ReactNode };

/** A heading below a section's. */
export function H3({ children }: Children): ReactElement {
  const { surface } = usePlace();
  const coat = write("surface", "ink", { ...headline("minor"), margin: `${space.wide}px 0 ${space.tight}px` });
  return surface === "web" ? <h3>{children}</h3> : <h3 {...coat}>{children}</h3>;
}

/** Somebody else's words, inset. */
export function Quote({ children }: Children): ReactElement {
  const { surface } = usePlace();
  if (surface === "web") return <blockquote>{children}</blockquote>;
  return (
    <Rows style={{ padding: `${space.tight}px 0 ${space.base}px` }}>
      <Rows {...paint("sunk", "ink", { padding: `${space.base}px ${space.gutter}px ${space.hair}px` })}>
        {children}
      </Rows>
    </Rows>
  );
}

/** Three points between two parts of a letter. A line would need a border, which Outlook draws where it likes. */
export function Divider(): ReactElement {
  const { surface } = usePlace();
  const coat = write("surface", "quiet", { ...face("section"), margin: `${space.wide}px 0` });
  return surface === "web" ? <hr /> : <p {...coat}>· · ·</p>;
}

/** Text to be read letter by letter. Mail programs disagree about `pre`, so its lines and indents are written out. */
export function Code({ children }: { children: string }): ReactElement {
  const { surface } = usePlace();
  if (surface === "web") return <pre>{children}</pre>;
  const letters = { fontFamily: "Menlo, Consolas, monospace", fontSize: 14, lineHeight: "21px" };
  const lines = children.split("\n").map((line) => line.replace(/^ +/, (indent) => "\u00a0".repeat(indent.length)));
  return (
    <Rows style={{ padding: `${space.tight}px 0 ${space.base}px` }}>
      <Rows {...paint("sunk", "ink", { padding: space.base, borderRadius: radii.card })}>
        <p {...write("sunk", "ink", { ...letters, margin: 0 })}>
          {lines.flatMap((line, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: It is rendered once.
            index === 0 ? [line] : [<br key={index} />, line],
          )}
        </p>
      </Rows>
    </Rows>
  );
}

type Shown = {
  /** The picture's name among the site's pictures. */
  name: string;
  alt: string;
  /** Pixels, as drawn in a letter of full width. */
  width: number;
  height: number;
  caption: string | null;
};

/** A picture across the letter. Where pictures are off, its alternative text stands there in the letter's own type. */
export function Picture({ name, alt, width, height, caption }: Shown): ReactElement {
  const { surface, pictures } = usePlace();
  const src = `${pictures}/${name}`;
  const fluid = { display: "block", width: "100%", maxWidth: width, height: "auto", border: 0 } as const;
  const shape = { ...fluid, borderRadius: radii.card, color: colors.light.quiet, ...face("small") };
  const below = caption === null ? space.wide : space.tight;
  if (surface === "web") {
    return (
      <figure>
        {/* biome-ignore lint/performance/noImgElement: The same part draws mails, where Next has no part. */}
        <img src={src} alt={alt} width={width} height={height} />
        {caption === null ? null : <figcaption>{caption}</figcaption>}
      </figure>
    );
  }
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: A mail knows no other, and Next has no part in it. */}
      <img
        src={src}
        alt={alt}
        width={width}
        height={height}
        className="c-quiet"
        style={{ ...shape, margin: `${space.tight}px 0 ${below}px` }}
      />
      {caption === null ? null : (
        <p {...write("surface", "quiet", { ...face("small"), margin: `0 0 ${space.wide}px` })}>{caption}</p>
      )}
    </>
  );
}

/** A picture is drawn at most as wide as the text of a letter. */
export const pictureWidth = widths.letter - 2 * (space.loose + space.tight);
