import { createHash } from "node:crypto";
import { clearUploads, storeUpload } from "../../db/pictures.ts";
import type { Context } from "../context.ts";
import { pictureName } from "../pictures.ts";
import { recordAct } from "../studio/audit.ts";
import { redraw } from "./uploads/redraw.ts";

export type TakenPicture =
  | { kind: "taken"; name: string; width: number; height: number; sizeBytes: number }
  | { kind: "wrong"; message: string };

/** Unpacking takes memory, so one is drawn at a time, however many are uploaded. */
let before: Promise<unknown> = Promise.resolve();

/** So long an upload may wait for its letter, in a tab that was never saved. */
const unusedDays = 30;
const dayMs = 86_400_000;
/** With every upload a few old ones that no letter shows are cleared away, so that nothing has to remember to do it. */
const mostCleared = 20;

/** Takes a picture that an author uploads for a letter, and notes whose it was. The same picture twice is stored once. */
export async function takePicture(
  context: Context,
  input: { bytes: Buffer; author: { id: string; name: string } },
): Promise<TakenPicture> {
  const drawing = before.then(() => redraw(input.bytes));
  before = drawing.catch(() => {});
  const drawn = await drawing;
  if (drawn.kind === "wrong") return drawn;
  const { contentType, width, height, bytes } = drawn;
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  await context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await storeUpload(tx, { hash, contentType, width, height, bytes, createdAt: now, uploadedAt: now });
    await clearUploads(tx, { before: new Date(now.getTime() - unusedDays * dayMs), limit: mostCleared });
    const facts = { what: `${width} × ${height} pixels` };
    await recordAct(tx, { author: input.author, act: "picture uploaded", now, facts });
  });
  return { kind: "taken", name: pictureName({ hash, contentType }), width, height, sizeBytes: bytes.length };
}
