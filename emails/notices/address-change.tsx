import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeSlots } from "../parts/props.ts";
import { P } from "../parts/prose.tsx";

export const notice = describeNotice<NoticeSlots>({
  kind: "address-change",
  subject: ({ site }) => `Please confirm your new address at ${site.name}`,
  preheader: "Say yes, and your mail comes here. If you did not ask, do nothing.",
});

/** Goes to the new address, whose owner may be a stranger: it says nothing of what the reader reads. */
export default function AddressChange(props: NoticeSlots): ReactElement {
  const { site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="Is this your new address?"
      reason={`You get this one message because a reader of ${site.name} entered this address as their new one.`}
      leave={false}
      press="Yes, it is mine"
      after={
        <P>
          <strong>If this was not you, do nothing.</strong> Without your yes, nothing changes and nothing else comes
          here.
        </P>
      }
    >
      <P>
        A reader of {site.name} asked us to send their mail to this address from now on. If that was you, say yes. The
        button opens a page that asks once more.
      </P>
      <P>Until then everything goes to your old address, as before.</P>
    </Notice>
  );
}

AddressChange.PreviewProps = previewNotice();
