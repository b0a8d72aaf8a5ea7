import type { DemoBatch, DemoDelivery } from "../../db/demo.ts";
import type { Context } from "../context.ts";

const hourMs = 3_600_000;
const mostMembers = 100;

/** Messages as they would have been handed over: those of one hour together, a hundred at most. */
export function handedOver(
  { settings }: Pick<Context, "settings">,
  messages: readonly DemoDelivery[],
): { batch: DemoBatch; messages: readonly DemoDelivery[] }[] {
  const ofHour = Map.groupBy(messages, ({ hadAt, plannedAt }) => Math.floor((hadAt ?? plannedAt).getTime() / hourMs));
  const { siteUrl: url, siteName: name, postalAddress, mailFrom: from, mailReplyTo: replyTo } = settings;
  const site = { url, name, postalAddress, from, replyTo };
  return [...ofHour.entries()]
    .sort(([one], [other]) => one - other)
    .flatMap(([hour, all]) => inHundreds(all).map((some, nth) => ({ some, key: `demo-${keyOf(some)}-${hour}-${nth}` })))
    .map(({ some, key }) => ({ messages: some, batch: { ...batchOf(some), key, site } }));
}

/** The same at every call for the same messages, and another for those of a later call. */
function keyOf([first]: readonly DemoDelivery[]): string {
  return first?.providerId ?? "nothing";
}

function inHundreds(all: readonly DemoDelivery[]): DemoDelivery[][] {
  return Array.from({ length: Math.ceil(all.length / mostMembers) }, (_, nth) =>
    all.slice(nth * mostMembers, (nth + 1) * mostMembers),
  );
}

function batchOf(some: readonly DemoDelivery[]): Omit<DemoBatch, "key" | "site"> {
  const instants = some.map(({ hadAt, plannedAt }) => (hadAt ?? plannedAt).getTime());
  const composedAt = new Date(Math.min(...instants));
  const accepted = (kind: DemoDelivery["kind"]) =>
    some.filter((one) => one.kind === kind && one.state === "accepted").length;
  return {
    state: "settled",
    transport: "mailbox",
    fingerprint: "demo",
    signingKeyId: 1,
    bodySha256: "demo",
    members: some.length,
    composedAt,
    attempts: 1,
    firstAttemptAt: composedAt,
    settledAt: new Date(Math.max(...instants)),
    acceptedLessons: accepted("lesson"),
    acceptedNotices: accepted("notice"),
    acceptedIssues: accepted("issue"),
  };
}
