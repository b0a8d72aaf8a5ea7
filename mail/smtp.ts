import { fingerprintOf } from "./fingerprint.ts";
import { unsendable } from "./message.ts";
import { checkServer } from "./smtp-check.ts";
import { carry } from "./smtp-run.ts";
import { type SmtpSettings, Way } from "./smtp-way.ts";
import type { Transport } from "./transport.ts";

/** A request goes message by message, so it is kept short: what it has not begun in time goes back to the queue. */
const mostMessages = 25;

/**
 * Mail by a mail server of the author's own. SMTP knows no idempotency: each message is noted in the request's journal
 * before its first byte, and one whose answer never came is `lost`, for nobody could ask again without risking a second.
 */
export function smtpTransport({ server, connections, perSecond }: SmtpSettings): Transport {
  const { host, port, tls, login } = server;
  const way = new Way({ server, connections, perSecond });
  return {
    name: "smtp",
    fingerprint: fingerprintOf(["smtp", host, String(port), tls, login?.user ?? "", login?.pass ?? ""]),
    batchLimit: perSecond === null ? mostMessages : Math.min(mostMessages, Math.max(1, perSecond * 5)),
    keepsJournal: true,
    atOnce: 2,
    handOver: async (request) => unsendable(request.messages) ?? carry(way, request),
    check: () => checkServer(server),
    windDown: () => way.windDown(),
    close: async () => way.close(),
  };
}
