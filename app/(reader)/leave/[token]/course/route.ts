import { leave } from "../../../../../engine/leave.ts";
import { seeOther } from "../../../../answer-page.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/** The button that leaves the course or newsletter which the message belongs to. */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const outcome = await leave(context, { token, from: "it" });
      return outcome.kind === "unknown" ? null : `${readerPath("leave", token)}?just=course`;
    },
  });
}

/** A GET never leaves: scanners open every link. It shows the page with the buttons. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("leave", token));
}
