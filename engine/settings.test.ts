import { expect, test } from "vitest";
import { parseSettings, type Settings } from "./settings.ts";

const secret = "s".repeat(32);
const real = {
  APP_SECRET: secret,
  RESEND_API_KEY: "re_key",
  MAIL_FROM: "Ada Runner <ada@letters.example>",
  SITE_URL: "https://letters.example",
  POSTAL_ADDRESS: "1 Road, Town",
  OWNER_EMAIL: "ada@letters.example",
};

const bySmtp = { ...real, RESEND_API_KEY: undefined, SMTP_URL: "smtp://localhost" };

function settingsOf(record: Record<string, string | undefined>): Settings {
  const parsed = parseSettings(record);
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  return parsed.settings;
}

function complaintsOf(record: Record<string, string | undefined>): readonly string[] {
  const parsed = parseSettings(record);
  return parsed.kind === "wrong" ? parsed.complaints : [];
}

test("with nothing set but a secret, mail lands in the mailbox and the site is on port 3000", () => {
  expect(settingsOf({ APP_SECRET: secret })).toMatchObject({
    databaseUrl: null,
    mail: { kind: "mailbox" },
    movableClock: true,
    siteUrl: "http://localhost:3000",
    port: 3000,
    dataDir: ".data",
  });
});

test("blank values count as absent", () => {
  expect(settingsOf({ APP_SECRET: secret, PORT: " ", SITE_URL: "", RESEND_API_KEY: "  " }).mail.kind).toBe("mailbox");
});

test("the site's default address follows the port", () => {
  expect(settingsOf({ APP_SECRET: secret, PORT: "4100" }).siteUrl).toBe("http://localhost:4100");
});

test("a complete set of real settings is accepted, slashes at the end taken off", () => {
  const settings = settingsOf({
    ...real,
    SITE_URL: "https://letters.example/",
    RESEND_BASE_URL: "http://127.0.0.1:9/",
  });
  expect(settings.siteUrl).toBe("https://letters.example");
  expect(settings.mail).toMatchObject({ kind: "resend", baseUrl: "http://127.0.0.1:9" });
});

test("the calendar may be moved with a stand-in for the provider, never with the provider", () => {
  expect(settingsOf({ ...real, RESEND_BASE_URL: "http://localhost:9" }).movableClock).toBe(true);
  expect(settingsOf(real).movableClock).toBe(false);
});

test.each(["MAIL_FROM", "SITE_URL", "APP_SECRET", "POSTAL_ADDRESS", "OWNER_EMAIL"])(
  "real mail does not start without %s, and says so in one line",
  (name) => {
    const complaints = complaintsOf({ ...real, [name]: undefined });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(new RegExp(`^${name} is not set`));
    expect(complaints[0]).not.toContain("\n");
  },
);

const smtp = (url: string) => settingsOf({ ...bySmtp, SMTP_URL: url }).mail;

test("a mail server elsewhere is spoken to encrypted, one on this machine or where it is asked for is not", () => {
  expect(smtp("smtp://ada%40b.example:p%40ss@mail.example.org?rate=14&connections=3&name=me.example.org")).toEqual({
    kind: "smtp",
    server: {
      host: "mail.example.org",
      port: 587,
      tls: "required",
      login: { user: "ada@b.example", pass: "p@ss" },
      name: "me.example.org",
    },
    connections: 3,
    perSecond: 14,
  });
  expect(smtp("smtps://mail.example.org")).toMatchObject({ server: { port: 465, tls: "inside", login: null } });
  expect(smtp("smtp://localhost:25")).toMatchObject({ server: { port: 25, tls: "off" }, connections: 5 });
  expect(smtp("smtp://[::1]:25")).toMatchObject({ server: { host: "::1", tls: "off" } });
  expect(smtp("smtp://relay:25?tls=off")).toMatchObject({ server: { tls: "off" } });
});

test("no complaint about SMTP_URL repeats its password, and the clock stands still with real mail", () => {
  for (const url of ["smtp://a:hunter2@", "http://a:hunter2@b.example", "smtp://a:hunter2%@b.example", "hunter2"]) {
    expect(complaintsOf({ ...bySmtp, SMTP_URL: url }).join()).not.toContain("hunter2");
  }
  expect(settingsOf({ ...bySmtp, SMTP_URL: "smtp://localhost" }).movableClock).toBe(false);
});

test("all faults are reported at once", () => {
  expect(complaintsOf({ RESEND_API_KEY: "re_key", PORT: "http" })).toHaveLength(6);
});

test.each([
  ["two ways out", { ...real, SMTP_URL: "smtp://localhost" }, /both set/],
  ["a mail server that is no address", { ...bySmtp, SMTP_URL: "mail.example.org" }, /not the address of a mail server/],
  ["a user without a password", { ...bySmtp, SMTP_URL: "smtp://ada@mail.example.org" }, /user without a password/],
  ["a bare % in a password", { ...bySmtp, SMTP_URL: "smtp://ada:100%@mail.example.org" }, /written otherwise/],
  ["a wish that SMTP_URL does not know", { ...bySmtp, SMTP_URL: "smtp://a.example?pool=9" }, /asks for "pool"/],
  ["no connection at all", { ...bySmtp, SMTP_URL: "smtp://a.example?connections=0" }, /from 1 to 50/],
  ["a path behind a mail server", { ...bySmtp, SMTP_URL: "smtp://a.example/b" }, /more than user, password/],
  [
    "a public site with the mailbox",
    { APP_SECRET: secret, SITE_URL: "https://letters.example" },
    /could read the mailbox/,
  ],
  ["a public site without https", { ...real, SITE_URL: "http://letters.example" }, /use https/],
  ["a name that only begins like this machine's", { ...real, SITE_URL: "http://localhost.example" }, /use https/],
  ["a site below a path", { ...real, SITE_URL: "https://letters.example/news" }, /leave out what follows the host/],
  ["a site that is no address", { ...real, SITE_URL: "letters.example" }, /not a web address/],
  ["a base URL without a key", { APP_SECRET: secret, RESEND_BASE_URL: "http://localhost:9" }, /without RESEND_API_KEY/],
  ["a sender whose name has a bare comma", { ...real, MAIL_FROM: "Ada, Runner <ada@letters.example>" }, /put quotes/],
  ["a sender without an address", { ...real, MAIL_FROM: "Ada Runner" }, /Write it as/],
  ["a port that is a word", { ...real, PORT: "http" }, /from 1 to 65535/],
  ["a port that is too high", { ...real, PORT: "70000" }, /from 1 to 65535/],
  ["a half-hearted no to tracking", { ...real, TRACKING: "false" }, /on or off/],
  ["a limit that is no share", { ...real, BOUNCE_LIMIT: "5 %" }, /a share in percent, such as 5, or off/],
  ["a limit of nothing at all", { ...real, COMPLAINT_LIMIT: "0" }, /such as 0.3, or off/],
  ["a database of another make", { ...real, DATABASE_URL: "mysql://root@host/db" }, /not a PostgreSQL address/],
])("%s is refused", (_, record, expected) => {
  const complaints = complaintsOf(record);
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toMatch(expected);
});

test("opens and clicks are noted unless the author says no", () => {
  expect(settingsOf({ APP_SECRET: secret }).tracking).toBe(true);
  expect(settingsOf({ APP_SECRET: secret, TRACKING: "off" }).tracking).toBe(false);
});

test("the limits for bounces and complaints are the providers' own, unless the author sets others", () => {
  expect(settingsOf({ APP_SECRET: secret }).guard).toEqual({ bounced: 0.05, complained: 0.003 });
  const guard = settingsOf({ APP_SECRET: secret, BOUNCE_LIMIT: "2.5", COMPLAINT_LIMIT: "off" }).guard;
  expect(guard).toEqual({ bounced: 0.025, complained: null });
});

test("old secrets stay listed behind the new one, and a short one is refused", () => {
  const old = "o".repeat(40);
  expect(settingsOf({ APP_SECRET: `${secret}, ${old}` }).appSecrets).toEqual([secret, old]);
  expect(complaintsOf({ APP_SECRET: `${secret},short` })[0]).toMatch(/has 5 characters/);
});

test("a webhook's new secret is believed beside the old one, and what is none is left out, with a warning that does not repeat it", () => {
  const [one, other] = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"];
  const webhooks = (found: string) => settingsOf({ ...real, RESEND_WEBHOOK_SECRET: found }).mail;
  expect(webhooks(`${one}, ${other}`)).toMatchObject({ webhookSecrets: [one, other] });
  expect(webhooks(" ")).toMatchObject({ webhookSecrets: [] });
  for (const [found, believed] of Object.entries({ hunter2: [], [`hunter2 ${one}`]: [one] })) {
    const { mail, warnings } = settingsOf({ ...real, RESEND_WEBHOOK_SECRET: found });
    expect(mail).toMatchObject({ webhookSecrets: believed });
    expect(warnings).toEqual([expect.stringMatching(/begins with whsec_/)]);
    expect(warnings.join()).not.toContain("hunter2");
  }
  expect(settingsOf(real).warnings).toEqual([]);
});

test("no complaint repeats a password or a secret", () => {
  const complaints = complaintsOf({ APP_SECRET: "hunter2", DATABASE_URL: "mysql://me:hunter2@host/db" });
  expect(complaints).toHaveLength(2);
  expect(complaints.join()).not.toContain("hunter2");
});
