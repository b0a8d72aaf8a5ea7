import { publishLetters } from "../tests/factories/published-letters.ts";
import { faultsInFeed } from "../tests/feeds/faults.ts";
import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { newAddress } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { openMail, openMailbox, pressInLetter } from "./walk.ts";

const hostileTitle = `<script>document.title = "taken"</script> & "quotes"`;

test.beforeAll(async ({ dayletter }) => {
  await publishLetters(dayletter.databaseUrl, [
    {
      slug: "hills",
      title: "Hills, and what they are for",
      day: "2026-01-05",
      markdown:
        "Hello {{reader.name|there}}, this is about hills.\n\n## Up\n\nRead [more](https://example.org/?a=1&b=2), or [your page]({{links.me}}).\n\n> Walk it first.\n\n- one\n- two",
    },
    { slug: "odd", title: hostileTitle, day: "2026-01-12", markdown: "Code: `<script>alert(1)</script>` ]]> end." },
    { slug: "for-you-alone", title: "For you alone", day: "2026-01-13", markdown: "Secret.", isPrivate: true },
    { slug: "rest", title: "Rest is training", day: "2026-01-19", markdown: "Sleep." },
  ]);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "in a browser with scripts" : "in a browser without scripts", () => {
    test.use({ javaScriptEnabled });

    test("somebody follows a letter alone, sees their own page, and leaves it", async ({ page }) => {
      const email = newAddress(`letter-${javaScriptEnabled ? "js" : "plain"}`);
      await page.goto("/");
      await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Letters" }).click();
      await page.getByRole("link", { name: "The weekly letter" }).click();
      await page.getByRole("link", { name: "Read the newest one" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rest is training");

      await page.getByLabel("Email address").fill("ada@gmial.com");
      await page.getByRole("button", { name: "Send it to me" }).click();
      await expect(page.getByRole("alert").first()).toContainText("Is this address right?");
      await expect(page).toHaveURL(/\/letters\/weekly\/rest\?again/);
      await page.getByLabel("Email address").fill(email);
      await page.getByLabel("First name").fill("Ines");
      await page.getByRole("button", { name: "Send it to me" }).click();

      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Now check your mail.");
      await expect(page.getByRole("main")).toContainText("the next letter comes to you");
      await openMailbox(page, email);
      await openMail(page, { email, subject: "Please confirm: The weekly letter" });
      const tab = await pressInLetter(page, "Yes, send it to me");
      await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Was this you, Ines?");
      await tab.getByRole("button", { name: "Yes, send it to me" }).click();
      await expect(tab.getByRole("heading", { level: 1 })).toHaveText("You are in.");

      await tab.getByRole("link", { name: "Open my page" }).click();
      await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Your letters, Ines");
      await tab.getByRole("link", { name: "Which letters come to you" }).click();
      await tab.getByRole("button", { name: "Leave this letter The weekly letter" }).click();
      await expect(tab.getByRole("status")).toContainText("You have left that letter");
      await tab.getByRole("link", { name: "Which letters come to you" }).click();
      await tab.getByRole("button", { name: "Send it to me The weekly letter" }).click();
      await expect(tab.getByRole("status")).toContainText("That letter comes to you now");

      await openMail(page, { email, subject: "You follow The weekly letter" });
      const leave = await pressInLetter(page, "Unsubscribe");
      await expect(leave.getByRole("heading", { level: 1 })).toHaveText("Leave The weekly letter?");
      await leave.getByRole("button", { name: "Leave this letter" }).click();
      await expect(leave.getByRole("heading", { level: 1 })).toHaveText("You have left The weekly letter");
    });
  });
}

test("the archive is read from letter to letter, with a head that other programs understand", async ({ page }) => {
  await page.goto("/letters/weekly");
  const titles = page.getByRole("region", { name: "All letters" }).getByRole("heading", { level: 3 });
  await expect(titles).toHaveText(["Rest is training", hostileTitle, "Hills, and what they are for"]);
  await page.getByRole("link", { name: "Hills, and what they are for" }).click();
  await expect(page.getByRole("article")).toContainText("Hello there, this is about hills.");
  await expect(page.getByRole("link", { name: "more", exact: true })).toHaveAttribute(
    "href",
    "https://example.org/?a=1&b=2",
  );
  await expect(page.getByRole("link", { name: "your page" })).toHaveAttribute("href", /\/find$/);
  const { origin } = new URL(page.url());
  const head = (selector: string, attribute: string) => page.locator(`head ${selector}`).getAttribute(attribute);
  expect(await head('link[rel="canonical"]', "href")).toBe(`${origin}/letters/weekly/hills`);
  expect(await head('meta[property="og:image"]', "content")).toBe(`${origin}/letters/weekly/hills/card.png`);
  expect(await head('meta[name="twitter:card"]', "content")).toBe("summary_large_image");
  expect(await head('meta[property="og:type"]', "content")).toBe("article");
  expect(await head('link[type="application/rss+xml"]', "href")).toBe(`${origin}/letters/weekly/rss.xml`);
  expect(await head('link[type="application/atom+xml"]', "href")).toBe(`${origin}/letters/weekly/atom.xml`);
  await page.getByRole("navigation", { name: "Other letters" }).getByRole("link", { name: hostileTitle }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostileTitle);
  expect(await page.title()).toContain("<script>");
});

test("feeds, cards and the sitemap hold what is public, and are not sent twice", async ({ request }) => {
  const asked = ["rss.xml", "atom.xml", "hills", "hills/card.png"].map((name) => `/letters/weekly/${name}`);
  for (const path of asked) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    const { etag = "", "last-modified": since = "" } = response.headers();
    expect((await request.get(path, { headers: { "If-None-Match": etag } })).status(), path).toBe(304);
    expect((await request.get(path, { headers: { "If-Modified-Since": since } })).status(), path).toBe(304);
    const [, kind] = /(rss|atom)\.xml$/.exec(path) ?? [];
    if (kind === "rss" || kind === "atom") expect(faultsInFeed(await response.text(), kind), path).toEqual([]);
  }
  for (const path of ["/letters/weekly/rss.xml", "/letters/weekly/atom.xml", "/letters/weekly", "/sitemap.xml"]) {
    const text = await (await request.get(path)).text();
    expect(text, path).toContain("/letters/weekly/hills");
    expect(text, path).not.toContain("for-you-alone");
  }
});

test("a letter that is private, unknown or oddly named is not there", async ({ request }) => {
  const odd = ["for-you-alone", "nothing", "..%2f..%2fetc", "%00", "HILLS", "hills%20", "a".repeat(300)];
  for (const name of odd) {
    for (const path of [`/letters/weekly/${name}`, `/letters/weekly/${name}/card.png`, `/letters/${name}/rss.xml`]) {
      const response = await request.get(path);
      expect([400, 404], path).toContain(response.status());
      expect(await response.text(), path).not.toContain("Secret.");
    }
  }
});

test("axe finds nothing on the pages of the letters", async ({ page }) => {
  for (const path of ["/letters", "/letters/weekly", "/letters/weekly/hills", "/letters/weekly/odd"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await page.getByLabel("Email address").fill("nobody");
  await page.getByRole("button", { name: "Send it to me" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page);
});

test("an author makes a newsletter that can be followed at once, renames it and ends it", async ({
  page,
  dayletter,
}) => {
  await becomeOwner(page, dayletter);
  await page.getByRole("link", { name: "Letters", exact: true }).click();
  await page.getByRole("link", { name: "Newsletters" }).click();
  await page.getByRole("link", { name: "Make a newsletter" }).click();
  await page.getByLabel("Title").fill("Race <b>notes</b>");
  await page.getByLabel("Name in addresses").fill("weekly");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("Something needs another look.")).toBeVisible();
  await expect(page.getByText("There is a newsletter of this name already.")).toBeVisible();
  await page.getByLabel("Name in addresses").fill("");
  await page.getByLabel("What it is about").fill("Start lines and finish lines.");
  await page.getByLabel("Sender name").fill("Mara");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByRole("status").first()).toContainText("It is made, and can be followed");
  await page.getByRole("link", { name: "/letters/race-b-notes-b" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Race <b>notes</b>");
  await page.getByLabel("Email address").fill(newAddress("race"));
  await page.getByRole("button", { name: "Send it to me" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Now check your mail.");

  await page.goto("/studio/letters/newsletters/race-b-notes-b");
  await page.getByLabel("Title").fill("Race notes");
  await page.getByLabel("For readers who are in a course").selectOption({ label: "Leave them out" });
  await page.getByRole("button", { name: "Keep this" }).click();
  await expect(page.getByRole("status").first()).toContainText("Kept.");
  await expect(page.getByLabel("For readers who are in a course")).toHaveValue("skip");
  await page.getByRole("button", { name: "End this newsletter" }).click();
  await expect(page.getByRole("button", { name: "Open this newsletter again" })).toBeVisible();
  await page.goto("/letters/race-b-notes-b");
  await expect(page.getByRole("main")).toContainText("your mail program may have cut its link in two");
});
