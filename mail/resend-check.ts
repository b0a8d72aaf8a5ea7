import { z } from "zod";
import { outcomeOf } from "./resend-outcome.ts";
import type { Checked } from "./transport.ts";
import { withoutKey } from "./without-key.ts";

const limitMs = 10_000;

const Fault = z.object({ name: z.string().catch("unnamed"), message: z.string().catch("") });

/** Asks for the account's domains, which sends nothing. A key that may send and do nothing else is told from a wrong one. */
export async function checkKey({ url, apiKey }: { url: string; apiKey: string }): Promise<Checked> {
  try {
    const answer = await fetch(`${url}/domains`, {
      headers: { Authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(limitMs),
      redirect: "manual",
    });
    if (answer.ok) return { kind: "open", words: "Resend knows the API key" };
    const { name, message } = Fault.catch({ name: "application_error", message: "" }).parse(
      withoutKey(await bodyOf(answer), apiKey),
    );
    if (name === "restricted_api_key") {
      return { kind: "open", words: "Resend knows the API key; it may send and do nothing else, as it should" };
    }
    const headers = Object.fromEntries(answer.headers);
    const outcome = outcomeOf({ data: null, error: { name, message, statusCode: answer.status }, headers }, 1);
    return outcome.kind === "halted" ? outcome : silent(`It answered ${answer.status}.`);
  } catch (error) {
    return silent(error instanceof Error ? error.message : String(error));
  }
}

function silent(message: string): Checked {
  return { kind: "deferred", name: "no_answer", message, retryAfterMs: null };
}

async function bodyOf(answer: Response): Promise<unknown> {
  return answer.json().catch(() => null);
}
