import type { Page } from "@playwright/test";

/** A page of the author's side, or of what readers see of a letter, with what is done on it before it is drawn. */
type StudioPage = { name: string; path: string; prepare?: (page: Page) => Promise<void>; isDarkToo?: boolean };

const letter = "How slow is slow enough?";

export const studioPages: readonly StudioPage[] = [
  { name: "today", path: "/studio", isDarkToo: true },
  { name: "readers", path: "/studio/readers" },
  { name: "reader", path: "/studio", prepare: (page) => follow(page, "What went wrong") },
  { name: "import", path: "/studio/readers/import" },
  { name: "course", path: "/studio/courses/runner-core" },
  { name: "lesson", path: "/studio/courses/runner-core/lessons/find-your-brace" },
  { name: "calendar", path: "/studio/courses/runner-core/calendar" },
  { name: "settings", path: "/studio/courses/runner-core/settings" },
  { name: "letters", path: "/studio/letters" },
  { name: "write", path: "/studio/letters/1/write" },
  { name: "results", path: "/studio/letters", prepare: openResults },
  { name: "figures", path: "/studio/figures?about=course:runner-core", isDarkToo: true },
  { name: "authors", path: "/studio/authors" },
  { name: "archive", path: "/letters/weekly" },
  { name: "letter", path: "/letters/weekly/how-slow-is-slow-enough" },
];

/** The reader whose lesson was refused. */
async function follow(page: Page, region: string): Promise<void> {
  await page.getByRole("region", { name: region }).getByRole("link").first().click();
  await page.getByRole("heading", { name: "Did they get their lesson?" }).waitFor();
}

async function openResults(page: Page): Promise<void> {
  await page.getByRole("link", { name: letter }).click();
  await page.getByRole("heading", { level: 1, name: letter }).waitFor();
}
