import { confirm } from "../../../../../engine/confirm.ts";
import { seeOther } from "../../../../answer-page.ts";
import { callerOf } from "../../../../caller.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/** The button "Yes, start my course". A second press leads to the same page, which says that it is done already. */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const outcome = await confirm(context, { token, ...callerOf(request.headers) });
      switch (outcome.kind) {
        case "unknown":
          return null;
        case "confirmed":
        case "returned":
          return `${readerPath("confirm", token)}?just=${outcome.kind}`;
        case "already":
          return readerPath("confirm", token);
      }
    },
  });
}

/** Somebody reloaded or bookmarked the address behind the button: show the page with the button, change nothing. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("confirm", token));
}
