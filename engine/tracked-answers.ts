/** What is answered to whoever asks for a link or the pixel of a message, by our own server and by Next alike. */
export type TrackedAnswer = { status: 200 | 302; headers: Readonly<Record<string, string>>; body: Buffer<ArrayBuffer> };

/** Every click and open is to be seen, so none comes from a cache; and the page that was linked to learns no token. */
const unseen = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
} as const;

/** 302: the link of a message leads on today, and nobody may remember it in its place. */
export function redirectTo(url: string): TrackedAnswer {
  // What is no plain ASCII is no header; the same address is, in the way that browsers write it.
  const location = /^[\x21-\x7e]+$/.test(url) ? url : new URL(url).href;
  return { status: 302, headers: { ...unseen, Location: location, "Content-Length": "0" }, body: Buffer.alloc(0) };
}

/** One transparent pixel, the smallest GIF that every mail program draws. */
const pixel = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

export const pixelAnswer: TrackedAnswer = {
  status: 200,
  headers: { ...unseen, "Content-Type": "image/gif", "Content-Length": String(pixel.length) },
  body: pixel,
};
