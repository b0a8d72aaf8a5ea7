// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these strings are the source code of templates.
import { afterEach, describe, expect, test } from "vitest";
import { compileProject, courseFile, lessonFile, makeProject, noticeFile, type Project } from "./fixtures/project.ts";

let project: Project | undefined;
afterEach(() => project?.remove());

/** What an author reads who publishes a course with these files; null when it is published. */
async function refusalOf(files: Readonly<Record<string, string | null>>): Promise<string | null> {
  project = await makeProject(files);
  return compileProject(project).then(
    () => null,
    (error: Error) => (error.name === "Refusal" ? error.message : Promise.reject(error)),
  );
}

const file = "emails/courses/tiny/first.tsx";
const refusalOfBody = (body: string, before = "") => refusalOf({ [file]: lessonFile({ body, before }) });

describe("a template that looks into a slot is refused", () => {
  // Each is JSX in a variant that shows the name, the slot that is looked into, and with what.
  test.each([
    ["{reader.name.length > 10 ? 'long' : 'short'}", "reader.name", ".length"],
    ["{reader.name.length}", "reader.name", ".length"],
    ["{reader.name === 'Bartholomew' ? 'Hi Bart' : reader.name}", "reader.name", "==="],
    ["{'Bartholomew' != reader.name && reader.name}", "reader.name", "!="],
    ["{Number(progress.done) > 3 ? 'Go on' : progress.done}", "progress.done", "Number()"],
    ["{parseInt(progress.streak, 10)}", "progress.streak", "parseInt()"],
    ["{+progress.done}", "progress.done", "+"],
    ["{progress.done * 2}", "progress.done", "*"],
    ["{reader.name < 'M' ? 'first half' : 'second half'}", "reader.name", "<"],
    ["{reader.name.toUpperCase()}", "reader.name", ".toUpperCase"],
    ["{reader.name.trim()}", "reader.name", ".trim"],
    ["{reader.name?.slice(0, 1)}", "reader.name", ".slice"],
    ["{reader.name[0]}", "reader.name", "[ ]"],
    ["{reader.name.split(' ').at(0)}", "reader.name", ".split"],
    ["{[...reader.name].at(0)}", "reader.name", "..."],
    ["{reader.name ? 'Hi ' + reader.name : 'Hi'}", "reader.name", "a condition"],
    ["{reader.name || 'friend'}", "reader.name", "||"],
    ["{reader.name && <b>{reader.name}</b>}", "reader.name", "&&"],
    ["{!reader.name}", "reader.name", "!"],
    ["{/^A/.test(reader.name) ? 'A' : 'not A'}", "reader.name", ".test()"],
    ["{['Ada', 'Ben'].includes(reader.name) ? 'old friend' : 'new friend'}", "reader.name", ".includes()"],
    ["{{ Ada: 'the first' }[reader.name] ?? 'another'}", "reader.name", "[ ]"],
    ["{encodeURIComponent(reader.name)}", "reader.name", "encodeURIComponent()"],
    ["{new Date(progress.done).getFullYear()}", "progress.done", "new"],
    ["{`Hi ${reader.name}`.length}", "reader.name", ".length"],
    ["{links.me.replace('http', 'HTTP')}", "links.me", ".replace"],
    ["{site.name === 'Dayletter' ? 'ours' : 'yours'}", "site.name", "==="],
  ])("%s", async (expression, slot, how) => {
    const refusal = await refusalOfBody(`<p>{variant.named ? <>${expression}</> : null}</p>`);
    expect(refusal).toContain(`${file}:7 looks into the slot ${slot} with ${how}: `);
    expect(refusal).toContain("Place it as it is; where readers must see something else, declare a variant instead.");
  });

  test.each([
    ["switch (reader.name) { case 'Ada': break; }", "switch"],
    ["for (const letter of reader.name) void letter;", "for … of"],
    ["const { length } = reader.name;", "destructuring"],
    ["if (reader.name) void 0;", "a condition"],
  ])("also as a statement: %s", async (statement, how) => {
    expect(await refusalOfBody("<p>Hi</p>", statement)).toContain(`looks into the slot reader.name with ${how}: `);
  });

  test("in a part of its own that the lesson imports, naming that file", async () => {
    const refusal = await refusalOf({
      "emails/parts/greeting.tsx": "export const Greeting = ({ name }) => <p>{name.length}</p>;",
      [file]: `import { Greeting } from "../../parts/greeting.tsx";${lessonFile({ body: "<Greeting name={site.name} />" })}`,
    });
    expect(refusal).toContain("emails/parts/greeting.tsx:1 looks into the slot site.name with .length: ");
  });

  test("in the subject of a notice", async () => {
    const notice = noticeFile()
      .replace('"Welcome to " + course.title', 'reader.name.length + "!"')
      .replace("({ course })", "({ reader })");
    expect(await refusalOf({ "emails/notices/welcome.tsx": notice })).toContain(
      "emails/notices/welcome.tsx:2 looks into the slot reader.name with .length: ",
    );
  });

  test("when a package does it, which only the probes can see", async () => {
    // React Email's Preview pads a mail's first line by the length of its text.
    const refusal = await refusalOfBody("<packages.Preview>{progress.streak}</packages.Preview>");
    expect(refusal).toContain(`${file} looks into the slot progress.streak: its html is no longer what was published`);
    expect(refusal).toContain("declare a variant instead.");
  });

  test("when its escaping is gone around", async () => {
    const refusal = await refusalOfBody("<p dangerouslySetInnerHTML={{ __html: `Hi ${site.name}` }} />");
    expect(refusal).toContain(`${file} looks into the slot site.name: its html`);
  });
});

describe("a template may", () => {
  test.each([
    [
      "place a slot in words, joined or not",
      "<p title={`${progress.done}!`}>{'So: ' + progress.done} {`(${progress.streak})`}</p>",
    ],
    [
      "ask whether something was passed at all",
      "<p>{progress.done !== undefined && progress.done != null ? progress.done ?? '' : null}</p>",
    ],
    [
      "look into whatever is the same for everybody",
      "<p>{course.title.length > 3 ? course.title.toUpperCase() : null}</p>",
    ],
    ["begin a link of its own with one of ours", "<p><a href={links.me + '?from=mail'}>Your days</a></p>"],
    [
      "use components of React Email",
      "<packages.Text>Streak: <packages.Link href={links.me}>{progress.streak}</packages.Link></packages.Text>",
    ],
  ])("%s", async (_, body) => {
    expect(await refusalOfBody(body)).toBeNull();
  });
});

describe("a message that must not be sent is refused", () => {
  test.each([
    ["a link that is not encrypted", `<a href="http://example.org/">x</a>`, 'links to "http://example.org/"'],
    ["a script as a link", `<a href="javascript:alert(1)">x</a>`, 'links to "javascript:'],
    ["data as a link", `<a href="data:text/html,x">x</a>`, 'links to "data:'],
    ["a link without a host", `<a href="/me">x</a>`, 'links to "/me"'],
    [
      "a link built from a name",
      "<a href={`https://example.org/${site.name}`}>x</a>",
      "builds a link from the slot site.name",
    ],
    [
      "a link that only ends in one of ours",
      "<a href={'https://x.example/?u=' + links.me}>x</a>",
      "builds a link from the slot links.me",
    ],
    ["a value in a class", "<p className={site.name}>x</p>", "puts the slot site.name into the attribute class"],
    ["a value in a style", "<p style={{ color: site.name }}>x</p>", "puts the slot site.name into the attribute style"],
    [
      "a value in a style sheet",
      "<style>{site.name}</style>",
      "puts the slot site.name into a comment, a style sheet or a script",
    ],
    [
      "a value behind a picture's address",
      "<img src={`${links.pictures}/${site.name}.png`} />",
      "puts the slot links.pictures into the attribute src",
    ],
    [
      "a picture's address elsewhere",
      "<video src={`${links.pictures}/a.png`} />",
      "puts the slot links.pictures into the attribute src",
    ],
    ["one of ours as an image", "<img src={links.me} />", "puts the slot links.me into the attribute src"],
    ["private-use text", "<p>\uE123</p>", "contains the private-use character U+E123"],
    ["a forged sentinel", "<p>\uE000\uE100</p>", "contains the private-use character U+E000"],
    ["a name for readers who gave none", "<p>{reader.name}</p>", "places reader.name for readers who gave none"],
    ["more than Gmail shows", "<p>{'long '.repeat(20_000)}</p>", "KB of html with the longest values"],
    ["a crash", "<p>{undefined.x}</p>", "cannot be rendered: "],
    ["chance", "<p>{Math.random()}</p>", "use neither the time nor anything random"],
    [
      "a day's cell without all its fragments",
      "<p>{progress.week[0].pick({ done: 'x' })}</p>",
      "progress.week.0 was not compiled with the option",
    ],
    [
      "blocks in the fragments of a cell",
      "<div>a{progress.week[0].pick({ done: <div>x</div>, missed: <div>y</div>, rest: 'z', coming: 'c', today: 't' })}</div>",
      "keep block elements out",
    ],
  ])("%s", async (_, body, sentence) => {
    const refusal = await refusalOfBody(body);
    expect(refusal).toContain(sentence);
    expect(refusal?.startsWith(file)).toBe(true);
  });

  test("links to this very machine may be unencrypted, for trying out", async () => {
    expect(await refusalOfBody(`<a href="http://localhost:3000/x">x</a>`)).toBeNull();
  });

  test("a size is told with what it should be", async () => {
    expect(await refusalOfBody("<p>{'long '.repeat(20_000)}</p>")).toMatch(/is 9\d\.\d KB .* stay within 90 KB\./);
  });

  test("a lesson without a way out, or without the postal address", async () => {
    const lesson = lessonFile();
    expect(await refusalOf({ [file]: lesson.replace("<a href={links.leave}>Leave</a>", "") })).toContain(
      `${file} has no way out in its mail: link to links.leave.`,
    );
    await project?.remove();
    expect(await refusalOf({ [file]: lesson.replace("{site.postalAddress}", "") })).toContain(
      `${file} shows no postal address in its mail: place site.postalAddress.`,
    );
  });

  test("a name within the size: only the longest values count", async () => {
    expect(await refusalOfBody("<p>{'long '.repeat(18_000)}</p>")).toBeNull();
    await project?.remove();
    expect(await refusalOfBody("<p>{'long '.repeat(18_000)}{Array(5).fill(progress.done)}</p>")).toContain(
      "KB of html",
    );
  });
});

describe("files that do not fit together are refused", () => {
  const weeks = (...lessons: string[]) => courseFile({ weeks: [{ title: "All", aim: "Begin", lessons }] });
  const course = "emails/courses/tiny/course.ts";

  test.each<[string, Record<string, string | null>, string]>([
    [
      "a lesson without a file",
      { [course]: weeks("first", "second") },
      `${course} lists the lesson "second", but there is no emails/courses/tiny/second.tsx.`,
    ],
    [
      "a file that no week lists",
      { "emails/courses/tiny/extra.tsx": lessonFile() },
      `emails/courses/tiny/extra.tsx stands in no week of ${course}`,
    ],
    ["a lesson listed twice", { [course]: weeks("first", "first") }, `${course} lists the lesson "first" twice`],
    ["a folder without a course", { "emails/courses/empty/notes.md": "x" }, "emails/courses/empty has no course.ts"],
    [
      "a folder that is no address",
      { "emails/courses/My Course/course.ts": "x" },
      "emails/courses/My Course cannot be a course's address",
    ],
    ["a course that says nothing", { [course]: "export {};" }, `${course} does not export "course"`],
    [
      "a time that is none",
      { [course]: courseFile({ sendTime: "7 am" }) },
      `${course} has a fault in course.sendTime: must be a time such as "07:00".`,
    ],
    ["a start that is none", { [course]: courseFile({ start: "whenever" }) }, `${course} has a fault in course.start`],
    [
      "skipping to a today that everybody has for themselves",
      { [course]: courseFile({ catchUp: "skip to today" }) },
      `${course} has a fault in course.catchUp: "skip to today" needs a day that is everybody's`,
    ],
    [
      "a cohort that skips to today and waits at once",
      { [course]: courseFile({ catchUp: "skip to today", start: { cohortDay: "2027-01-04" }, gate: "completion" }) },
      `${course} has a fault in course.gate: a cohort that skips to today waits for nobody`,
    ],
    [
      "nudges out of their order",
      { [course]: courseFile({ nudgeAfterDays: [5, 2] }) },
      `${course} has a fault in course.nudgeAfterDays: must be days in their order`,
    ],
    [
      "a misspelt property",
      { [course]: courseFile({ promis: "x" } as never) },
      `${course} has a fault in course: Unrecognized key: "promis"`,
    ],
    [
      "a muscle that does not exist",
      { [file]: lessonFile({ lesson: { work: { a: { move: { muscles: ["wings"] } } } as never } }) },
      `${file} has a fault in lesson.work.a.move.muscles.0`,
    ],
    [
      "a lesson without a template",
      {
        [file]:
          "export const lesson = { title: 'x', subject: 'x', preheader: 'x', kind: 'rest', minutes: 0, work: {} };",
      },
      `${file} has no template`,
    ],
    [
      "a notice named like another",
      { "emails/notices/finished.tsx": noticeFile() },
      'emails/notices/finished.tsx says that it is the notice "welcome"',
    ],
    [
      "a subject of two lines",
      { [file]: lessonFile({ lesson: { subject: "one\ntwo" } }) },
      `${file} has a subject that is empty or longer than a line.`,
    ],
    ["code that does not build", { [file]: "export const lesson = ;" }, `${file}:1 cannot be built: Unexpected ";"`],
    ["a file that fails when it is loaded", { [file]: "undefined.x; export default 1;" }, `${file} cannot be loaded: `],
    [
      "an import that is not there",
      { [file]: 'import "./nowhere.ts";' },
      `${file}:1 cannot be built: Could not resolve "./nowhere.ts"`,
    ],
  ])("%s", async (_, files, sentence) => {
    expect(await refusalOf(files)).toContain(sentence);
  });
});
