import type { APIRequestContext, APIResponse } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { lessonsAmong, mailTo, newest, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { copyBehind } from "./own-page.ts";
import { presses } from "./presses.ts";
import { enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { fillRoute, placeOf, tokenRoutes } from "./token-routes.ts";
import { wallClock } from "./wall-clock.ts";

const warmUp = "warm-up-before-you-run";
const firstKeys = ["feet-first", "hips-that-swing"];

test("no token of any mail opens what it was not made for", async ({ request, dayletter }) => {
  test.setTimeout(240_000);
  const { mail } = await readerWithEveryMail(request, { email: newAddress("every-token") });
  const tokens = tokensIn(mail);
  for (const place of ["confirm", "lessons", "me", "leave", "address", "o"]) {
    expect(
      tokens.some((one) => one.place === place),
      place,
    ).toBe(true);
  }
  const before = await readAllRows({ url: dayletter.databaseUrl });
  const tries = tokens.flatMap(({ place, token }) =>
    tokenRoutes
      .filter(({ route }) => placeOf(route) !== place)
      .map((one) => ({ ...one, path: fillRoute(one.route, { token, course: "runner-core", key: "find-your-brace" }) })),
  );
  await inTurns(tries, async ({ route, path, takesPost }) => {
    if (route === "/o/[token]") return expectOnlyPixel(await request.get(path));
    const get = await request.get(path);
    expect(get.status(), `GET ${path}`).toBe(404);
    if (takesPost) expect((await request.post(path)).status(), `POST ${path}`).toBe(404);
  });
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("the tokens of one reader reach nothing of another, whatever course, lesson or number they are sent with", async ({
  request,
  dayletter,
}) => {
  test.setTimeout(120_000);
  const other = { email: newAddress("zebulon"), name: "Zebulon" };
  await enrol(request, { ...other, course: warmUp, mail: 2 });
  await sleepUntilMorning(request, other.email);
  const theirs = await mailTo(request, other.email);
  const { mail } = await readerWithEveryMail(request, { email: newAddress("reaching") });
  const own = lastOf(pathIn(newest(mail), "me"));
  const names = [other.name, other.email, ...tokensIn(theirs).map(({ token }) => token)];
  const expectNothingOf = async (response: APIResponse, path: string) => {
    const text = await response.text();
    expect(
      names.filter((name) => text.includes(name)),
      path,
    ).toEqual([]);
  };
  const before = await readAllRows({ url: dayletter.databaseUrl });
  const numbers = numbersOf(other.email, before);
  await test.step("by the names of the other's course and lessons", async () => {
    for (const { route, takesPost } of tokenRoutes.filter(({ route }) => placeOf(route) === "me")) {
      for (const key of firstKeys) {
        const path = fillRoute(route, { token: own, course: warmUp, key });
        const get = await request.get(`${path}?course=${warmUp}&see=yes&until=open&every=2&day1=yes`);
        await expectNothingOf(get, path);
        if (route.includes("[course]")) expect(get.status(), path).toBe(404);
        if (!takesPost || isAboutReader(route)) continue;
        const post = await request.post(path, { form: { ...numbers, ...courseForm } });
        await expectNothingOf(post, path);
        if (route.includes("[course]")) expect(post.status(), path).toBe(404);
      }
    }
  });
  await test.step("by tokens put together from both readers'", async () => {
    const [mine, others] = [mail, theirs].map((all) => tokensIn(all).filter(({ place }) => place === "me"));
    for (const head of mine ?? []) {
      for (const tail of others ?? []) {
        for (const cut of [1, 5, 12, 17, 30]) {
          for (const token of [splice(head.token, tail.token, cut), splice(tail.token, head.token, cut)]) {
            if ([head.token, tail.token].includes(token)) continue;
            expect((await request.get(`/me/${token}/copy.json`)).status(), token).toBe(404);
          }
        }
      }
    }
  });
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
  await test.step("nor by the other's numbers in a form of one's own", async () => {
    const copyOfTheirs = () => copyBehind(request, newest(theirs));
    const unchanged = await copyOfTheirs();
    for (const { route } of presses.filter((press) => isAboutReader(press.route))) {
      const path = fillRoute(route, { token: own });
      const form = { ...numbers, timezone: "UTC", sendTime: "03:00", name: "Mallory", counting: "off" };
      await expectNothingOf(await request.post(path, { form: { ...form, most: "1" } }), path);
    }
    expect(await copyOfTheirs()).toBe(unchanged);
    expect(await copyBehind(request, newest(mail))).toContain("Mallory");
  });
  await test.step("and the other one goes on", async () => {
    const heard = (await mailTo(request, other.email)).length;
    await sleepUntilMorning(request, other.email);
    const lesson = newest(await mailTo(request, other.email));
    expect(wallClock(lesson.date, "Europe/Berlin").time).toBe("07:00");
    expect(await mailTo(request, other.email)).toHaveLength(heard + 1);
  });
});

type Reader = { email: string; mail: StoredMail[] };

/** A reader of the runners' course with a letter of every kind that comes without waiting for a course to end. */
async function readerWithEveryMail(request: APIRequestContext, { email }: { email: string }): Promise<Reader> {
  await enrol(request, { email });
  await sleepUntilMorning(request, email);
  const me = pathIn(newest(lessonsAmong(await mailTo(request, email))), "me");
  const elsewhere = newAddress("elsewhere");
  await request.post(`${me}/address/now`, { form: { email: elsewhere } });
  const [asked] = await waitForMail(request, { to: elsewhere, count: 1 });
  await request.post("/api/find", { form: { email } });
  return { email, mail: [newest([asked]), ...(await waitForMail(request, { to: email, count: 5 }))] };
}

/** Every token of these letters, with the place that its link leads to: in html, in text and in the header. */
function tokensIn(mail: readonly StoredMail[]): { place: string; token: string }[] {
  const all = mail.map(({ html, text, header }) => `${html}\n${text}\n${header("List-Unsubscribe")}`).join("\n");
  const found = [...all.matchAll(/\/(confirm|lessons|me|leave|address|o|r)\/([\w-]{34})/g)];
  return [...new Map(found.map(([link, place = "", token = ""]) => [link, { place, token }])).values()];
}

/** A pixel says nothing: whoever asks gets the same one. */
async function expectOnlyPixel(response: APIResponse): Promise<void> {
  expect([response.status(), response.headers()["content-type"]]).toEqual([200, "image/gif"]);
}

const atOnce = 8;

async function inTurns<One>(all: readonly One[], act: (one: One) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) await Promise.all(all.slice(from, from + atOnce).map(act));
}

const courseForm = { course: warmUp, run: "1", until: "open", every: "2", day1: "yes", sure: "no" };

/** A change of the reader and not of a course: with a right form it changes the reader whose token it is. */
function isAboutReader(route: string): boolean {
  return /^\/me\/\[token\]\/(time|budget|name|counting|address)\//.test(route);
}

/** Whatever a form might be hoped to take another reader, course or message by. */
function numbersOf(address: string, rows: Record<string, string[]>): Record<string, string> {
  const idIn = (row: string | undefined, name: string) => new RegExp(`"${name}": (\\d+)`).exec(row ?? "")?.[1] ?? "";
  const reader = idIn(
    rows.reader?.find((row) => row.includes(address)),
    "id",
  );
  const enrolment = rows.enrolment?.find((row) => idIn(row, "reader_id") === reader);
  const delivery = rows.delivery?.findLast((row) => idIn(row, "reader_id") === reader);
  expect([reader, idIn(enrolment, "id"), idIn(delivery, "id")]).not.toContain("");
  return {
    ...{ reader, readerId: reader, reader_id: reader, id: reader },
    ...{ enrolment: idIn(enrolment, "id"), enrolmentId: idIn(enrolment, "id") },
    ...{ delivery: idIn(delivery, "id"), deliveryId: idIn(delivery, "id"), lessonId: idIn(delivery, "lesson_id") },
  };
}

function splice(head: string, tail: string, cut: number): string {
  return head.slice(0, cut) + tail.slice(cut);
}

function lastOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}
