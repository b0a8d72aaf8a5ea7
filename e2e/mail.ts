import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import PostalMime from "postal-mime";

/** A message as it lies in the mailbox: its RFC 5322 source, taken apart by a parser that had no part in writing it. */
export type StoredMail = {
  id: number;
  raw: string;
  subject: string;
  date: Date;
  html: string;
  text: string;
  /** The unfolded value of a header; null where the message has none of that name. */
  header(name: string): string | null;
};

/** Everything that came to an address, the oldest first. */
export async function mailTo(request: APIRequestContext, address: string): Promise<StoredMail[]> {
  const ids = await idsOfMailTo(request, address);
  return Promise.all(ids.map((id) => readSource(request, id)));
}

/** Waits until so many messages have come to an address, and returns all of them. */
export async function waitForMail(
  request: APIRequestContext,
  { to, count }: { to: string; count: number },
): Promise<StoredMail[]> {
  await expect
    .poll(async () => (await idsOfMailTo(request, to)).length, { message: `mail to ${to}`, timeout: 20_000 })
    .toBeGreaterThanOrEqual(count);
  return mailTo(request, to);
}

/** The list's pages lead on to older ones; a message is named by its link. */
async function idsOfMailTo(request: APIRequestContext, address: string): Promise<number[]> {
  const ids: number[] = [];
  let path: string | undefined = `/mailbox?${new URLSearchParams({ to: address })}`;
  while (path !== undefined) {
    const response: APIResponse = await request.get(path);
    expect(response.status(), path).toBe(200);
    const page = await response.text();
    ids.push(...[...page.matchAll(/href="\/mailbox\/(\d+)\?/g)].map(([, id]) => Number(id)));
    path = /href="(\/mailbox\?[^"]*before=[^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  }
  return ids.toReversed();
}

async function readSource(request: APIRequestContext, id: number): Promise<StoredMail> {
  const response = await request.get(`/mailbox/${id}/source`);
  expect(response.headers()["content-type"]).toBe("message/rfc822");
  const raw = await response.text();
  const { subject = "", date = "", html = "", text = "", headers } = await PostalMime.parse(raw);
  const header = (name: string) => headers.find(({ key }) => key === name.toLowerCase())?.value.trim() ?? null;
  return { id, raw, subject, date: new Date(date), html, text, header };
}

/** The last of them. Throws where nothing came. */
export function newest(mail: readonly (StoredMail | undefined)[]): StoredMail {
  const last = mail.at(-1);
  if (last === undefined) throw new Error("No mail came.");
  return last;
}

/** A lesson names its day in its first lines; welcome, confirmation and the other notices do not. */
export function lessonsAmong(mail: readonly StoredMail[]): StoredMail[] {
  return mail.filter(({ text }) => dayOf(text) !== null);
}

/** The day that a lesson's text says it is: "Day 12 of 30". Null for a notice. */
export function dayOf(text: string): number | null {
  const day = /^Day (\d+) of \d+ ·/m.exec(text)?.[1];
  return day === undefined ? null : Number(day);
}

/** The path of the first link to a reader's page in a message's text. */
export function pathIn(mail: StoredMail, page: "confirm" | "lessons" | "me" | "leave" | "address"): string {
  const path = new RegExp(`/${page}/[\\w-]+`).exec(mail.text)?.[0];
  if (path === undefined) throw new Error(`"${mail.subject}" has no link to /${page}.`);
  return path;
}

/** Where a mail program posts when its reader presses its own button "Unsubscribe" (RFC 8058). */
export function oneClickUrl(mail: StoredMail): string {
  const url = /^<(.+)>$/.exec(mail.header("List-Unsubscribe") ?? "")?.[1];
  if (url === undefined) throw new Error(`"${mail.subject}" has no List-Unsubscribe.`);
  return url;
}
