import { createHash } from "node:crypto";
import { storePictures } from "../../db/pictures.ts";
import type { Context } from "../context.ts";
import { pictureName } from "../pictures.ts";
import { redraw } from "./uploads/redraw.ts";

export type TakenPicture =
  | { kind: "taken"; name: string; width: number; height: number; sizeBytes: number }
  | { kind: "wrong"; message: string };

/** Unpacking takes memory, so one is drawn at a time, however many are uploaded. */
let before: Promise<unknown> = Promise.resolve();

/** Takes a picture that an author uploads for a letter. The same picture twice is stored once. */
export async function takePicture(context: Context, input: { bytes: Buffer }): Promise<TakenPicture> {
  const drawing = before.then(() => redraw(input.bytes));
  before = drawing.catch(() => {});
  const drawn = await drawing;
  if (drawn.kind === "wrong") return drawn;
  const { contentType, width, height, bytes } = drawn;
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  const { calendarAt: createdAt } = await context.clocks.read(context.db);
  await storePictures(context.db, { pictures: [{ hash, contentType, width, height, bytes, createdAt }] });
  return { kind: "taken", name: pictureName({ hash, contentType }), width, height, sizeBytes: bytes.length };
}
