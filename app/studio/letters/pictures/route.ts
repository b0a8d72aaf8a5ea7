import { takePicture } from "../../../../engine/letters/take-picture.ts";
import { authorPress } from "../../author.ts";

/** Takes one picture for a letter and says the name by which letters show it. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner", { body: "unread" });
  if (press.kind === "answer") return press.response;
  const file = await pictureIn(request);
  if (file === null) return Response.json({ kind: "wrong", message: "Choose a picture first." }, { status: 400 });
  const { context, author } = press;
  const taken = await takePicture(context, { bytes: Buffer.from(await file.arrayBuffer()), author });
  return Response.json(taken, { status: taken.kind === "taken" ? 200 : 422 });
}

async function pictureIn(request: Request): Promise<File | null> {
  try {
    const given = (await request.formData()).get("picture");
    return given instanceof File && given.size > 0 ? given : null;
  } catch {
    // No form, or one that was cut off on the way.
    return null;
  }
}
