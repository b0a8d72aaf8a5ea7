import type { ReactElement, ReactNode } from "react";
import { Band, BandTitle } from "./band.tsx";
import { Button } from "./button.tsx";
import { lineOf } from "./describe.ts";
import { Frame } from "./frame.tsx";
import type { NoticeDescription, NoticeSlots } from "./props.ts";
import { Greeting, Rows } from "./prose.tsx";
import { space } from "./theme.ts";

type NoticeParts<Props extends NoticeSlots> = {
  slots: Props;
  notice: NoticeDescription<Props>;
  title: string;
  reason: ReactNode;
  leave?: boolean;
  /** What one leaves by the way out; the course, where it is not said. */
  leaving?: string;
  /** What the one button says; it leads to `notice.action`. */
  press: string;
  /** What stands under the button. */
  after?: ReactNode;
  children: ReactNode;
};

/** A short message of the engine's own: a title, a greeting, a few lines, one button. */
export function Notice<Props extends NoticeSlots>({
  slots,
  notice,
  title,
  reason,
  leave = true,
  leaving,
  press,
  after,
  children,
}: NoticeParts<Props>): ReactElement {
  return (
    <Frame
      slots={slots}
      title={title}
      preheader={lineOf(notice.preheader, slots)}
      reason={reason}
      leave={leave}
      {...(leaving !== undefined && { leaving })}
      band={
        <Band>
          <BandTitle>{title}</BandTitle>
        </Band>
      }
    >
      {slots.surface === "web" ? <h1>{title}</h1> : null}
      <Greeting reader={slots.reader} variant={slots.variant} />
      {children}
      <Pressing slots={slots} press={press} />
      {after}
    </Frame>
  );
}

/** The one button, in a cell of its own: Outlook on Windows keeps no distance around anything else. */
function Pressing({ slots, press }: { slots: NoticeSlots; press: string }): ReactElement | null {
  if (slots.surface === "web") return null;
  return (
    <Rows style={{ padding: `${space.tight}px 0 ${space.wide}px` }}>
      <Button href={slots.notice.action}>{press}</Button>
    </Rows>
  );
}
