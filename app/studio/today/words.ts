import type { OpenTrouble } from "../../../db/studio/trouble.ts";
import { smtpMeaning } from "./smtp-words.ts";

const whole = new Intl.NumberFormat("en-US");

/** "12,345". */
export function count(number: number): string {
  return whole.format(number);
}

/** "1 lesson", "12 lessons". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** "100,000+" where counting stopped. */
export function countedTo(number: number, most: number): string {
  return number >= most ? `${count(most)}+` : count(number);
}

/** What the provider's name for a fault means, and so what may help. Its own words are in the log and never on a page. */
const meanings: Readonly<Record<string, string>> = {
  validation_error: "The provider takes no message to this address, or found a fault in the message.",
  invalid_parameter: "The provider found a part of the message that it does not take.",
  missing_required_field: "The provider missed a part of the message.",
  invalid_message: "It could not stand in a mail: an address or a header is not one.",
  "the message could not be made": "The message could not be made. The log of the worker says where it broke.",
  invalid_idempotent_request: "The provider had seen this batch with other words in it, so it was not sent again.",
  application_error: "The provider’s answer was lost, and a day of asking again did not bring it.",
  internal_server_error: "The provider failed, and a day of asking again did not bring an answer.",
};

/** Why a message is trouble, in a sentence. */
export function whyOf({ state, reason }: Pick<OpenTrouble, "state" | "reason">): string {
  if (state === "never sent") return `The provider accepted it and then never sent it. ${neverSentWords(reason)}`;
  const meaning = meanings[reason] ?? smtpMeaning(reason) ?? `The provider said “${reason}”.`;
  return state === "uncertain" ? `Nobody knows whether it arrived. ${meaning}` : `It was refused. ${meaning}`;
}

function neverSentWords(reason: string): string {
  return reason === "email.failed" ? "It did not say why." : `It said “${reason}”.`;
}

/** What the notices are called. */
const notices: Readonly<Record<string, string>> = {
  confirm: "The confirmation",
  welcome: "The welcome",
  nudge: "The nudge",
  "pause-over": "The mail about the end of a pause",
  finished: "The mail about the finished course",
  "find-link": "The link that was asked for",
  "address-change": "The mail to a new address",
  "address-changed": "The mail about the changed address",
};

export function titleOf({ kind, title }: Pick<OpenTrouble, "kind" | "title">): string {
  return kind === "notice" ? (notices[title] ?? "A notice") : `“${title}”`;
}
