import { readMail } from "../../../../engine/mailbox.ts";
import { answerPage, privately } from "../../../answer-page.ts";
import { readMailId } from "../../address.ts";
import { mailboxContext } from "../../mailbox-context.ts";
import { notHere } from "../../refusals.ts";

type Props = { params: Promise<{ id: string }> };

/** The message as a file, byte for byte as it would have left, for opening in a real mail program. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const context = await mailboxContext(request.headers);
  const id = readMailId((await params).id);
  const mail = context === null || id === null ? null : await readMail(context, { id });
  if (mail === null) return answerPage(notHere);
  return new Response(mail.raw, {
    headers: {
      ...privately,
      "Content-Type": "message/rfc822",
      "Content-Disposition": `attachment; filename="letter-${mail.id}.eml"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}
