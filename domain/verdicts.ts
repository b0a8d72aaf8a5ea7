/** Who asked for a link or the pixel of a message, as far as can be told from outside. */
export type Verdict = "person" | "prefetch" | "scanner" | "unknown";

/** One request for a link or the pixel of a message, as it was seen. */
export type Sighting = {
  kind: "opened" | "clicked";
  /** The place of the clicked link in the message, from 1; 0 is the one that no person finds. Null of an open. */
  link: number | null;
  seenAt: Date;
  method: string;
  userAgent: string | null;
  /** The user agent says itself that it is a machine's. */
  isBot: boolean;
  /** What the browser said that it asks for: `Sec-Purpose`, `Purpose` or `X-Moz`. */
  purpose: string | null;
};

/** When a message left: its first attempt, and when the provider took it. Null: not yet. */
export type HandOver = { begunAt: Date | null; acceptedAt: Date | null };

/**
 * Between our hand-over and a person's finger lie the provider's queue, the receiving server and a phone that lights
 * up. What asks sooner is a gateway or a proxy that looks at every message as it arrives.
 */
const soonestPersonMs = 10_000;

/** Whoever finds the honeypot is a machine, and so is whoever else comes around that time: scanners use many names. */
const aroundHoneypotMs = 120_000;

/** A person who opens every link needs longer for each than this, from one to the next. */
const quickestLinkMs = 1_500;
const longestSweepMs = 60_000;
const aroundSweepMs = 10_000;

/**
 * The verdict on each request for one message, in their order. One request says little by itself, so all that came for
 * the message are judged together, and again whenever another comes: the honeypot's visitor betrays whoever came
 * before. In doubt nobody is called a person, since a reader who is not counted does less harm than one who was never
 * there. Pure: the same sightings in any order have the same verdicts.
 */
export function judgeSightings(input: {
  sightings: readonly Sighting[];
  handOver: HandOver;
  /** How many numbered links the message has, the honeypot not counted. */
  links: number;
}): Verdict[] {
  const { sightings, handOver, links } = input;
  const scans = [...honeypotVisits(sightings), ...sweeps(sightings, links)];
  return sightings.map((sighting) => {
    const alone = judgeAlone(sighting, handOver);
    const atMs = sighting.seenAt.getTime();
    const isBesideScan = scans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
    return isBesideScan && alone !== "prefetch" ? "scanner" : alone;
  });
}

function judgeAlone(sighting: Sighting, handOver: HandOver): Verdict {
  const { kind, link, method, userAgent, isBot, purpose } = sighting;
  // Readers' programs ask by GET. HEAD is how a checker looks whether a link leads anywhere.
  if (link === 0 || method !== "GET" || isBefore(sighting, handOver)) return "scanner";
  if (purpose !== null && /prefetch|prerender|preview/i.test(purpose)) return "prefetch";
  if (kind === "clicked") return isBot || userAgent === null || isHasty(sighting, handOver) ? "scanner" : "person";
  return judgeOpen(sighting, handOver);
}

function judgeOpen(sighting: Sighting, handOver: HandOver): Verdict {
  const { userAgent, isBot } = sighting;
  if (userAgent !== null && prefetchers.some((agent) => agent.test(userAgent))) return "prefetch";
  const isVeiled = userAgent === null || veils.test(userAgent);
  if (isBot && !isVeiled) return "scanner";
  if (isHasty(sighting, handOver)) return "prefetch";
  return isVeiled ? "unknown" : "person";
}

/**
 * Apple's mail privacy proxy says nothing but this and fetches whether or not anybody reads. Gmail fetches ahead of
 * an open app under a name of its own (SparkPost, "Gmail is prefetching images", January 2022).
 */
const prefetchers = [/^Mozilla\/5\.0$/, /Edge\/12\.246 Mozilla\/5\.0$/];

/**
 * Gmail's and Yahoo's ordinary proxies fetch a picture when a person opens the message, and some say ahead of it too;
 * nothing of the person shows through. So it is not known.
 */
const veils = /GoogleImageProxy|YahooMailProxy/;

/** Before the first attempt nobody but a machine on the way can know the address. */
function isBefore({ seenAt }: Sighting, { begunAt }: HandOver): boolean {
  return begunAt === null || seenAt < begunAt;
}

/** Counted from both: the answer that a message was taken may have been late, or come only from a second attempt. */
function isHasty({ seenAt }: Sighting, { begunAt, acceptedAt }: HandOver): boolean {
  return [begunAt, acceptedAt].some((at) => {
    const sinceMs = at === null ? -1 : seenAt.getTime() - at.getTime();
    return sinceMs >= 0 && sinceMs < soonestPersonMs;
  });
}

type Span = { fromMs: number; toMs: number };

function honeypotVisits(sightings: readonly Sighting[]): Span[] {
  return sightings
    .filter(({ link }) => link === 0)
    .map(({ seenAt }) => around({ fromMs: seenAt.getTime(), toMs: seenAt.getTime() }, aroundHoneypotMs));
}

/** The times in which every link of the message was asked for, faster than anybody reads. Of one link nothing follows. */
function sweeps(sightings: readonly Sighting[], links: number): Span[] {
  if (links < 2) return [];
  const limitMs = Math.min((links - 1) * quickestLinkMs, longestSweepMs);
  const clicks = sightings
    .flatMap(({ link, seenAt }) => (link === null || link === 0 ? [] : [{ link, atMs: seenAt.getTime() }]))
    .sort((one, other) => one.atMs - other.atMs);
  const spans: Span[] = [];
  /** When each link was last asked for, the longest ago first. */
  const latest = new Map<number, number>();
  for (const { link, atMs } of clicks) {
    latest.delete(link);
    latest.set(link, atMs);
    const [fromMs = atMs] = latest.values();
    if (latest.size === links && atMs - fromMs <= limitMs) spans.push(around({ fromMs, toMs: atMs }, aroundSweepMs));
  }
  return spans;
}

function around({ fromMs, toMs }: Span, marginMs: number): Span {
  return { fromMs: fromMs - marginMs, toMs: toMs + marginMs };
}
