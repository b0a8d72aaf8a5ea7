import { leave } from "../../../../../engine/leave.ts";
import { seeOther } from "../../../../answer-page.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/** The button that leaves every course and newsletter of this reader. */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const outcome = await leave(context, { token, from: "everything" });
      return outcome.kind === "unknown" ? null : `${readerPath("leave", token)}?just=everything`;
    },
  });
}

/** A GET never leaves: scanners open every link. It shows the page with the buttons. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("leave", token));
}
