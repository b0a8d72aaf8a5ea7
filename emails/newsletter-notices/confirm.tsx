import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNewsletterNotice } from "../parts/preview.ts";
import type { NewsletterNoticeProps } from "../parts/props.ts";
import { P } from "../parts/prose.tsx";

export const notice = describeNotice<NewsletterNoticeProps>({
  kind: "confirm",
  subject: ({ newsletter }) => `Please confirm: ${newsletter.title}`,
  preheader: "Say yes, and the next letter comes to you. If you did not sign up, do nothing.",
});

export default function Confirm(props: NewsletterNoticeProps): ReactElement {
  const { newsletter, site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Was this you?"
      reason={`You get this one message because somebody entered this address at ${site.name}.`}
      leave={false}
      press="Yes, send it to me"
      after={
        <P>
          <strong>If this was not you, do nothing.</strong> Without your yes, we send nothing more.
        </P>
      }
    >
      <P>
        Somebody entered this address at {site.name} to get <strong>“{newsletter.title}”</strong>. If it was you, say
        yes. The button opens a page that asks once more.
      </P>
      <P>Once you have said yes, the next one comes to you when it is written. You can leave it at any time.</P>
    </Notice>
  );
}

Confirm.PreviewProps = previewNewsletterNotice();
