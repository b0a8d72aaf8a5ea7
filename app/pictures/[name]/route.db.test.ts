import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { storePictures } from "../../../db/pictures.ts";
import { type TestContext, testContext } from "../../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../../tests/setup/database.ts";
import { GET } from "./route.ts";

let database: TestDatabase;
let context: TestContext;
vi.mock("../../context.ts", () => ({ requestContext: async () => context }));

const hash = "0123456789abcdef0123456789abcdef";
const bytes = Buffer.from("a drawing");

beforeAll(async () => {
  database = await testDatabase();
  const now = new Date("2026-03-02T08:00:00Z");
  context = testContext({ db: database.db, now });
  const stored = { hash, contentType: "image/png", width: 1040, height: 400, bytes, createdAt: now } as const;
  await storePictures(database.db, { pictures: [stored] });
});
afterAll(() => database.close());

const ask = (name: string) =>
  GET(new Request(`http://localhost/pictures/${name}`), { params: Promise.resolve({ name }) });

test("a picture is served as what it is, to be kept for ever, and shown by any mail program", async () => {
  const response = await ask(`${hash}.png`);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(response.headers)).toEqual({
    "content-type": "image/png",
    "content-length": String(bytes.byteLength),
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  });
});

test.each(["other.png", hash, `${hash}.svg`, `${hash}.png.html`, "f".repeat(32)])("there is no %s", async (name) => {
  const response = await ask(name);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe("There is no picture of this name.\n");
  expect(response.headers.get("cache-control")).toBe("no-store");
});
