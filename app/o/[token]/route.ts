import { after } from "next/server";
import { pixelAnswer } from "../../../engine/tracked-answers.ts";
import { asResponse, hitOf, requestTracker } from "../../tracker.ts";

type Tokened = { params: Promise<{ token: string }> };

/** The pixel at the end of a message. Whoever asks gets it, also for a token that is not ours: nobody learns from it. */
export async function GET(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  const tracker = await requestTracker();
  tracker.see({ token, hit: hitOf(request) });
  after(() => tracker.flush());
  return asResponse(request, pixelAnswer);
}

export const HEAD = GET;
