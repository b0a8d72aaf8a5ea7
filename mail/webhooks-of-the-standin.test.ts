import { Resend } from "resend";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startReceiver } from "../tests/standin/hooks/receiver.ts";
import { type Standin, startStandin } from "../tests/standin/start.ts";

/** Whether the provider's own library believes what the stand-in signs: otherwise every test with it would be a guess. */
const webhookSecret = `whsec_${Buffer.from("a secret of thirty-two characters").toString("base64")}`;

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let standin: Standin;

beforeAll(async () => {
  receiver = await startReceiver(({ headers, body: payload }) => {
    const header = (name: string) => String(headers[`svix-${name}`] ?? "");
    const given = { id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
    try {
      new Resend("re_standin").webhooks.verify({ payload, headers: given, webhookSecret });
      return 200;
    } catch {
      return 401;
    }
  });
  standin = await startStandin({ webhooks: { url: receiver.url, secret: webhookSecret, forge: 1 } });
});
afterAll(async () => {
  await standin?.stop();
  await receiver?.stop();
});

test("Resend's library takes every true webhook of the stand-in and none of the forged", async () => {
  const emails = Array.from({ length: 6 }, (_, index) => `reader${index}@example.org`).map((to) => ({
    ...{ from: "coach@runner.example.org", to, subject: "Day 1", text: "One", tags: [] },
  }));
  const { error } = await new Resend(standin.key, { baseUrl: standin.url }).batch.send(emails);
  expect(error).toBeNull();
  const attempts = await standin.webhooksSettled();
  const believed = attempts.filter(({ status }) => status === 200).map(({ forged }) => forged ?? "true");
  // A foreign one is signed truly: it is for the receiver to see that the message is not its own.
  expect(new Set(believed)).toEqual(new Set(["true", "foreign"]));
  expect(attempts.filter(({ status }) => status === 401)).toHaveLength(10);
});
