import type { CSSProperties, ReactElement, ReactNode } from "react";
import { type Coat, paint, write } from "./paint.ts";
import type { FrameSlots } from "./props.ts";
import { PlaceProvider, usePlace } from "./surface.ts";
import { fonts, radii, space, type } from "./theme.ts";

type Children = { children: ReactNode };

/** A paragraph. */
export function P({ children }: Children): ReactElement {
  const { surface } = usePlace();
  const coat = useInk({ ...face("body"), margin: `0 0 ${space.base}px` });
  return surface === "web" ? <p>{children}</p> : <p {...coat}>{children}</p>;
}

/** A section's heading. The message's own title is the only h1. The air above it is margin: Outlook pads cells only. */
export function H2({ children }: Children): ReactElement {
  const { surface } = usePlace();
  const coat = useInk({ ...headline("section"), margin: `${space.wide + space.base}px 0 ${space.snug}px` });
  return surface === "web" ? <h2>{children}</h2> : <h2 {...coat}>{children}</h2>;
}

/** A list of `Item`s, numbered when their order matters. */
export function List({ ordered = false, children }: Children & { ordered?: boolean }): ReactElement {
  const { surface } = usePlace();
  const coat = useInk({ ...face("body"), margin: `0 0 ${space.base}px`, paddingLeft: space.wide });
  const Tag = ordered ? "ol" : "ul";
  return surface === "web" ? <Tag>{children}</Tag> : <Tag {...coat}>{children}</Tag>;
}

export function Item({ children }: Children): ReactElement {
  const { surface } = usePlace();
  return surface === "web" ? <li>{children}</li> : <li style={{ margin: `0 0 ${space.hair}px` }}>{children}</li>;
}

/**
 * The first line. The name stands apart, so that one written from right to left turns nothing around it. No `bdi`,
 * which is made for this: Gmail, Outlook and Yahoo throw the element away and keep `dir`.
 */
export function Greeting({ reader, variant }: Pick<FrameSlots, "reader" | "variant">): ReactElement {
  if (!variant.named) return <P>Hi there,</P>;
  return (
    <P>
      Hi <span dir="auto">{reader.name}</span>,
    </P>
  );
}

/** Something said aside: a safety note, a word about the day. It stands on the infield, and its title is not a heading. */
export function Note({ title, children }: Children & { title?: string }): ReactElement {
  const place = usePlace();
  const { surface } = place;
  const body = (
    <PlaceProvider value={{ ...place, on: "rest" }}>
      {title === undefined ? null : (
        <P>
          <strong>{title}</strong>
        </P>
      )}
      {children}
    </PlaceProvider>
  );
  if (surface === "web") return <aside className="note">{body}</aside>;
  const padding = `${space.base}px ${space.base + space.hair}px ${space.hair}px`;
  return (
    <Rows style={{ padding: `${space.tight}px 0 ${space.wide}px` }}>
      <Rows {...paint("rest", "restInk", { padding, borderRadius: radii.card })}>{body}</Rows>
    </Rows>
  );
}

/** A link inside a text. */
export function A({ href, children }: Children & { href: string }): ReactElement {
  const { surface, on } = usePlace();
  if (surface === "web") return <a href={href}>{children}</a>;
  return (
    <a href={href} {...write(on, "link", { textDecoration: "underline" })}>
      {children}
    </a>
  );
}

/** A table of one cell: the only box that every mail client draws. */
export function Rows({ children, className, style }: Children & Partial<Coat>): ReactElement {
  return (
    <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td className={className} style={style}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Every text names its font and size: Outlook hands neither down into a table. */
export function face(size: keyof typeof type): CSSProperties {
  return { fontFamily: fonts.mail, fontSize: type[size].size, lineHeight: `${type[size].line}px` };
}

export function headline(size: keyof typeof type): CSSProperties {
  return { ...face(size), fontWeight: 800, letterSpacing: "-0.02em" };
}

/** The ink of the ground that this text stands on. */
function useInk(style: CSSProperties): Coat {
  const { on } = usePlace();
  return on === "rest" ? write("rest", "restInk", style) : write("surface", "ink", style);
}
