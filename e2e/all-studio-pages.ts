import type { Page } from "@playwright/test";
import { rooms } from "../app/studio/navigation.ts";
import { connect } from "../db/connect.ts";
import { addressesOf, findPages, findPagesOutside } from "../tests/studio/pages.ts";
import { expectAccessible } from "./axe.ts";
import { type Dayletter, expect } from "./setup.ts";

/** Where one address stands for several pages: each act for a reader, and each state of a letter. */
const several = /\[act\]|letters\/\[id\]/;

/** Looks at every page in the studio's folder. One that has nothing to show fails by its name, so none is forgotten. */
export async function expectStudioAccessible(page: Page, dayletter: Dayletter): Promise<void> {
  await keepSegment(page);
  await bringList(page);
  const names = findPages();
  expect(names).toEqual(expect.arrayContaining(rooms.map(({ href }) => href)));
  for (const path of await addressesAt(dayletter, names)) await look(page, path);
  await page.context().clearCookies();
  for (const path of await addressesOutside(dayletter)) await look(page, path);
}

async function look(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), path).toBe(200);
  await expectAccessible(page);
}

/** A link that was mailed to an author is looked at where it is used. */
async function addressesOutside(dayletter: Dayletter): Promise<string[]> {
  const [invitation = ""] = /\/studio\/welcome\/\S+/.exec(await dayletter.command("owner-link")) ?? [];
  const known = {
    "/studio/come-in": "/studio/come-in?to=%2Fstudio%2Flog",
    "/studio/come-in/link/[letter]": "/studio/come-in/link/nothing",
    "/studio/welcome/[invitation]": invitation,
  };
  expect(findPagesOutside()).toEqual(Object.keys(known));
  return Object.values(known);
}

async function addressesAt({ databaseUrl }: Dayletter, names: readonly string[]): Promise<string[]> {
  const { db, close } = connect({ url: databaseUrl, poolSize: 1, name: "studio pages" });
  try {
    const found: string[] = [];
    for (const name of names) {
      const paths = await addressesOf(db, name, { most: several.test(name) ? 5 : 1 });
      expect(paths, `addresses of ${name}`).not.toEqual([]);
      found.push(...paths);
    }
    return found;
  } finally {
    await close();
  }
}

async function keepSegment(page: Page): Promise<void> {
  const form = { course: "runner-core", state: "active", name: "Under way" };
  await post(page, "/studio/readers/segments/save", { form });
}

async function bringList(page: Page): Promise<void> {
  const buffer = Buffer.from("email,name\nfriend@import.example,Fay\n");
  const file = { name: "friends.csv", mimeType: "text/csv", buffer };
  await post(page, "/studio/readers/import/file", { multipart: { file } });
}

async function post(page: Page, path: string, body: Parameters<Page["request"]["post"]>[1]): Promise<void> {
  const response = await page.request.post(path, { ...body, headers: { origin: new URL(page.url()).origin } });
  expect(response.status(), path).toBe(200);
}
