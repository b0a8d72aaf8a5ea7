import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { A, P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "nudge",
  subject: ({ course }) => `Your place in ${course.title} is kept`,
  preheader: ({ notice }) => `Open whenever you are. ${notice.lesson}`,
});

/** Sent where the next lesson waits until the last was done. It says what waits, and never how long it has waited. */
export default function Nudge(props: NoticeProps): ReactElement {
  const { course, links } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Your place is kept"
      reason={`You get this because you signed up for ${course.title} and its next lesson waits for this one.`}
      press="Open the lesson"
      after={
        <P>
          Not this week? Then leave it for now. These reminders stop by themselves, and the lesson stays where it is. If
          you would rather have a proper break, you can pause from your page: <A href={links.me}>Pause the course</A>
        </P>
      }
    >
      <P>
        <strong>{course.title}</strong> goes at your pace: the next lesson comes once you have done the one you have.
        Yours is still open:
      </P>
      <P>
        <strong>{props.notice.lesson}</strong>
      </P>
      <P>
        All of it or a part of it: you decide what counts as done. Then tap “I did it”, and the next lesson follows at
        your hour.
      </P>
    </Notice>
  );
}

Nudge.PreviewProps = previewNotice();
