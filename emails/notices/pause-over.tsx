import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { A, P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "pause-over",
  subject: ({ course }) => `Your pause from ${course.title} is ending`,
  preheader: "What comes next and when, and how to stay away a little longer.",
});

/** Goes the day before a pause ends by itself, so that no lesson comes as a surprise. */
export default function PauseOver(props: NoticeProps): ReactElement {
  const { course } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Your pause is ending"
      reason={`You get this because you paused ${course.title} until a day that you chose, and that day is near.`}
      press="Pause a little longer"
      after={
        <P>
          Another hour or a slower pace? <A href={props.links.me}>Your page</A> has those too.
        </P>
      }
    >
      <P>
        Your pause from <strong>{course.title}</strong> is ending. This is what comes next:
      </P>
      <P>
        <strong>{props.notice.lesson}</strong>
        <br />
        {props.notice.next}
      </P>
      <P>
        <strong>Ready?</strong> Then there is nothing to do. Nothing has piled up while you were away, and you have
        nothing to catch up on.
      </P>
      <P>
        <strong>Not ready yet?</strong> Stay away as long as you need.
      </P>
    </Notice>
  );
}

PauseOver.PreviewProps = previewNotice();
