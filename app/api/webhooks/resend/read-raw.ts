/**
 * The body of a request as it came, byte for byte, since a signature is over that; null when it is longer than
 * `mostBytes`, as soon as that is seen. Bytes that are no UTF-8 become other ones, and then no signature fits.
 */
export async function readRaw(request: Request, { mostBytes }: { mostBytes: number }): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return null;
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of request.body ?? []) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > mostBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
