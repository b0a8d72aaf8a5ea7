import { readHit } from "../engine/hit.ts";
import { Tracker } from "../engine/track.ts";
import type { TrackedAnswer } from "../engine/tracked-answers.ts";
import { requestContext } from "./context.ts";

// On globalThis for the same reason as the context: one for the process, whatever Next loads anew.
const kept = globalThis as { dayletterTracker?: Tracker };

/**
 * For hosts that run Next alone: our own server answers the links and the pixel of messages before Next sees them, and
 * leaves to it only what it cannot answer.
 */
export async function requestTracker(): Promise<Tracker> {
  kept.dayletterTracker ??= new Tracker(await requestContext(), { stopwatchMs: () => performance.now() });
  return kept.dayletterTracker;
}

export function hitOf({ method, headers }: Request): ReturnType<typeof readHit> {
  return readHit({ method, header: (name) => headers.get(name) });
}

export function asResponse({ method }: Request, { status, headers, body }: TrackedAnswer): Response {
  return new Response(method === "HEAD" || body.length === 0 ? null : body, { status, headers });
}
