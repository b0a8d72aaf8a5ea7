import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { bundle } from "../../engine/publish/bundle.ts";
import { readMarkdownFile } from "../../engine/publish/front-matter.ts";
import { type IssueSource, type LetterComponent, typesetIssue } from "../../engine/publish/written-issue.ts";
import { fillMail, type Mail } from "./fill.ts";
import { findFrameFaults } from "./frame.ts";
import { findLinkFaults } from "./links.ts";
import { findMarkupFaults } from "./markup.ts";
import type { Message } from "./messages.ts";
import { findPictureFaults } from "./pictures.ts";
import { findSupportFaults } from "./support.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const root = resolve(import.meta.dirname, "../..");
const picture = "0123456789abcdef0123456789abcdef.jpg";

/** One of everything that a letter can hold. */
const everything = `Hi {{reader.name | there}}, this is **bold**, *italic*, ~~gone~~ and \`code\`.

# A heading
## Another
### A smaller one

- first, with [a link](https://example.org/one)
- second
  1. inside
  2. as well

> Somebody else’s words.

![A runner’s foot seen from the side](/pictures/${picture} "From the side")

\`\`\`
a line of code
\`\`\`

---

[Your page]({{links.me}}) and [the web]({{links.web}})\\
from {{site.name}}.`;

let mails: Mail[];

beforeAll(async () => {
  await mkdir(join(root, ".build"), { recursive: true });
  const folder = await mkdtemp(join(root, ".build", "letter-quality-"));
  const file = "emails/parts/written-letter.tsx";
  const built = await bundle({ root, files: [file], folder, watch: false });
  const component = (await built.load(file)).WrittenLetter as LetterComponent; // Our own file, which exports it.
  await rm(folder, { recursive: true, force: true });
  const first = "emails/newsletter/weekly/first-letter.md";
  const shipped = readMarkdownFile(first, await readFile(join(root, first), "utf8"));
  mails = [
    ...(await mailsOf(component, "everything", { title: "T", subject: "S", preheader: "P", markdown: everything })),
    ...(await mailsOf(component, first, shipped)),
  ];
});

type Fields = Pick<IssueSource, "title" | "subject" | "preheader" | "markdown">;

async function mailsOf(component: LetterComponent, name: string, fields: Fields): Promise<Mail[]> {
  const newsletter = { slug: "weekly", title: "The weekly letter" };
  const pictures = { [picture]: { width: 1_200, height: 800 } };
  const { compiled, complaints } = await typesetIssue(
    { newsletter, subjectB: null, pictures, ...fields },
    { component, probing: true },
  );
  expect(complaints).toEqual([]);
  return Object.entries(compiled?.forms ?? {}).map(([variant, form]) => {
    const message: Omit<Message, "kind"> = {
      name: `${name} (${variant})`,
      file: name,
      course: "",
      variant,
      form,
      links: compiled?.links ?? [],
      pictures: [],
    };
    // What a mail owes its reader is the same for a letter as for a lesson.
    return fillMail({ ...message, kind: "training" });
  });
}

test("a letter says who sent it, from where and why, and how to make it stop", () => {
  expect(mails).toHaveLength(4);
  expect(mails.flatMap(findFrameFaults)).toEqual([]);
});

test("every way out of a letter is an https address, and the text part has the same ones", () => {
  expect(mails.flatMap(findLinkFaults)).toEqual([]);
});

test("whoever does not see a letter's picture is told what it shows", () => {
  expect(mails.flatMap(findPictureFaults)).toEqual([]);
});

test("a letter's html is sound, and mail programs draw what it asks for or do well without", () => {
  expect(mails.flatMap(findMarkupFaults)).toEqual([]);
  // Allowances that only lessons need are no fault here; `em` is as old as mail, and nobody has measured it.
  const faults = findSupportFaults(mails).filter((fault) => mails.some(({ name }) => fault.startsWith(name)));
  expect(faults.filter((fault) => !fault.includes("unmeasured element em"))).toEqual([]);
});
