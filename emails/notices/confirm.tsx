import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "confirm",
  subject: ({ course }) => `Please confirm: ${course.title}`,
  preheader: "Say yes, and Day 1 can come. If you did not sign up, do nothing.",
});

export default function Confirm(props: NoticeProps): ReactElement {
  const { course, site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Was this you?"
      reason={`You get this one message because somebody entered this address at ${site.name}.`}
      leave={false}
      press="Yes, sign me up"
      after={
        <P>
          <strong>If this was not you, do nothing.</strong> Without your yes, we send nothing more.
        </P>
      }
    >
      <P>
        Somebody entered this address at {site.name} to join <strong>{course.title}</strong>: {course.days} lessons with{" "}
        {course.coach}. If it was you, say yes. The button opens a page that asks once more.
      </P>
      <P>
        Once you have said yes, {props.notice.start}. Lessons come {props.notice.when}.
      </P>
    </Notice>
  );
}

Confirm.PreviewProps = previewNotice();
