import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { A, P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "finished",
  subject: ({ course }) => `You reached the end of ${course.title}`,
  preheader: ({ course }) => `All ${course.days} lessons have come. Here is what you keep.`,
});

/** Every word must fit whoever did none or three of thirty days as well as whoever did all of them. */
export default function Finished(props: NoticeProps): ReactElement {
  const { course, site, links } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="You reached the end"
      reason={`You get this because you signed up for ${course.title} at ${site.name} and have now had every lesson.`}
      press={props.notice.see}
      after={
        <P>
          No more lessons come from this course. If you would like another: <A href={links.home}>See what there is</A>
        </P>
      }
    >
      <P>
        The last lesson of <strong>{course.title}</strong> has reached you. Your count is{" "}
        <strong>{props.notice.done}</strong>. It stays on your page, and whatever it says, you are welcome there.
      </P>
      <P>{props.notice.keeps}</P>
      <P>
        Every lesson stays open on your page. A day that is still a gap will wait for you, for a week or for a year. And
        if one of them was hard, do it again some time and see what has changed.
      </P>
      <P>
        Thank you for running with us.
        <br />
        {course.coach}
      </P>
    </Notice>
  );
}

Finished.PreviewProps = previewNotice();
