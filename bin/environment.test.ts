import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { completeEnvironment } from "./environment.ts";

const home = mkdtempSync(join(tmpdir(), "dayletter-environment-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const real = {
  RESEND_API_KEY: "re_key",
  MAIL_FROM: "a@letters.example",
  SITE_URL: "https://letters.example",
  POSTAL_ADDRESS: "1 Road",
  OWNER_EMAIL: "a@letters.example",
};

test("a try-out makes itself a secret once, which nobody else can read", () => {
  const dataDir = join(home, "new", ".data");
  const first = completeEnvironment({ DATA_DIR: dataDir });
  const second = completeEnvironment({ DATA_DIR: dataDir });
  expect(first.settings.appSecrets[0]?.length).toBeGreaterThanOrEqual(32);
  expect(second.settings.appSecrets).toEqual(first.settings.appSecrets);
  expect(statSync(join(dataDir, "app-secret")).mode & 0o077).toBe(0);
});

test("with real mail no secret is made up, because links in sent mails hang on it", () => {
  expect(() => completeEnvironment({ ...real, DATA_DIR: join(home, "real") })).toThrow(/APP_SECRET is not set/);
});

test("what we start sees the same settings, the data folder as a full path", () => {
  const { variables, settings } = completeEnvironment({ DATA_DIR: home, PORT: "4321" });
  expect(variables).toMatchObject({ PORT: "4321", DATA_DIR: home, APP_SECRET: settings.appSecrets[0] });
  expect(completeEnvironment({ APP_SECRET: "s".repeat(32) }).settings.dataDir).toMatch(/^\/.+\/\.data$/);
});

test.each(["nginx", "10.0.0.0/64", "10.0.0.0/", "1.2.3.4/8/8"])("the proxy %j is refused by its name", (proxy) => {
  const complete = () => completeEnvironment({ DATA_DIR: home, TRUSTED_PROXIES: `127.0.0.1, ${proxy}` });
  expect(complete).toThrow(`TRUSTED_PROXIES holds "${proxy}"`);
});

test("a data folder that cannot be used is named", () => {
  writeFileSync(join(home, "file"), "");
  expect(() => completeEnvironment({ DATA_DIR: "/proc/nope" })).toThrow(/nothing can be stored/);
  expect(() => completeEnvironment({ DATA_DIR: join(home, "file", "below") })).toThrow(/The data folder .*file\/below/);
});
