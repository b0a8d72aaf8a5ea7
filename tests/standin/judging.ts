import { type Answer, json, type Refusal, refusal, refusals } from "./answers.ts";
import type { Desk, Request } from "./desk.ts";
import type { AcceptedMessage } from "./ledger.ts";
import { addressesOf } from "./reading.ts";
import { type Checked, checkEmail, type Email, recipientsOf } from "./validation.ts";

export type Judged = { answer: Answer; accepted: AcceptedMessage[] };

/** Checks every message of a request and decides what is accepted of it, and what the client is told. */
export function judge(desk: Desk, request: Request): Judged {
  if (request.messages === null) return refused(refusals.not_json);
  const inBatch = request.route === "POST /emails/batch";
  const sizeFault = inBatch ? batchFault(request) : null;
  if (sizeFault !== null) return refused(sizeFault);
  const checked = request.messages.map((message) => check(desk, { message, request }));
  const bad = checked.flatMap((one, index) => (one.kind === "bad" ? [{ index, ...one.refusal }] : []));
  // A fault of the sender, such as a domain that is not verified, is not one message's own.
  const fatal = request.permissive && inBatch ? bad.find(({ status }) => status !== 400 && status !== 422) : bad[0];
  if (fatal !== undefined) return refused(fatal);
  const accepted = checked.flatMap((one, index) =>
    one.kind === "ok" ? [entry(desk, { ...one, index, request })] : [],
  );
  const data = accepted.map(({ id }) => ({ id }));
  if (!inBatch) return { answer: json(200, data[0]), accepted };
  const errors = bad.map(({ index, message }) => ({ index, message }));
  return { answer: json(200, request.permissive ? { data, errors } : { data }), accepted };
}

function refused(fault: Refusal): Judged {
  return { answer: refusal(fault), accepted: [] };
}

function batchFault({ body, messages }: Request): Refusal | null {
  const count = messages?.length ?? 0;
  const isArray = body.subarray(0, 64).toString("latin1").trimStart().startsWith("[");
  const message = isArray ? "A batch must hold 1 to 100 emails." : "A batch must be an array of emails.";
  return isArray && count >= 1 && count <= 100 ? null : { status: 422, name: "validation_error", message };
}

function check(desk: Desk, { message, request }: { message: unknown; request: Request }): Checked {
  const inBatch = request.route === "POST /emails/batch";
  // Skimming built the message itself.
  const checked: Checked = request.skimmed
    ? { kind: "ok", email: message as Email }
    : checkEmail(message, { ...desk.rules, inBatch });
  if (checked.kind === "bad") return checked;
  const rule = desk.faults.strikeMessage(addressesOf(checked.email));
  if (rule === null) return checked;
  const { status = 422, name = "validation_error", message: told = "The email could not be created." } = rule;
  return { kind: "bad", refusal: { status, name, message: told } };
}

function entry(
  desk: Desk,
  { email, index, request }: { email: Email; index: number; request: Request },
): AcceptedMessage {
  return {
    id: desk.newId(),
    key: request.key,
    index,
    from: email.from,
    to: recipientsOf(email),
    subject: email.subject,
    tags: Object.fromEntries((email.tags ?? []).map(({ name, value }) => [name, value])),
    hash: request.hash,
    at: new Date(desk.now()).toISOString(),
  };
}
