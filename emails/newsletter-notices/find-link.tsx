import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNewsletterNotice } from "../parts/preview.ts";
import type { NewsletterNoticeProps } from "../parts/props.ts";
import { P } from "../parts/prose.tsx";

export const notice = describeNotice<NewsletterNoticeProps>({
  kind: "find-link",
  subject: "Here is your link again",
  preheader: "The way to your page, as you asked.",
});

export default function FindLink(props: NewsletterNoticeProps): ReactElement {
  const { newsletter, site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Here is your link again"
      reason={`You get this because somebody asked ${site.name} to send this address its link again.`}
      leaving="this letter"
      press="Open my page"
      after={<P>If you did not ask, do nothing. The link went to this address only, and nothing has changed.</P>}
    >
      <P>
        You follow {newsletter.title}. The button opens your page: the letters that come to you, everything that is
        yours to change, and how to leave. No password is needed, so keep this email to yourself.
      </P>
    </Notice>
  );
}

FindLink.PreviewProps = previewNewsletterNotice();
