import { confirmAddress } from "../../../../../engine/confirm-address.ts";
import { seeOther } from "../../../../answer-page.ts";
import { callerOf } from "../../../../caller.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/** The button "Yes, write to me here". Whatever comes of it, the page says how it stands now. */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const outcome = await confirmAddress(context, { token, ...callerOf(request.headers) });
      if (outcome.kind === "unknown") return null;
      return outcome.kind === "confirmed"
        ? `${readerPath("address", token)}?just=confirmed`
        : readerPath("address", token);
    },
  });
}

/** A GET confirms nothing: scanners open every link. It shows the page with the button. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("address", token));
}
