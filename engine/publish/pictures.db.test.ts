import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findCourse, listLessons, readVersion } from "../../db/catalogue.ts";
import { picture } from "../../db/schema/courses.ts";
import type { Figure } from "../../emails/figures/figure.ts";
import { pictureOf } from "../../emails/figures/picture.ts";
import type { MoveFacts } from "../../emails/parts/props.ts";
import { testContext } from "../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { readPicture } from "../pictures.ts";
import { makeProject, type Project } from "./fixtures/project.ts";
import { publishCourses } from "./publish.ts";

let database: TestDatabase;
let project: Project;

beforeEach(async () => {
  database = await testDatabase();
  project = await makeProject({ [file]: lessonThatShows(figure(90)) });
});
afterEach(async () => {
  await project.remove();
  await database.close();
});

const file = "emails/courses/tiny/first.tsx";
const monday = new Date("2026-11-23T06:00:00Z");
const tuesday = new Date("2026-11-24T06:00:00Z");
const publish = (now: Date) => publishCourses({ db: database.db, root: project.root, now });
const stored = () => database.db.select().from(picture);

function figure(raised: number): Figure {
  return {
    start: { place: { joint: "pelvis", at: [0, 84, 0] }, touches: [] },
    end: { place: { joint: "pelvis", at: [0, 84, 0] }, arms: { forward: raised }, touches: [] },
    alt: "Standing with hanging arms. Then both arms are raised in front.",
  };
}

/** A lesson with one move, written with the parts that every author uses. `placed` is what its template places. */
function lessonThatShows(drawn: Figure, { words = "Raise both arms.", placed = "lesson.work.raise" } = {}): string {
  const move: MoveFacts = {
    ...{ name: "Arm raise", aim: words, cues: ["Stand."], easier: "One.", harder: "Slowly.", mistake: "Leaning." },
    ...{ muscles: ["arms"], stride: { phase: "swing", how: "Arms swing." }, stopWhen: "it hurts.", figure: drawn },
  };
  const work = { raise: { move, sets: 1, reps: 8, restSeconds: 20 } };
  const lesson = { title: "First", subject: "Day 1", preheader: "It begins", kind: "training", minutes: 8, work };
  return `
    import { Lesson, Move } from "../../../../../emails/parts/lesson.tsx";
    export const lesson = ${JSON.stringify(lesson)};
    const another = ${JSON.stringify({ ...work.raise, move: { ...move, figure: figure(120) } })};
    export default function First(props) {
      return <Lesson {...props}><Move {...${placed}} /></Lesson>;
    }`;
}

async function mailNow(): Promise<string> {
  const course = await findCourse(database.db, { slug: "tiny" });
  const [lesson] = course ? await listLessons(database.db, { courseId: course.id }) : [];
  const version = lesson ? await readVersion(database.db, { id: lesson.versionId }) : null;
  return JSON.stringify(version?.forms.named?.html);
}

describe("publishing a lesson that shows a move", () => {
  test("stores the picture that its mail asks for, small and twice as fine as it is shown", async () => {
    await publish(monday);
    const { hash, name, width, height } = pictureOf(figure(90));
    expect(await mailNow()).toContain(`{"slot":"links.pictures"},"/${name}`);
    const [row, ...others] = await stored();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      hash,
      contentType: "image/png",
      width: width * 2,
      height: height * 2,
      createdAt: monday,
    });
    expect(sizeOf(row?.bytes)).toEqual([width * 2, height * 2]);
    expect(row?.bytes.byteLength).toBeLessThan(12 * 1024);
  });

  test("draws nothing again when only the words changed", async () => {
    await publish(monday);
    const before = await stored();
    await project.write({ [file]: lessonThatShows(figure(90), { words: "Raise them both." }) });
    expect((await publish(tuesday)).published).toEqual(["tiny/first"]);
    expect(await stored()).toEqual(before);
  });

  test("keeps the old picture when the pose is mended, because mail that was sent still asks for it", async () => {
    await publish(monday);
    await project.write({ [file]: lessonThatShows(figure(95)) });
    await publish(tuesday);
    const hashes = [pictureOf(figure(90)).hash, pictureOf(figure(95)).hash];
    expect((await stored()).map(({ hash }) => hash).sort()).toEqual(hashes.sort());
  });

  test("refuses a drawing that its work does not tell of, for nobody would draw it", async () => {
    await project.write({ [file]: lessonThatShows(figure(90), { placed: "another" }) });
    await expect(publish(monday)).rejects.toThrow(`${file} shows the drawing of a move that its lesson.work does not`);
    expect(await stored()).toEqual([]);
  });
});

test("a picture is read by its name, and by nothing else", async () => {
  await publish(monday);
  const context = testContext({ db: database.db, now: monday });
  const { name, hash } = pictureOf(figure(90));
  expect(await readPicture(context, { name })).toMatchObject({ kind: "picture", contentType: "image/png" });
  for (const other of [hash, `${hash}.PNG`, `${hash}.svg`, `../${name}`, `${"0".repeat(32)}.png`, "", "'; --"]) {
    expect(await readPicture(context, { name: other }), other).toEqual({ kind: "unknown" });
  }
});

/** Width and height as the PNG itself says them, in the header chunk that comes first. */
function sizeOf(bytes: Buffer | undefined): number[] | null {
  if (bytes?.subarray(1, 4).toString("latin1") !== "PNG") return null;
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
