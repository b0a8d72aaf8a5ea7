import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "find-link",
  subject: "Here is your link again",
  preheader: "The way to your page, as you asked.",
});

export default function FindLink(props: NoticeProps): ReactElement {
  const { course, site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Here is your link again"
      reason={`You get this because somebody asked ${site.name} to send this address its link again.`}
      press="Open my page"
      after={<P>If you did not ask, do nothing. The link went to this address only, and nothing has changed.</P>}
    >
      <P>
        The button opens your page: your days in {course.title}, the next lesson, and how to leave. No password is
        needed, so keep this email to yourself.
      </P>
    </Notice>
  );
}

FindLink.PreviewProps = previewNotice();
