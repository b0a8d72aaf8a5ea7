import type { ReactElement, ReactNode } from "react";
import { Footer } from "./footer.tsx";
import { MailHead } from "./head.tsx";
import { also, paint } from "./paint.ts";
import type { FrameSlots, Slot } from "./props.ts";
import { Rows } from "./prose.tsx";
import { PlaceProvider } from "./surface.ts";
import { space, widths } from "./theme.ts";
import { Top } from "./top.tsx";

type FrameProps = {
  slots: FrameSlots;
  title: string;
  preheader: string;
  /** Why this reader gets this message: a sentence for the footer. */
  reason: ReactNode;
  /** A confirmation goes to somebody who follows nothing yet, so there is nothing to leave. */
  leave?: boolean;
  /** What one leaves by the way out, as in "Leave this course, or everything". */
  leaving?: string;
  /** Where the letter itself stands on the web, for whoever's mail program draws it badly. */
  onWeb?: Slot;
  /** The tartan above the letter. */
  band: ReactNode;
  children: ReactNode;
};

/** What stands around every message. In a page it is an article and nothing else: the page has its own frame. */
export function Frame(props: FrameProps): ReactElement {
  const { surface, links } = props.slots;
  return (
    <PlaceProvider value={{ surface, on: "surface", pictures: links.pictures }}>
      {surface === "web" ? <article className="lesson">{props.children}</article> : <Mail {...props} />}
    </PlaceProvider>
  );
}

function Mail({ slots, title, preheader, reason, leave = true, band, children, ...own }: FrameProps): ReactElement {
  const { leaving = "this course", onWeb } = own;
  return (
    <html lang="en" dir="ltr">
      <MailHead title={title} />
      <body {...paint("ground", "ink", { margin: 0, padding: 0 })}>
        <Preheader text={preheader} />
        <main>
          <Column>
            <Top slots={slots} leave={leave} onWeb={onWeb} />
            {band}
            <Rows
              {...also(
                "pad",
                paint("surface", "ink", { padding: `${space.loose}px ${space.gutter}px ${space.loose}px` }),
              )}
            >
              {children}
            </Rows>
            <Footer slots={slots} reason={reason} leave={leave ? leaving : null} onWeb={onWeb} />
          </Column>
        </main>
      </body>
    </html>
  );
}

/**
 * The line an inbox shows after the subject, and behind it a fixed run of invisible characters that keeps the inbox
 * from reading on. React Email's Preview pads by the text's length, and a slot's length is not known at publish.
 */
function Preheader({ text }: { text: string }): ReactElement {
  const hidden = {
    display: "none",
    maxHeight: 0,
    overflow: "hidden",
    msoHide: "all",
  } as const;
  return (
    <div style={{ ...hidden, fontSize: 1, lineHeight: "1px" }} data-skip-in-text="true" data-part="frame">
      {text}
      <span>{"\u034f\u200c\u00a0".repeat(100)}</span>
    </div>
  );
}

/**
 * A column of at most 600 pixels without `max-width`, which Outlook does not know: in a row of three cells the middle
 * one asks for 600 and gives way on a narrow screen, and the outer two take what is left on a wide one.
 */
function Column({ children }: { children: ReactNode }): ReactElement {
  return (
    <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0} {...paint("ground", "ink")}>
      <tbody>
        <tr>
          <td data-skip-in-text="true" />
          <td width={widths.letter} style={{ width: widths.letter }}>
            {children}
          </td>
          <td data-skip-in-text="true" />
        </tr>
      </tbody>
    </table>
  );
}
