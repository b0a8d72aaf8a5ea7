import { type MailServer, SmtpLine } from "./smtp-line.ts";
import { judgeLine, neverPatient } from "./smtp-outcome.ts";
import type { Checked } from "./transport.ts";

/** Opens a session, signs in, and says goodbye: whatever would keep mail from leaving is found before any leaves. */
export async function checkServer(server: MailServer): Promise<Checked> {
  try {
    const line = await SmtpLine.open(server, AbortSignal.timeout(limitMs));
    line.quit();
    return { kind: "open", words: `The mail server at ${server.host}, port ${server.port}, lets us in` };
  } catch (error) {
    return judgeLine({ error, failuresInRow: neverPatient });
  }
}

const limitMs = 15_000;
