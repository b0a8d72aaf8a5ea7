import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.ts";
import { Trouble } from "../trouble.ts";
import { type Command, WrongUsage } from "./command.ts";

export const newCourse: Command = {
  usage: "new course <slug>",
  summary: "Make the folder of a small course that works at once, to write over",
  async run([slug, ...rest]) {
    if (slug === undefined || rest.length > 0) throw new WrongUsage();
    const files = writeCourse({ root, slug });
    console.log(
      [
        ...files.map((file) => `made  ${file}`),
        "",
        "See it:      npm run email",
        "Publish it:  npm run dayletter -- publish   (npm start and npm run dev publish by themselves)",
        `Then:        /courses/${slug} on your site`,
        "How it all fits together is in docs/writing-a-course.md.",
      ].join("\n"),
    );
  },
};

const samples = join(import.meta.dirname, "new-course");

/** Writes the files of a new course below `root` and returns their paths from there. Never touches one that exists. */
export function writeCourse(input: { root: string; slug: string }): string[] {
  const { slug } = input;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
    throw new Trouble(
      `"${slug}" cannot be a course's address. Use lower-case words joined by hyphens: morning-mobility`,
    );
  }
  const courses = join(input.root, "emails", "courses");
  const folder = join(courses, slug);
  if (existsSync(folder)) throw new Trouble(`There is a course "${slug}" already, in emails/courses/${slug}.`);
  const order = String(nextOrder(courses));
  mkdirSync(folder, { recursive: true });
  return readdirSync(samples).map((sample) => {
    const name = sample.replace(/\.txt$/, "");
    const words = readFileSync(join(samples, sample), "utf8");
    writeFileSync(join(folder, name), words.replaceAll("__TITLE__", titleOf(slug)).replaceAll("__ORDER__", order));
    return `emails/courses/${slug}/${name}`;
  });
}

/** "morning-mobility" as "Morning Mobility". */
function titleOf(slug: string): string {
  return slug.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim();
}

/** One behind the last on the home page, so that no two courses claim one place. */
function nextOrder(courses: string): number {
  const files = readdirSync(courses).map((slug) => join(courses, slug, "course.ts"));
  const taken = files.filter((file) => existsSync(file)).map((file) => orderIn(readFileSync(file, "utf8")));
  return Math.max(0, ...taken) + 1;
}

function orderIn(source: string): number {
  return Number(/^\s*order: (\d+),/m.exec(source)?.[1] ?? 0);
}
