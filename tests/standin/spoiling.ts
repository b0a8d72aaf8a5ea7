import { type Answer, badGateway, json, type Refusal, refusal, refusals } from "./answers.ts";
import type { FaultRule } from "./faults.ts";

/** What the connection does: the whole answer, half of it, the line cut, or silence until the client goes. */
export type Reply = { kind: "whole" | "half"; answer: Answer } | { kind: "cut" } | { kind: "silence" };

/** The reply of a fault that strikes before anything is processed; null for the others. */
export function endedBefore(rule: FaultRule): Reply | null {
  if (rule.fault === "cut") return { kind: "cut" };
  if (rule.fault === "hang") return { kind: "silence" };
  if (rule.fault === "html_502") return { kind: "whole", answer: badGateway };
  const known = rule.fault === "custom" ? unlisted : refusals[rule.fault as keyof typeof refusals];
  if (known === undefined) return null;
  const { status = known.status, name = known.name, message = known.message } = rule;
  const waiting = rule.fault === "rate_limit" ? { "retry-after": "1" } : {};
  const answer = { ...refusal({ status, name, message }), headers: { ...waiting, ...rule.headers } };
  return { kind: "whole", answer };
}

const unlisted: Refusal = { status: 418, name: "something_new", message: "An error that no list has." };

/** What becomes of the answer to a request that was processed. */
export function spoiled(answer: Answer, rule: FaultRule | null): Reply {
  switch (rule?.fault) {
    case "accept_then_cut":
      return { kind: "cut" };
    case "accept_then_hang":
      return { kind: "silence" };
    case "accept_then_half_answer":
      return { kind: "half", answer };
    case "accept_then_500":
      return { kind: "whole", answer: refusal(refusals.error_500) };
    case "accept_then_html_502":
      return { kind: "whole", answer: badGateway };
    case "accept_then_short_count":
      return { kind: "whole", answer: shortened(answer) };
    default:
      return { kind: "whole", answer };
  }
}

function shortened(answer: Answer): Answer {
  const value: unknown = JSON.parse(answer.body);
  const holdsList = typeof value === "object" && value !== null && "data" in value && Array.isArray(value.data);
  return holdsList ? json(answer.status, { ...value, data: (value.data as unknown[]).slice(0, -1) }) : answer;
}
