import type { ReactElement, ReactNode } from "react";
import { MailHead } from "./head.tsx";
import { MailMark } from "./mail-mark.tsx";
import { also, paint, write } from "./paint.ts";
import type { FrameSlots } from "./props.ts";
import { face, Rows } from "./prose.tsx";
import { PlaceProvider } from "./surface.ts";
import { space, widths } from "./theme.ts";

type FrameProps = {
  slots: FrameSlots;
  title: string;
  preheader: string;
  /** Why this reader gets this message: a sentence for the footer. */
  reason: ReactNode;
  /** A confirmation goes to somebody who follows nothing yet, so there is nothing to leave. */
  leave?: boolean;
  /** The tartan above the letter. */
  band: ReactNode;
  children: ReactNode;
};

/** What stands around every message. In a page it is an article and nothing else: the page has its own frame. */
export function Frame(props: FrameProps): ReactElement {
  const { surface } = props.slots;
  return (
    <PlaceProvider value={{ surface, on: "surface" }}>
      {surface === "web" ? <article className="lesson">{props.children}</article> : <Mail {...props} />}
    </PlaceProvider>
  );
}

function Mail({ slots, title, preheader, reason, leave = true, band, children }: FrameProps): ReactElement {
  return (
    <html lang="en" dir="ltr">
      <MailHead title={title} />
      <body {...paint("ground", "ink", { margin: 0, padding: 0 })}>
        <Preheader text={preheader} />
        <main>
          <Column>
            <Top slots={slots} leave={leave} />
            {band}
            <Rows {...also("pad", paint("surface", "ink", { padding: `${space.loose}px 20px ${space.loose}px` }))}>
              {children}
            </Rows>
            <Footer slots={slots} reason={reason} leave={leave} />
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
    maxWidth: 0,
    overflow: "hidden",
    opacity: 0,
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

function Top({ slots, leave }: { slots: FrameSlots; leave: boolean }): ReactElement {
  const small = { ...face("small"), padding: `${space.wide}px 0 ${space.base}px` };
  const padding = `0 20px`;
  return (
    <div data-part="frame">
      <Rows {...also("pad", paint("ground", "ink", { padding }))}>
        <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td width="40" style={{ ...small, width: 40 }}>
                <MailMark />
              </td>
              <td
                {...write("ground", "ink", { ...small, ...face("minor"), fontWeight: 800, letterSpacing: "-0.02em" })}
              >
                {slots.site.name}
              </td>
              {leave ? (
                <td align="right" style={{ ...small, textAlign: "right" }} data-skip-in-text="true">
                  <a
                    href={slots.links.leave}
                    {...write("ground", "quiet", { ...face("small"), textDecoration: "underline" })}
                  >
                    Unsubscribe
                  </a>
                </td>
              ) : null}
            </tr>
          </tbody>
        </table>
      </Rows>
    </div>
  );
}

function Footer({ slots, reason, leave }: Pick<FrameProps, "slots" | "reason"> & { leave: boolean }): ReactElement {
  return (
    <div data-part="frame">
      <Rows {...also("pad", paint("ground", "quiet", { padding: `${space.wide}px 20px ${space.section}px` }))}>
        <FooterLine>{reason}</FooterLine>
        {leave ? (
          <LeaveLine slots={slots} />
        ) : (
          <FooterLine>This is no mailing list, so there is nothing to unsubscribe from.</FooterLine>
        )}
        <FooterLine>
          <FooterLink href={slots.links.home}>{slots.site.name}</FooterLink>
          <br />
          {slots.site.postalAddress}
        </FooterLine>
      </Rows>
    </div>
  );
}

/** The link ends its line: in plain text its URL follows it, and a full stop behind that would become part of it. */
function LeaveLine({ slots }: { slots: FrameSlots }): ReactElement {
  return (
    <FooterLine>
      Leave this course, or everything, whenever you like: <FooterLink href={slots.links.leave}>Unsubscribe</FooterLink>
    </FooterLine>
  );
}

function FooterLine({ children }: { children: ReactNode }): ReactElement {
  return <p {...write("ground", "quiet", { ...face("small"), margin: `0 0 ${space.snug}px` })}>{children}</p>;
}

function FooterLink({ href, children }: { href: string; children: ReactNode }): ReactElement {
  return (
    <a href={href} {...write("ground", "quiet", { textDecoration: "underline" })}>
      {children}
    </a>
  );
}
