import { type Hearing, hear } from "../../../../engine/feedback/hear.ts";
import { takeForgedWebhookTurn } from "../../../../engine/limits/rules.ts";
import { callerOf } from "../../../caller.ts";
import { requestContext } from "../../../context.ts";
import { tooOftenAnswer } from "../../../too-often.ts";
import { readRaw } from "./read-raw.ts";

/** Ten times what the longest of them was ever seen to have. */
const longestBytes = 256_000;

const answers: Readonly<Record<Hearing, { status: number; words: string }>> = {
  kept: { status: 200, words: "Kept." },
  known: { status: 200, words: "Known already." },
  ignored: { status: 200, words: "Nothing that is asked here." },
  refused: { status: 401, words: "This is not signed by who may say it, or it is too old." },
  unconfigured: {
    status: 503,
    words: "RESEND_WEBHOOK_SECRET is not set or cannot be read, so nothing can be believed.",
  },
};

/**
 * What Resend says became of our messages. The signature over the body is the whole proof, so no origin and no session is
 * asked for. It is kept and answered; applying it is the worker's. Whatever is not answered with 200 is sent again, for
 * about a day.
 */
export async function POST(request: Request): Promise<Response> {
  const raw = await readRaw(request, { mostBytes: longestBytes });
  if (raw === null) return say({ status: 413, words: "That is longer than any webhook." });
  const context = await requestContext();
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? request.headers.get(`webhook-${name}`);
  const headers = { id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
  // Without a provider there is nobody who could have anything to say, and nothing that is missing.
  if (context.settings.mail.kind === "mailbox") return say({ status: 404, words: "No provider sends for this site." });
  try {
    const heard = await hear(context, { raw, headers });
    if (heard !== "refused") return say(answers[heard]);
    const turn = await takeForgedWebhookTurn(context, { ip: callerOf(request.headers).ip });
    return turn.kind === "too often" ? tooOftenAnswer({ turn, isJson: true }) : say(answers.refused);
  } catch (error) {
    context.log.error({ err: error }, "a webhook could not be kept");
    return say({ status: 503, words: "It could not be kept just now. Please send it again." });
  }
}

function say({ status, words }: { status: number; words: string }): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(`${words}\n`, { status, headers });
}
