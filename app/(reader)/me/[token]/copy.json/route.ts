import { readCopy } from "../../../../../engine/reader-copy.ts";
import { answerPage, privately } from "../../../../answer-page.ts";
import { requestContext } from "../../../../context.ts";
import { outOfOrder, type Tokened, unknownLink } from "../../../press.ts";

/** The download itself. Nothing keeps it on its way: neither a cache nor a browser's memory of the page. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  const context = await requestContext();
  try {
    const copy = await readCopy(context, { token });
    return copy === null ? answerPage(unknownLink) : download(copy, context.settings.siteName);
  } catch (error) {
    // The route's edge: a file with half of it would be worse than none.
    context.log.error({ err: error }, "a copy of what is held could not be made");
    return answerPage(outOfOrder);
  }
}

function download(copy: object, siteName: string): Response {
  const name = siteName.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase() || "letters";
  return new Response(`${JSON.stringify(copy, null, 2)}\n`, {
    headers: {
      ...privately,
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}-copy.json"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}
