import { readFields } from "../../app/api/signup/fields.ts";
import { readSubmission } from "../../app/api/signup/read-submission.ts";
import { typedZone } from "../../app/api/signup/typed-zone.ts";
import { parseKept } from "../../app/components/signup/parse-kept.ts";
import { jsonIn } from "../../app/kept-json.ts";
import { readLook, readPlace } from "../../app/mailbox/address.ts";
import { readWishes } from "../../app/studio/courses/[slug]/calendar/wishes.ts";
import { readLogQuery } from "../../app/studio/log/query.ts";
import { ownPath } from "../../app/studio/paths.ts";
import { filterFields, readFilter, writeFilter } from "../../app/studio/readers/filter-query.ts";
import { CutShort, readFilePart } from "../../app/studio/readers/import/multipart.ts";
import { planOf } from "../../app/studio/readers/import/plan-of.ts";
import { createSleepingScripts } from "../../bin/web/paint-first.ts";
import { parseAddress, suggestAddress } from "../../domain/addresses.ts";
import { isZone, parseSendTime } from "../../domain/calendar.ts";
import { readSettings } from "../../domain/course-settings.ts";
import { parseDate } from "../../domain/import/dates.ts";
import { guessFromRows, guessMeanings } from "../../domain/import/headings.ts";
import { importPlanSchema } from "../../domain/import/plan.ts";
import { recognise } from "../../domain/import/recognise.ts";
import { rowJudge } from "../../domain/import/row.ts";
import { standingOf, standingOfMark } from "../../domain/import/status.ts";
import { zoneReader } from "../../domain/import/zone-reader.ts";
import { readLetter } from "../../domain/letter/read-letter.ts";
import { normaliseName } from "../../domain/names.ts";
import { safeCell } from "../../domain/spreadsheet.ts";
import { mintTokens, readToken, signingKeys } from "../../domain/tokens.ts";
import { zoneNamed } from "../../domain/zones.ts";
import { readHit } from "../../engine/hit.ts";
import { sniff } from "../../engine/letters/uploads/sniff.ts";
import { callersOf, networkOf } from "../../engine/network.ts";
import { readMarkdownFile } from "../../engine/publish/front-matter.ts";
import { Refusal } from "../../engine/publish/refusal.ts";
import { parseSettings } from "../../engine/settings.ts";
import { encodePhrase, encodeText } from "../../mail/encoded-word.ts";
import { unsendable } from "../../mail/message.ts";
import { readWebhook } from "../../mail/resend-webhook.ts";
import type { Draw } from "./draw.ts";
import { hostileJson, hostileText, spoiled } from "./hostile.ts";

/** Feeds one drawn input to a parser. It throws where the parser does what it must not: that is a finding. */
export type Parser = { name: string; feed(draw: Draw): void | Promise<void> };

class Finding extends Error {}

function must(holds: boolean, promise: string): void {
  if (!holds) throw new Finding(promise);
}

const keys = signingKeys([
  "a secret of the fuzz run, long enough for it",
  "an older secret of it, long enough as well",
]);
const purposes = ["lesson", "me", "leave", "click", "open", "confirm", "address"] as const;
const readZone = zoneReader();
const now = new Date("2026-03-02T08:00:00Z");
const controls = /[\p{Cc}\p{Zl}\p{Zp}]/u;

const addresses: Parser = {
  name: "address",
  feed(draw) {
    const read = parseAddress(spoiled(draw, "Ann.Example+tag@Example.com"));
    if (read.kind === "invalid") return must(read.message.length > 0, "a refusal has words");
    must(/^[\x21-\x7e]+$/.test(read.address) && read.address.split("@").length === 2, "an address is one, in ASCII");
    must(read.address.length <= 254, "an address fits its column");
    const again = parseAddress(read.address);
    must(again.kind === "ok" && again.address === read.address, "an address is read as itself");
    suggestAddress(read.address);
  },
};

const tokens: Parser = {
  name: "token",
  feed(draw) {
    const [key] = keys;
    if (key === undefined) throw new Error("no key");
    const purpose = draw.one(purposes);
    const minted = mintTokens({ key, deliveryId: BigInt(draw.below(2 ** 31)), purposes: [purpose] })[purpose];
    const token = spoiled(draw, minted);
    const asked = draw.one(purposes);
    const found = readToken({ keys, purpose: asked, token });
    must(found === null || (token === minted && asked === purpose), "only the very token opens its own purpose");
  },
};

const words: Parser = {
  name: "name, send time, zone",
  feed(draw) {
    const name = normaliseName(hostileText(draw));
    if (name.kind === "ok" && name.name !== null) must(!controls.test(name.name), "a name is one line");
    const minute = parseSendTime(spoiled(draw, "07:30"));
    must(minute === null || (Number.isInteger(minute) && minute >= 0 && minute < 1440), "a minute is of a day");
    const zone = zoneNamed(typedZone(spoiled(draw, "Europe/Berlin")));
    must(zone === null || isZone(zone), "a zone is one");
  },
};

const forms: Parser = {
  name: "form bodies",
  async feed(draw) {
    const type = draw.one(["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x"]);
    const field = (name: string) => [name, spoiled(draw, "value")] as const;
    const fields = ["email", "name", "course", "timezone", "sendTime", "weeklyLetter", "honeypot", "suggestion"];
    const good = type.includes("json")
      ? JSON.stringify(draw.chance(0.5) ? hostileJson(draw) : Object.fromEntries(fields.map(field)))
      : type.includes("multipart")
        ? multipartOf(draw, fields)
        : new URLSearchParams(fields.map((name) => [...field(name)])).toString();
    const body = draw.chance(0.1) ? new Uint8Array(draw.bytes(200)) : spoiled(draw, good);
    const headers = { "Content-Type": draw.chance(0.8) ? type : printable(hostileText(draw)) };
    const read = await readSubmission(new Request("http://localhost/", { method: "POST", body, headers }));
    if (read.kind === "refused")
      return must(read.status >= 400 && read.status < 500, "a refusal is the sender's fault");
    const known = readFields(read.fields);
    must(known.kind === "ok" || Object.values(known.errors).every((error) => error !== ""), "an error has words");
  },
};

function multipartOf(draw: Draw, fields: readonly string[]): string {
  const parts = fields.map((name) => {
    const file = draw.chance(0.2) ? `; filename="${hostileText(draw, { most: 3 })}"` : "";
    return `--x\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${hostileText(draw, { most: 5 })}\r\n`;
  });
  return `${parts.join("")}--x--\r\n`;
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "").trim();
}

const files: Parser = {
  name: "multipart files, pictures",
  async feed(draw) {
    const body = draw.chance(0.1)
      ? new Uint8Array(draw.bytes(300))
      : spoiled(draw, multipartOf(draw, ["a", "file", "b"]));
    const headers = { "Content-Type": spoiledHeader(draw, "multipart/form-data; boundary=x") };
    try {
      const part = await readFilePart(new Request("http://localhost/", { method: "POST", body, headers }));
      if (part.kind === "file") for await (const piece of part.body) must(piece.length > 0, "a piece has something");
    } catch (error) {
      if (!(error instanceof CutShort)) throw error;
    }
    const heads = ["\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0", "RIFF\0\0\0\0WEBPVP8 ", "GIF89a", "<svg", "%PDF", ""];
    sniff(Buffer.concat([Buffer.from(draw.one(heads), "latin1"), draw.bytes(120)]));
    recognise(draw.bytes(64));
  },
};

function spoiledHeader(draw: Draw, good: string): string {
  return draw.chance(0.7) ? good : printable(spoiled(draw, good));
}

const imports: Parser = {
  name: "columns and rows of an import",
  feed(draw) {
    const cells = () =>
      draw.many(6, () => spoiled(draw, draw.one(["ann@example.com", "Ann", "2024-05-01 10:00", "yes"])));
    const rows = draw.many(4, cells);
    guessMeanings(cells());
    const form = new FormData();
    for (const [place, meaning] of guessFromRows(rows).entries()) form.set(`column-${place}`, meaning);
    for (const field of ["delimiter", "zone", "sendTime", "course"]) form.set(field, spoiled(draw, "UTC"));
    importPlanSchema.safeParse(draw.chance(0.5) ? planOf(form) : hostileJson(draw));
    for (const line of rows) for (const cell of line) judgeCell(cell);
    const plan = importPlanSchema.parse({ ...plainPlan, columns: ["address", "name", "zone", "sendTime", "tags"] });
    const judge = rowJudge({
      plan,
      offered: { courses: new Map(), newsletters: new Map() },
      zones: readZone,
      headings: [],
      now,
    });
    const judged = judge({ line: 1, cells: cells() });
    if (judged.kind === "wanted")
      must(parseAddress(judged.wanted.address).kind === "ok", "only a real address is wanted");
  },
};

const plainPlan = {
  ...{ delimiter: ",", hasHeadings: false, zone: "UTC", sendMinute: 420, course: null, newsletters: [], tags: [] },
  ...{ changes: [], nextLesson: 1 },
};

function judgeCell(cell: string): void {
  parseDate(cell);
  standingOf(cell);
  standingOfMark(cell);
  const zone = readZone(cell);
  must(zone === null || isZone(zone), "a zone of a file is one");
  must(!/^"?[=+\-@\t\r]/.test(safeCell(cell)), "no cell is a formula");
}

const letters: Parser = {
  name: "letters and their files",
  feed(draw) {
    // Longer ones some Markdown keeps a parser busy with for minutes; they are read in a process that can be ended.
    const text = hostileText(draw, { most: 40 }).slice(0, 1_500);
    const letter = readLetter(text);
    must(
      letter.complaints.every(({ message }) => message !== ""),
      "a complaint has words",
    );
    try {
      readMarkdownFile("letter.md", spoiled(draw, `---\ntitle: A\nsubject: B\npreheader: C\n---\n\n${text}`));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  },
};

const settings: Parser = {
  name: "settings of a course and of the site",
  feed(draw) {
    const read = readSettings(draw.chance(0.5) ? hostileJson(draw) : { gate: "none", freezes: hostileJson(draw, 2) });
    must(read.kind === "ok" || read.message !== "", "a wrong setting is named");
    const names = [
      "SITE_URL",
      "MAIL_FROM",
      "OWNER_EMAIL",
      "PORT",
      "DATABASE_URL",
      "TRUSTED_PROXIES",
      "DATA_DIR",
      "TRACKING",
    ];
    const goods = [
      "https://letters.example.com",
      "Ada <ada@example.com>",
      "3000",
      "postgres://a:canary-password@b/c",
      "on",
    ];
    const secret = "canary-secret-0123456789abcdefghij";
    const record = Object.fromEntries(names.map((name) => [name, spoiled(draw, draw.one(goods))]));
    const parsed = parseSettings({
      ...record,
      APP_SECRET: draw.chance(0.5) ? secret : secret.slice(0, 20),
      RESEND_API_KEY: secret,
    });
    if (parsed.kind === "wrong")
      must(!parsed.complaints.join().includes("canary-secret"), "a complaint repeats no secret");
  },
};

const queries: Parser = {
  name: "filters and queries",
  feed(draw) {
    const fields = Object.fromEntries(
      filterFields.map((field) => [field, draw.chance(0.5) ? "" : spoiled(draw, "2026-01-05")]),
    );
    const { filter } = readFilter({ value: (field) => fields[field] ?? "" });
    writeFilter(filter);
    const query = Object.fromEntries(
      ["zone", "time", "weekday", "to", "before", "whose", "show", "by", "act", "reader", "start"].map((field) => [
        field,
        draw.chance(0.2)
          ? [spoiled(draw, "1"), hostileText(draw)]
          : spoiled(draw, draw.one(["1", "UTC", "2026-01-05T07:00"])),
      ]),
    );
    readWishes(query);
    readPlace(query);
    readLook(query);
    readLogQuery(query);
    const path = ownPath(spoiled(draw, "/studio/readers?state=active"));
    must(path === null || (/^\/studio(?:[/?]|$)/.test(path) && !controls.test(path)), "a way back stays in the studio");
  },
};

const cookies: Parser = {
  name: "cookies",
  feed(draw) {
    const kept = JSON.stringify({ typed: { email: hostileText(draw, { most: 4 }) }, errors: {}, suggestion: null });
    parseKept(jsonIn(draw.chance(0.3) ? hostileText(draw) : Buffer.from(spoiled(draw, kept)).toString("base64url")));
  },
};

const webhooks: Parser = {
  name: "webhooks",
  feed(draw) {
    const raw = spoiled(draw, JSON.stringify(hostileJson(draw)));
    const said = (good: string) => (draw.chance(0.1) ? null : spoiled(draw, good));
    const headers = { id: said("msg_1"), timestamp: said("1767225600"), signature: said(`v1,${"A".repeat(43)}=`) };
    const secrets = [`whsec_${Buffer.from("a secret of the fuzz run").toString("base64")}`];
    must(readWebhook({ raw, headers }, { secrets }).kind === "refused", "what is not signed is refused");
  },
};

const callers: Parser = {
  name: "callers and hits",
  feed(draw) {
    const address = spoiled(draw, draw.one(["203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7", "fe80::1%eth0"]));
    networkOf(address);
    must(
      callersOf(address).every((caller) => caller !== ""),
      "a caller is somebody",
    );
    readHit({ method: hostileText(draw, { most: 2 }), header: () => (draw.chance(0.2) ? null : hostileText(draw)) });
  },
};

const headers: Parser = {
  name: "headers of mail",
  feed(draw) {
    const text = hostileText(draw);
    must(/^[\x20-\x7e]*$/.test(encodePhrase(text)), "a phrase is printable ASCII, on one line");
    must(!/[\r\n]/.test(encodeText(text)), "a subject is one line");
    const message = {
      ...{ from: "Ada <ada@example.com>", to: "ann@example.com", replyTo: null, subject: "Hi", html: "", text: "" },
      ...{ headers: { "List-Id": "<a.b>" }, tags: [{ name: "delivery", value: "1" }] },
    };
    const spot = draw.one(["from", "to", "replyTo", "subject"] as const);
    if (unsendable([{ ...message, [spot]: text }]) === null) must(!/[\r\n\0]/.test(text), "no header breaks its line");
    const name = hostileText(draw, { most: 3 });
    if (unsendable([{ ...message, headers: { [name]: text } }]) === null)
      must(/^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(text), "a header of its own is plain");
  },
};

const pages: Parser = {
  name: "pages on their way out",
  feed(draw) {
    const page = spoiled(
      draw,
      `<html><script src="/_next/static/a.js" nonce="n" async=""></script>${hostileText(draw)}</html>`,
    );
    const scripts = createSleepingScripts();
    const bytes = Buffer.from(page);
    const at = draw.below(bytes.length + 1);
    const out = Buffer.concat([scripts.take(bytes.subarray(0, at), false), scripts.take(bytes.subarray(at), true)]);
    must(page.includes("/_next/") || out.equals(bytes), "what holds no script of ours goes through as it came");
  },
};

/** Everything that reads what somebody else has written. */
export const parsers: readonly Parser[] = [
  ...[addresses, tokens, words, forms, files, imports, letters],
  ...[settings, queries, cookies, webhooks, callers, headers, pages],
];
