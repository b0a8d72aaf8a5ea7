import { newest, pathIn } from "./mail.ts";
import { choose, see } from "./own-page.ts";
import { enrol, enrolInBoth, newAddress } from "./reader.ts";
import { expect, test } from "./setup.ts";

const core = "30-Day Runner Core Program";
const nothingToChange = "There is no course of yours that this could be about at the moment.";

/** Each change with what is pressed up to its last button, which then waits in a tab that is forgotten. */
const forgotten: readonly [entry: string, asks: boolean, button: string][] = [
  ["Start again", false, "Start with Day 1"],
  ["Weekdays and pace", true, "Change it"],
  ["Pause", true, "Pause"],
  ["The next lesson now", false, "Open it now"],
];

test("a button in a forgotten tab says nothing of a course that was left meanwhile but that", async ({
  page,
  request,
}) => {
  const me = pathIn(newest(await enrol(request, { email: newAddress("forgotten") })), "me");
  const tabs = [];
  for (const [entry, asks, button] of forgotten) {
    const tab = await page.context().newPage();
    await choose(tab, me, entry, core);
    if (asks) await see(tab);
    tabs.push({ tab, button });
  }
  await request.post(`${me}/leave/now`, { form: { course: "runner-core" } });
  for (const { tab, button } of tabs) {
    await tab.getByRole("button", { name: button, exact: true }).click();
    await expect(tab.getByRole("main"), button).toContainText(nothingToChange);
  }
});

test("who pauses meanwhile is told so where the next lesson was to open", async ({ page, request }) => {
  const me = pathIn(newest(await enrol(request, { email: newAddress("resting") })), "me");
  await choose(page, me, "The next lesson now", core);
  await request.post(`${me}/pause/now`, { form: { course: "runner-core", until: "open" } });
  await page.getByRole("button", { name: "Open it now" }).click();
  await expect(page.getByRole("main")).toContainText("This course is paused. Go on with it first");
});

test("a made-up link to what became of a change says nothing that is not so", async ({ page, request }) => {
  const me = pathIn(newest(await enrolInBoth(request, { email: newAddress("made-up") })), "me");
  for (const changed of ["restart", "pause", "left-course", "left-letter", "left-everything"]) {
    await page.goto(`${me}?changed=${changed}&course=runner-core&letter=weekly`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your days, Ines");
    await expect(page.locator("#changed"), changed).toHaveCount(0);
  }
});

test("a letter that was left is said to be left to a second press as well", async ({ request }) => {
  const me = pathIn(newest(await enrolInBoth(request, { email: newAddress("twice") })), "me");
  const press = () => request.post(`${me}/leave/now`, { form: { letter: "weekly" } });
  for (let presses = 0; presses < 2; presses += 1) {
    expect(await (await press()).text()).toContain("You have left that letter");
  }
});
