import { findPicture } from "../db/pictures.ts";
import type { Context } from "./context.ts";

export type ReadPicture =
  | { kind: "picture"; contentType: "image/png"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "unknown" };

/** A picture by the name that a message gives it: its hash and ".png". Whoever has the name may see it. */
export async function readPicture(context: Context, input: { name: string }): Promise<ReadPicture> {
  const hash = /^([0-9a-f]{32})\.png$/.exec(input.name)?.[1];
  const found = hash === undefined ? null : await findPicture(context.db, { hash });
  if (!found) return { kind: "unknown" };
  return { kind: "picture", contentType: found.contentType, bytes: new Uint8Array(found.bytes) };
}
