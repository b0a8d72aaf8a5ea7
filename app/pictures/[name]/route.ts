import { readPicture } from "../../../engine/pictures.ts";
import { requestContext } from "../../context.ts";

type Named = { params: Promise<{ name: string }> };

/**
 * A drawing that mail and pages show. Its name is a hash of what is drawn, so every copy on the way may keep it for ever.
 * It is the same for everybody and nothing is noted about who asks. Next answers HEAD with the same headers.
 */
export async function GET(_request: Request, { params }: Named): Promise<Response> {
  const read = await readPicture(await requestContext(), await params);
  if (read.kind === "unknown") return absent();
  return new Response(read.bytes, {
    headers: {
      "Content-Type": read.contentType,
      "Content-Length": String(read.bytes.byteLength),
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
      // A reader's mail program shows it on a page of another site.
      "Cross-Origin-Resource-Policy": "cross-origin",
    },
  });
}

function absent(): Response {
  return new Response("There is no picture of this name.\n", {
    status: 404,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
