import { nameCertificate } from "../../../../../../../engine/certificate.ts";
import { seeOther } from "../../../../../../answer-page.ts";
import { readSubmission } from "../../../../../../api/signup/read-submission.ts";
import { certificatePath } from "../../../../../paths.ts";
import { press } from "../../../../../press.ts";

type Named = { params: Promise<{ token: string; course: string }> };

/** The name on a certificate. What was typed never enters an address, where it would be kept by histories and logs. */
export async function POST(request: Request, { params }: Named): Promise<Response> {
  const { token, course } = await params;
  const path = certificatePath(token, course);
  return press({
    request,
    act: async (context) => {
      const form = await readSubmission(request);
      const typed = form.kind === "read" ? form.fields.name : undefined;
      const name = typeof typed === "string" ? typed : "";
      const outcome = await nameCertificate(context, { token, courseSlug: course, name });
      if (outcome.kind === "unknown") return null;
      return outcome.kind === "ok" ? `${path}?named` : `${path}?again#name`;
    },
  });
}

export async function GET(_request: Request, { params }: Named): Promise<Response> {
  const { token, course } = await params;
  return seeOther(certificatePath(token, course));
}
