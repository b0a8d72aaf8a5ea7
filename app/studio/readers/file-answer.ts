import { privately } from "../../answer-page.ts";

/** A file to keep, written as it is made: a list of a million people is never held in memory, and no browser runs it. */
export function fileAnswer(input: { pieces: AsyncGenerator<string>; name: string; type: string }): Response {
  const { pieces, name, type } = input;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const plain = name.replace(/[^\w.-]+/g, "-");
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", "%27")}`;
  return new Response(body, { headers: { ...privately, "Content-Type": type, "Content-Disposition": disposition } });
}
