import type { HandOver, Message, Outcome, Pace, Transport } from "../../mail/transport.ts";

const pace: Pace = { remaining: null, resetMs: null };

/** What a scripted answer is made from. `accepts` records the messages as sent whatever it then answers. */
export type Script = (request: HandOver) => { accepts: boolean; outcome: Outcome };

export type RecordingTransport = Transport & {
  /** Every message that was accepted, once for its key and place: what a provider's own log would show. */
  sent: { key: string; index: number; message: Message }[];
  /** Every request that arrived. */
  requests: HandOver[];
  /** The next answers; after them everything is accepted. */
  answers: Script[];
};

/** A provider in the test's own process: idempotent by key, and as moody as the test asks. */
export function recordingTransport(): RecordingTransport {
  const transport: RecordingTransport = {
    name: "resend",
    fingerprint: "recorded",
    batchLimit: 100,
    sent: [],
    requests: [],
    answers: [],
    async handOver(request) {
      transport.requests.push(request);
      const { accepts, outcome } = (transport.answers.shift() ?? acceptAll)(request);
      if (accepts) record(transport, request);
      return outcome;
    },
    async close() {},
  };
  return transport;
}

function record(transport: RecordingTransport, { key, messages }: HandOver): void {
  for (const [index, message] of messages.entries()) {
    if (transport.sent.some((one) => one.key === key && one.index === index)) continue;
    transport.sent.push({ key, index, message });
  }
}

const acceptAll: Script = ({ key, messages }) => ({
  accepts: true,
  outcome: { kind: "accepted", ids: messages.map((_, index) => `${key}-${index}`), pace },
});

/** The provider took it and the answer was lost. */
export const acceptThenCut: Script = () => ({
  accepts: true,
  outcome: { kind: "unknown", name: "application_error", message: "cut", pace },
});

export function answer(outcome: Outcome): Script {
  return () => ({ accepts: false, outcome });
}

export const noPace = pace;
