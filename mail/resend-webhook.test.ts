import { expect, test } from "vitest";
import { bounce, emailEvent, signedWebhook, webhookSecret } from "../tests/factories/webhook.ts";
import { readWebhook } from "./resend-webhook.ts";

const told = { providerId: "e-1", to: "maria@example.com", deliveryId: 12, saidAt: new Date("2026-03-02T07:00:00Z") };
const other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const event = emailEvent("bounced", told, bounce.permanent);
const believed = { secrets: [webhookSecret] };

test("a genuine bounce is read with what it says of the address", () => {
  expect(readWebhook(signedWebhook({ id: "m-1", body: event }), believed)).toEqual({
    kind: "heard",
    heard: {
      ...{ webhookId: "m-1", kind: "bounced", sign: "gone", providerId: "e-1", tag: "12", to: "maria@example.com" },
      saidAt: told.saidAt,
      said: { type: "Permanent", subType: "NoEmail", message: "No such person.", diagnosis: "550 5.1.1 unknown" },
    },
  });
});

const genuine = signedWebhook({ id: "m-1", body: event });

test.each([
  ["signed with another secret", signedWebhook({ id: "m-1", body: event, secret: other })],
  ["changed by one byte", { ...genuine, raw: genuine.raw.replace("e-1", "e-2") }],
  ["under another id", { ...genuine, headers: { ...genuine.headers, id: "m-2" } }],
  ["without a signature", { ...genuine, headers: { ...genuine.headers, signature: null } }],
  ["without an id", { ...genuine, headers: { ...genuine.headers, id: null } }],
  ["signed by nobody's scheme", { ...genuine, headers: { ...genuine.headers, signature: "v1a,AAAA" } }],
  ["six minutes old", signedWebhook({ id: "m-1", body: event, ageSeconds: 360 })],
  ["from six minutes ahead", signedWebhook({ id: "m-1", body: event, ageSeconds: -360 })],
  ["no JSON", signedWebhook({ id: "m-1", body: "{" })],
])("a webhook that is %s is refused", (_, request) => {
  expect(readWebhook(request, believed)).toEqual({ kind: "refused" });
});

test("while a secret is replaced, either is believed, and of several signatures one is enough", () => {
  const secrets = [other, webhookSecret];
  expect(readWebhook(genuine, { secrets }).kind).toBe("heard");
  const signature = `v1,AAAA ${genuine.headers.signature}`;
  expect(readWebhook({ ...genuine, headers: { ...genuine.headers, signature } }, believed).kind).toBe("heard");
  expect(readWebhook(genuine, { secrets: [] })).toEqual({ kind: "refused" });
});

test.each(["opened", "clicked", "sent", "scheduled", "received", "constructor"])(
  "email.%s is nothing that is asked here",
  (type) => {
    expect(readWebhook(signedWebhook({ id: "m-1", body: emailEvent(type, told) }), believed)).toEqual({
      kind: "ignored",
    });
  },
);

test.each([
  null,
  7,
  [],
  {},
  { type: "contact.created" },
  { type: "email.bounced" },
  { type: "email.bounced", data: {} },
])("a genuine body that is %j does no harm", (body) => {
  expect(readWebhook(signedWebhook({ id: "m-1", body }), believed)).toEqual({ kind: "ignored" });
});

test("tags may come as a list, and an instant as PostgreSQL writes it", () => {
  const body = emailEvent("delivered", told);
  const asList = {
    ...body,
    created_at: "2026-03-02 07:00:00.123+00",
    data: { ...body.data, tags: [{ name: "delivery", value: "12" }] },
  };
  expect(readWebhook(signedWebhook({ id: "m-1", body: asList }), believed)).toMatchObject({
    heard: { kind: "delivered", sign: "alive", tag: "12", saidAt: new Date("2026-03-02T07:00:00.123Z") },
  });
});

test("another mail server's words keep no address, no line break and no end", () => {
  const words = {
    type: "Transient",
    subType: "General",
    message: `<Maria@Example.com> is\r\nfull${"x".repeat(9_000)}`,
  };
  const reading = readWebhook(
    signedWebhook({ id: "m-1", body: emailEvent("bounced", told, { bounce: words }) }),
    believed,
  );
  const message = reading.kind === "heard" ? reading.heard.said.message : "";
  expect(message).toMatch(/^<\(the address\)> is full/);
  expect(message).toHaveLength(500);
});

test("whom the provider itself does not write to any more is gone, or complained where it says so", () => {
  const suppressed = (type: string, reason: string) => ({ suppressed: { type, reason, message: "on the list" } });
  const signOf = (more: Record<string, unknown>) => {
    const reading = readWebhook(signedWebhook({ id: "m-1", body: emailEvent("suppressed", told, more) }), believed);
    return reading.kind === "heard" ? reading.heard.sign : null;
  };
  expect(signOf(suppressed("OnAccountSuppressionList", "bounce"))).toBe("gone");
  expect(signOf(suppressed("OnAccountSuppressionList", "complaint"))).toBe("complained");
});
