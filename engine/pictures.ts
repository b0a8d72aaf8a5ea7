import { findPicture, type StoredPicture } from "../db/pictures.ts";
import type { Context } from "./context.ts";

export type ReadPicture =
  | { kind: "picture"; contentType: "image/png" | "image/jpeg"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "unknown" };

/** A picture by the name that a message gives it: its hash and its ending. Whoever has the name may see it. */
export async function readPicture(context: Context, input: { name: string }): Promise<ReadPicture> {
  const [, hash, ending] = /^([0-9a-f]{32})\.(png|jpg)$/.exec(input.name) ?? [];
  const found = hash === undefined ? null : await findPicture(context.db, { hash });
  if (!found || ending !== endings[found.contentType]) return { kind: "unknown" };
  return { kind: "picture", contentType: found.contentType, bytes: new Uint8Array(found.bytes) };
}

const endings = { "image/png": "png", "image/jpeg": "jpg" } as const;

export function pictureName({ hash, contentType }: Pick<StoredPicture, "hash" | "contentType">): string {
  return `${hash}.${endings[contentType]}`;
}
