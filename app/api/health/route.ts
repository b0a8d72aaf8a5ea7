import { type Health, readHealth } from "../../../engine/status.ts";
import { requestContext } from "../../context.ts";

export const dynamic = "force-dynamic";

type Answer =
  | (Omit<Health, "worker"> & { database: "ok"; worker: { alive: boolean; lastTick: Date | null } })
  | { status: "down"; database: "unreachable"; problems: readonly string[]; worker: null; halted: null };

/**
 * For a machine that watches: 200 while letters can go out, 503 when they cannot, with the cure in words. It names no
 * reader and no secret, so it needs no key.
 */
export async function GET(): Promise<Response> {
  const answer = await ask();
  return Response.json(answer, {
    status: answer.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}

async function ask(): Promise<Answer> {
  const context = await requestContext();
  try {
    const { worker, ...health } = await readHealth(context);
    return { ...health, database: "ok", worker: { alive: worker.alive, lastTick: worker.seenAt } };
  } catch (error) {
    context.log.error({ err: error }, "health cannot be read");
    const problems = ["The database does not answer, so nothing is taken in and nothing is sent."];
    return { status: "down", database: "unreachable", problems, worker: null, halted: null };
  }
}
