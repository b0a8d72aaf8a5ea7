import { readCertificatePicture } from "../../../../../../../engine/certificate-picture.ts";
import { answerPage, privately, seeOther } from "../../../../../../answer-page.ts";
import { requestContext } from "../../../../../../context.ts";
import { certificatePath } from "../../../../../paths.ts";
import { unknownLink } from "../../../../../press.ts";

type Named = { params: Promise<{ token: string; course: string }> };

/** The picture to share, as a file whose name says nothing but the course; before the end, the page that says so. */
export async function GET(_request: Request, { params }: Named): Promise<Response> {
  const { token, course } = await params;
  const picture = await readCertificatePicture(await requestContext(), { token, courseSlug: course });
  if (picture.kind === "unknown") return answerPage(unknownLink);
  if (picture.kind === "not yet") return seeOther(certificatePath(token, course));
  return new Response(new Uint8Array(picture.png), {
    headers: {
      ...privately,
      "Content-Type": "image/png",
      "Content-Disposition": `attachment; filename="${course}.png"`,
    },
  });
}
