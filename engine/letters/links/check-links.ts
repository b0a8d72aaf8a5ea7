import { type Answered, type Asking, ask } from "./ask.ts";

export type LinkState =
  | { kind: "ok" }
  /** It leads elsewhere for good. */
  | { kind: "moved"; to: string }
  | { kind: "broken"; status: number }
  | { kind: "unreachable"; reason: string }
  /** An address of a private network, which is not asked. */
  | { kind: "private" }
  /** Beyond the number that is checked at once. */
  | { kind: "unchecked" };

export type CheckedLink = { href: string; state: LinkState };

/** More different links than any letter should have. */
const mostLinks = 100;
const atOnce = 8;
const mostRedirects = 5;
const timeoutMs = 6_000;

type Checking = { hrefs: readonly string[]; mayAsk?: Asking["mayAsk"] };

/**
 * Asks every https address of a letter whether it is there. It says what was seen and decides nothing: a site may well
 * answer a reader and not us, so a broken link is a warning. Mail addresses and our own slots are left out.
 */
export async function checkLinks({ hrefs, mayAsk }: Checking): Promise<CheckedLink[]> {
  const asked = [...new Set(hrefs)].filter((href) => /^https?:/.test(href));
  const checked: CheckedLink[] = [];
  const rest = asked.slice(0, mostLinks).values();
  const work = async () => {
    for (const href of rest) checked.push({ href, state: await checkOne(href, mayAsk) });
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const inOrder = checked.toSorted((one, other) => asked.indexOf(one.href) - asked.indexOf(other.href));
  return [...inOrder, ...asked.slice(mostLinks).map((href) => ({ href, state: { kind: "unchecked" } as const }))];
}

async function checkOne(href: string, mayAsk: Asking["mayAsk"]): Promise<LinkState> {
  let url = new URL(href);
  let isForGood = true;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await headOrGet(url, mayAsk);
    if (answer.kind === "private") return { kind: "private" };
    if (answer.kind === "no answer") return { kind: "unreachable", reason: answer.reason };
    const { status, location } = answer;
    if (status < 300 || status === 304)
      return isForGood && url.href !== href ? { kind: "moved", to: url.href } : { kind: "ok" };
    const next = status < 400 && location !== null && URL.parse(location, url);
    if (!next || !/^https?:$/.test(next.protocol)) return verdict(status);
    isForGood &&= status === 301 || status === 308;
    url = next;
  }
  return { kind: "unreachable", reason: "it leads from one address to the next without end" };
}

/** Sites that want a person or a login answer 401, 403 or 429 to a machine, and are there all the same. */
function verdict(status: number): LinkState {
  if ([401, 403, 405, 406, 429, 999].includes(status)) {
    return { kind: "unreachable", reason: `it answers machines with ${status}` };
  }
  return status >= 500 ? { kind: "unreachable", reason: `it answers with ${status}` } : { kind: "broken", status };
}

/** Some servers know no HEAD, or answer it otherwise. */
async function headOrGet(url: URL, mayAsk: Asking["mayAsk"]): Promise<Answered> {
  const asking = { url, timeoutMs, ...(mayAsk ? { mayAsk } : {}) };
  const head = await ask({ ...asking, method: "HEAD" });
  if (head.kind !== "answered" || head.status < 400) return head;
  return ask({ ...asking, method: "GET" });
}
