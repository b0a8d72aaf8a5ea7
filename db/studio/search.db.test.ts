import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { searchReaders } from "./search.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await add("maria.lopez@example.com", "María López");
  await add("omar@runs.example", "Omar");
  await add("zoe_100@example.com", null);
  await database.db.execute(sql`
    insert into reader (address, address_hash, name, zone, send_minute, created_at)
    select 'many' || n || '@crowd.example', 'many' || n, 'Crowd ' || n, 'UTC', 420, '2026-01-01' from generate_series(1, 21000) n`);
});
afterAll(() => database.close());

function add(address: string, name: string | null) {
  return database.db.execute(sql`
    insert into reader (address, address_hash, name, zone, send_minute, created_at)
    values (${address}, ${address}, ${name}, 'UTC', 420, '2026-01-01')`);
}

const found = async (text: string, limit = 5) =>
  (await searchReaders(database.db, { text, limit })).map(({ address }) => address);

// The first readers are older than the newest that are looked at one by one, so these come by the index of trigrams.
test.each([
  ["the beginning of an address", "maria.l", ["maria.lopez@example.com"]],
  ["the middle of an address", "lopez@ex", ["maria.lopez@example.com"]],
  ["a name without its accents", "lopez", ["maria.lopez@example.com"]],
  ["a name with them, in capitals", "LÓPEZ", ["maria.lopez@example.com"]],
  ["words in any order, one of them short", "lo maria", ["maria.lopez@example.com"]],
  ["signs that a pattern would take for its own", "zoe_1", ["zoe_100@example.com"]],
  ["the beginning alone, of two letters", "om", ["omar@runs.example"]],
  ["nobody", "nobody@nowhere", []],
  ["nothing", "  ", []],
  ["a percent sign, which nobody has", "%", []],
])("finds a reader by %s", async (_, text, addresses) => {
  expect(await found(text)).toEqual(addresses);
});

test("shows the newest of many, after those whose address begins so", async () => {
  expect(await found("crowd", 2)).toEqual(["many21000@crowd.example", "many20999@crowd.example"]);
  expect(await found("many2100", 1)).toEqual(["many21000@crowd.example"]);
});

test("follows a change of name and address, and forgets whom we forgot", async () => {
  await add("before@example.com", "Before");
  await database.db.execute(sql`update reader set name = 'Ngọc' where address = 'before@example.com'`);
  await database.db.execute(sql`update reader set address = 'after@example.com' where address = 'before@example.com'`);
  expect(await found("before")).toEqual([]);
  expect(await found("ngoc after")).toEqual(["after@example.com"]);
  await database.db.execute(sql`delete from reader where address = 'after@example.com'`);
  expect(await found("after@example.com")).toEqual([]);
});
