import { describe, expect, test } from "vitest";
import { type Answer, outcomeOf } from "./resend-outcome.ts";
import type { Outcome } from "./transport.ts";

const headers = { "ratelimit-remaining": "3", "ratelimit-reset": "1", date: "Sun, 22 Nov 2026 07:00:00 GMT" };

function failed(statusCode: number | null, name: string): Answer {
  return { data: null, error: { statusCode, name, message: "Said Resend." }, headers };
}

function ids(...names: string[]) {
  return names.map((id) => ({ id }));
}

const table: [statusCode: number | null, name: string, kind: Outcome["kind"]][] = [
  [null, "application_error", "unknown"],
  [500, "application_error", "unknown"],
  [500, "internal_server_error", "unknown"],
  [503, "service_unavailable", "unknown"],
  [502, "application_error", "unknown"],
  [500, "validation_error", "unknown"],
  [408, "application_error", "unknown"],
  [200, "application_error", "unknown"],
  [429, "rate_limit_exceeded", "deferred"],
  [429, "application_error", "deferred"],
  [409, "concurrent_idempotent_requests", "inFlight"],
  [409, "resource_locked", "inFlight"],
  [409, "invalid_idempotent_request", "conflicted"],
  [409, "something_new", "halted"],
  [429, "daily_quota_exceeded", "halted"],
  [403, "daily_quota_exceeded", "halted"],
  [429, "monthly_quota_exceeded", "halted"],
  [429, "email_above_quota", "halted"],
  [429, "something_new", "halted"],
  [401, "missing_api_key", "halted"],
  [401, "restricted_api_key", "halted"],
  [403, "invalid_api_key", "halted"],
  [403, "suspended_api_key", "halted"],
  [403, "invalid_permission", "halted"],
  [403, "validation_error", "halted"],
  [403, "application_error", "halted"],
  [404, "application_error", "halted"],
  [422, "validation_error", "refused"],
  [400, "validation_error", "refused"],
  [422, "invalid_parameter", "refused"],
  [422, "missing_required_field", "refused"],
  [422, "invalid_attachment", "refused"],
  [422, "invalid_from_address", "halted"],
  [403, "invalid_from_address", "halted"],
  [400, "invalid_idempotency_key", "halted"],
  [404, "not_found", "halted"],
  [405, "method_not_allowed", "halted"],
  [422, "something_new", "halted"],
  [451, "security_error", "halted"],
  [418, "constructor", "halted"],
  [301, "application_error", "halted"],
];

describe("the error table", () => {
  test.each(table)("status %s %s is %s", (statusCode, name, kind) => {
    expect(outcomeOf(failed(statusCode, name), 2)).toMatchObject({ kind, name, pace: { remaining: 3, resetMs: 1000 } });
  });

  test("every halt tells the author a cure that is a sentence", () => {
    for (const [statusCode, name, kind] of table.filter(([, , kind]) => kind === "halted")) {
      const outcome = outcomeOf(failed(statusCode, name), 1);
      expect(outcome).toMatchObject({ kind, cure: expect.stringMatching(/^[A-Z].{40,}\.$/) });
    }
  });

  test("a name from the wire cannot bring markup or line breaks into the cure", () => {
    expect(outcomeOf(failed(418, "<b>\r\nx"), 1)).toMatchObject({ cure: expect.stringContaining('"?b???x"') });
  });

  test("an error of no known shape leaves the outcome open", () => {
    for (const error of ["broken", 7, [], {}, { name: 3, statusCode: "429" }]) {
      expect(outcomeOf({ data: null, error, headers: null }, 1).kind).toBe("unknown");
    }
  });
});

describe("waiting as told", () => {
  test.each([
    ["2", 2000],
    ["0.5", 500],
    ["Sun, 22 Nov 2026 07:00:09 GMT", 9000],
    ["Sun, 22 Nov 2026 06:00:00 GMT", 0],
    ["86400", 3_600_000],
    ["Sun, 22 Nov 2099 07:00:00 GMT", 3_600_000],
    ["soon", null],
    ["-3", null],
  ])("retry-after %s is %s ms", (value, retryAfterMs) => {
    const answer = { ...failed(429, "rate_limit_exceeded"), headers: { ...headers, "retry-after": value } };
    expect(outcomeOf(answer, 1)).toMatchObject({ kind: "deferred", retryAfterMs });
  });

  test("a reset that cannot be a wait in seconds counts as not told", () => {
    for (const reset of ["1795330800", "3601", "-1", "soon"]) {
      const answer = { ...failed(500, "application_error"), headers: { "ratelimit-reset": reset } };
      expect(outcomeOf(answer, 1).pace).toEqual({ remaining: null, resetMs: null });
    }
  });
});

describe("an acceptance", () => {
  function accepted(data: unknown, count: number) {
    return outcomeOf({ data, error: null, headers }, count);
  }

  test("gives the ids in the messages' order", () => {
    expect(accepted({ data: ids("a", "b"), errors: [] }, 2)).toMatchObject({ kind: "accepted", ids: ["a", "b"] });
    expect(accepted({ data: ids("a", "b") }, 2)).toMatchObject({ kind: "accepted", ids: ["a", "b"] });
  });

  test("of some messages gives each id to the message it belongs to", () => {
    const data = { data: ids("a", "c"), errors: [{ index: 1, message: "Bad." }] };
    expect(accepted(data, 3)).toMatchObject({
      kind: "partly",
      accepted: [
        { index: 0, id: "a" },
        { index: 2, id: "c" },
      ],
      refused: [{ index: 1, name: "validation_error", message: "Bad." }],
    });
  });

  test("of none refuses each by itself", () => {
    const data = { data: [], errors: [{ index: 0, message: "Bad." }] };
    expect(accepted(data, 1)).toMatchObject({ kind: "partly", accepted: [], refused: [{ index: 0 }] });
  });

  test.each([
    ["too few ids", { data: ids("a") }],
    ["too many ids", { data: ids("a", "b", "c") }],
    ["the same id twice", { data: ids("a", "a") }],
    ["an empty id", { data: ids("a", "") }],
    ["an error for a message that was not there", { data: ids("a"), errors: [{ index: 2, message: "Bad." }] }],
    ["one error twice", { data: [], errors: ids("a", "b").map(() => ({ index: 1, message: "Bad." })) }],
    ["ids and an error for the same message", { data: ids("a", "b"), errors: [{ index: 1, message: "Bad." }] }],
    ["an error without an index", { data: ids("a"), errors: [{ message: "Bad." }] }],
    ["nothing at all", null],
    ["something else", { id: "a" }],
    ["a page", "<html>"],
  ])("with %s is not believed", (_, data) => {
    expect(accepted(data, 2)).toMatchObject({ kind: "unknown", name: "unreadable_answer" });
  });
});
