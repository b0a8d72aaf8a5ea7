import type { ReactElement } from "react";
import { MailMark } from "./mail-mark.tsx";
import { also, paint, write } from "./paint.ts";
import type { FrameSlots, Slot } from "./props.ts";
import { face, Rows } from "./prose.tsx";
import { space } from "./theme.ts";

type TopProps = { slots: FrameSlots; leave: boolean; onWeb: Slot | undefined };

/** The first line of a mail: who it is from, and the way out. The footer says the latter again, so plain text skips it. */
export function Top({ slots, leave, onWeb }: TopProps): ReactElement {
  const small = { ...face("small"), padding: `${space.wide}px 0 ${space.base}px` };
  const padding = `0 ${space.gutter}px`;
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
                <td
                  align="right"
                  {...write("ground", "quiet", { ...small, textAlign: "right" })}
                  data-skip-in-text="true"
                >
                  <TopLink href={slots.links.leave}>Unsubscribe</TopLink>
                  {onWeb === undefined ? null : (
                    <>
                      {" · "}
                      <TopLink href={onWeb}>Read on the web</TopLink>
                    </>
                  )}
                </td>
              ) : null}
            </tr>
          </tbody>
        </table>
      </Rows>
    </div>
  );
}

function TopLink({ href, children }: { href: Slot; children: string }): ReactElement {
  return (
    <a href={href} {...write("ground", "quiet", { ...face("small"), textDecoration: "underline" })}>
      {children}
    </a>
  );
}
