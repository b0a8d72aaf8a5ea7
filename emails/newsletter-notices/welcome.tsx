import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNewsletterNotice } from "../parts/preview.ts";
import type { NewsletterNoticeProps } from "../parts/props.ts";
import { Item, List, P } from "../parts/prose.tsx";

export const notice = describeNotice<NewsletterNoticeProps>({
  kind: "welcome",
  subject: ({ newsletter }) => `You follow ${newsletter.title}`,
  preheader: "What comes next, and where you find your own page.",
});

export default function Welcome(props: NewsletterNoticeProps): ReactElement {
  const { newsletter, site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="You are in"
      reason={`You get this because you follow this letter at ${site.name}, as you asked.`}
      leaving="this letter"
      press="Open my page"
      after={
        <P>Keep this email: its button is your way in, no password needed. Anybody who has the email can press it.</P>
      }
    >
      <P>
        Welcome to <strong>{newsletter.title}</strong>. The next one comes to you when it is written.
      </P>
      <List>
        <Item>On your own page you choose which letters come to you, and by which clock.</Item>
        <Item>Had enough? Every letter has an Unsubscribe link, at the top and at the bottom. It works at once.</Item>
      </List>
    </Notice>
  );
}

Welcome.PreviewProps = previewNewsletterNotice();
