import { expect, test } from "vitest";
import { CutShort, readFilePart } from "./multipart.ts";

function posted(body: Buffer, pieceBytes: number): Request {
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= body.length) return controller.close();
      controller.enqueue(body.subarray(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
  const headers = { "Content-Type": "multipart/form-data; boundary=----x7" };
  // Node asks for it with a stream; TypeScript's own DOM types do not know it.
  return new Request("http://localhost/", { method: "POST", body: stream, headers, ...{ duplex: "half" } });
}

function form(parts: readonly string[], end = "------x7--\r\n"): Buffer {
  return Buffer.from(`${parts.map((part) => `------x7\r\n${part}\r\n`).join("")}${end}`);
}

const field = 'Content-Disposition: form-data; name="other"\r\n\r\nwords';
const file = (text: string) =>
  `Content-Disposition: form-data; name="file"; filename="my %22list%22.csv"\r\nContent-Type: text/csv\r\n\r\n${text}`;

async function read(body: Buffer, pieceBytes: number) {
  const part = await readFilePart(posted(body, pieceBytes));
  if (part.kind === "none") return null;
  let text = "";
  for await (const piece of part.body) text += Buffer.from(piece).toString("latin1");
  return { name: part.fileName, text };
}

test.each([1, 3, 7, 64, 10_000])("finds the file of a form that comes in pieces of %i bytes", async (pieceBytes) => {
  const text = "email\r\n--almost a mark\r\n------x\r\nann@example.com\r\n";
  expect(await read(form([field, file(text)]), pieceBytes)).toEqual({ name: 'my "list".csv', text });
});

test("knows a form without a file, and what is none", async () => {
  expect(await read(form([field]), 10)).toBeNull();
  expect(await readFilePart(new Request("http://localhost/", { method: "POST", body: "email=a" }))).toEqual({
    kind: "none",
  });
});

test("never takes a file for whole that was cut on its way", async () => {
  await expect(read(form([file("email\r\nann@exam")], ""), 16)).rejects.toThrow(CutShort);
  await expect(read(Buffer.from("----"), 16)).rejects.toThrow(CutShort);
});

test("does not wait for ever for the head of a part to end", async () => {
  await expect(read(Buffer.from(`------x7\r\n${"a".repeat(100_000)}`), 10_000)).rejects.toThrow(CutShort);
});
