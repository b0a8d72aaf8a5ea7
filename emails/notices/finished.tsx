import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { A, P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "finished",
  subject: ({ course }) => `You finished ${course.title}`,
  preheader: ({ course }) => `All ${course.days} days have come. Here is what you keep.`,
});

export default function Finished(props: NoticeProps): ReactElement {
  const { course, site, links } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title={`${course.days} days of track`}
      reason={`You get this because you signed up for ${course.title} at ${site.name} and have now had every lesson.`}
      press="See what you laid"
      after={
        <P>
          No further lesson comes from this course. If you would like another:{" "}
          <A href={links.home}>see what there is</A>
        </P>
      }
    >
      <P>
        That was the last day of <strong>{course.title}</strong>. Your count: <strong>{props.notice.done}</strong>.
        Congratulations!
      </P>
      <P>
        What you keep: every lesson stays open on your page. Pick the one that was hardest, do it again in a week, and
        see what has changed. If a day is still a gap, it will wait for you.
      </P>
      <P>Thank you for coming this far, says {course.coach}.</P>
    </Notice>
  );
}

Finished.PreviewProps = previewNotice();
