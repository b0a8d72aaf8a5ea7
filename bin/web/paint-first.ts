import type { ServerResponse } from "node:http";

/**
 * Lets a browser draw a page before it asks for the page's scripts. Every page of ours reads and works without them, yet
 * the `async` of Next starts them at once, beside the letters and pictures that one is waiting to see: measured, a
 * simulated phone then shows its largest piece after 2.2 seconds instead of 1.2.
 *
 * Next has no setting for this. So the tags are put to sleep on their way out, and one small script, allowed by the
 * same nonce, wakes them in their order when the first frame has been drawn. Nothing else of the page is touched.
 */
export function paintFirst(response: ServerResponse): void {
  const pass = { write: response.write.bind(response), end: response.end.bind(response) };
  let scripts: SleepingScripts | null | undefined;
  const sleep = (chunk: unknown, isLast: boolean): Buffer | null => {
    scripts ??= isPage(response) ? createSleepingScripts() : null;
    return scripts ? scripts.take(asBuffer(chunk), isLast) : null;
  };
  response.write = ((chunk: unknown, ...rest: never[]) => {
    const changed = sleep(chunk, false);
    return changed === null ? pass.write(chunk, ...rest) : pass.write(changed, lastOf(rest));
  }) as typeof response.write; // The same overloads: what is not a page goes through as it came.
  response.end = ((...given: never[]) => {
    const [chunk] = given;
    const changed = sleep(typeof chunk === "function" ? undefined : chunk, true);
    return changed === null ? pass.end(...given) : pass.end(changed, lastOf(given));
  }) as typeof response.end; // As above.
}

function isPage(response: ServerResponse): boolean {
  return /^text\/html/.test(String(response.getHeader("Content-Type") ?? ""));
}

function asBuffer(chunk: unknown): Buffer {
  if (chunk === undefined || chunk === null) return Buffer.alloc(0);
  return typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk as Uint8Array); // What a response takes.
}

function lastOf(given: readonly unknown[]): (() => void) | undefined {
  const last = given.at(-1);
  return typeof last === "function" ? (last as () => void) : undefined;
}

export type SleepingScripts = { take(chunk: Buffer, isLast: boolean): Buffer };

const nextScript = /<script src="(\/_next\/static\/[^"]+)"([^>]*?) async=""([^>]*)>/g;
const nextScriptHint = /<link rel="preload" as="script"[^>]*\/>/g;

/** Wakes them two frames after the page was read, or at once where nobody looks and no frame is ever drawn. */
const waking = `(()=>{const wake=()=>{for(const asleep of document.querySelectorAll("script[data-asleep]")){const script=document.createElement("script");script.src=asleep.dataset.asleep;script.async=true;if(asleep.id)script.id=asleep.id;asleep.replaceWith(script)}};const drawn=()=>document.hidden?wake():requestAnimationFrame(()=>requestAnimationFrame(()=>setTimeout(wake)));document.readyState==="loading"?addEventListener("DOMContentLoaded",drawn):drawn()})()`;

/** Reads a page as it streams by. The bytes are looked at one by one, so no letter is torn where two chunks meet. */
export function createSleepingScripts(): SleepingScripts {
  let held = "";
  let isWakingWritten = false;
  return {
    take(chunk, isLast) {
      const text = held + chunk.toString("latin1");
      // A tag that has begun and not ended waits for the rest of it.
      const from = text.lastIndexOf("<");
      const end = isLast || from === -1 || text.indexOf(">", from) !== -1 ? text.length : from;
      held = text.slice(end);
      const changed = text
        .slice(0, end)
        .replace(nextScriptHint, "")
        .replace(nextScript, (_tag, src: string, before: string, after: string) => {
          const nonce = /nonce="([^"]+)"/.exec(before + after)?.[1] ?? "";
          const asleep = `<script type="text/plain" data-asleep="${src}"${before}${after}>`;
          if (isWakingWritten) return asleep;
          isWakingWritten = true;
          return `<script nonce="${nonce}">${waking}</script>${asleep}`;
        });
      return Buffer.from(changed, "latin1");
    },
  };
}
