import type { ReactElement, ReactNode } from "react";
import { also, paint, write } from "./paint.ts";
import type { FrameSlots, Slot } from "./props.ts";
import { face, Rows } from "./prose.tsx";
import { space } from "./theme.ts";

type FooterProps = {
  slots: FrameSlots;
  reason: ReactNode;
  /** What the way out leaves, or null where there is nothing to leave. */
  leave: string | null;
  onWeb: Slot | undefined;
};

/** The last lines of a mail: why it came, the way out, who sent it and from where. */
export function Footer({ slots, reason, leave, onWeb }: FooterProps): ReactElement {
  return (
    <div data-part="frame">
      <Rows
        {...also("pad", paint("ground", "quiet", { padding: `${space.wide}px ${space.gutter}px ${space.section}px` }))}
      >
        <FooterLine>{reason}</FooterLine>
        {onWeb === undefined ? null : (
          <FooterLine>
            The same on the web: <FooterLink href={onWeb}>Read this letter in your browser</FooterLink>
          </FooterLine>
        )}
        {leave === null ? (
          <FooterLine>This address is on no list of ours, so there is nothing to unsubscribe from.</FooterLine>
        ) : (
          <LeaveLine slots={slots} leave={leave} />
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
function LeaveLine({ slots, leave }: { slots: FrameSlots; leave: string }): ReactElement {
  return (
    <FooterLine>
      Leave {leave}, or everything, whenever you like: <FooterLink href={slots.links.leave}>Unsubscribe</FooterLink>
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
