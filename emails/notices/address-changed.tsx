import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeSlots } from "../parts/props.ts";
import { P } from "../parts/prose.tsx";

export const notice = describeNotice<NoticeSlots>({
  kind: "address-changed",
  subject: ({ site }) => `Your address at ${site.name} was changed`,
  preheader: "If that was you, all is well. If it was not, here is how to undo it.",
});

/** Goes to the old address once the new one said yes: whoever lost their mail to somebody else learns it here. */
export default function AddressChanged(props: NoticeSlots): ReactElement {
  const { site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Your address was changed"
      reason={`You get this because your mail from ${site.name} came to this address until now.`}
      leaving="a course or letter"
      press="Open my page"
      after={<P>You can also reply to this email and tell us what happened.</P>}
    >
      <P>
        Your mail from {site.name} now goes to <strong>{props.notice.address}</strong>, and no longer to this address.
        It was confirmed from there.
      </P>
      <P>
        <strong>If that was you,</strong> there is nothing to do.
      </P>
      <P>
        <strong>If it was not you,</strong> open your page with the button below and change the address back. No
        password guards that page: whoever got hold of one of our emails to you can open it too.
      </P>
    </Notice>
  );
}

AddressChanged.PreviewProps = previewNotice();
