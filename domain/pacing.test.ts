import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HadLesson as Had, lessonsAhead, type PlacedLesson as Placed } from "./pacing.ts";

type PlacedLesson = Placed<string>;
type HadLesson = Had<string>;

const launchedAt = new Date("2026-01-01T00:00:00Z");

function day(count: number): Date {
  return new Date(launchedAt.getTime() + count * 86_400_000);
}

function placed(id: string, position: number, over: Partial<PlacedLesson> = {}): PlacedLesson {
  return { id, position, firstPublishedAt: launchedAt, retiredAt: null, ...over };
}

/** What comes next is the first of all that is still ahead. */
function nextLesson(asked: { lessons: readonly PlacedLesson[]; had: readonly HadLesson[] }): string | null {
  return lessonsAhead(asked)[0]?.id ?? null;
}

const course = ["a", "b", "c", "d", "e"].map((id, index) => placed(id, index + 1));
const hadThree: HadLesson[] = ["a", "b", "c"].map((lessonId, index) => ({ lessonId, hadAt: day(index + 1) }));

describe("which lesson comes next", () => {
  test("the first of a new run is the first of the course, in whatever order the rows come", () => {
    expect(nextLesson({ lessons: course.toReversed(), had: [] })).toBe("a");
  });

  test("it is the first one not had", () => {
    expect(nextLesson({ lessons: course, had: hadThree })).toBe("d");
  });

  test("there is none after the last", () => {
    const had = course.map(({ id }, index) => ({ lessonId: id, hadAt: day(index + 1) }));
    expect(nextLesson({ lessons: course, had })).toBeNull();
    expect(nextLesson({ lessons: [], had: [] })).toBeNull();
  });

  test("a lesson inserted behind the reader's place is skipped", () => {
    const lessons = [...course, placed("new", 1.5, { firstPublishedAt: day(10) })];
    expect(nextLesson({ lessons, had: hadThree })).toBe("d");
  });

  test("a lesson inserted ahead of the reader is sent in its place", () => {
    const lessons = [...course, placed("new", 3.5, { firstPublishedAt: day(10) })];
    expect(nextLesson({ lessons, had: hadThree })).toBe("new");
  });

  test("an inserted lesson that is later moved ahead of the reader is sent", () => {
    const lessons = [...course, placed("new", 4.5, { firstPublishedAt: day(10) })];
    expect(nextLesson({ lessons, had: [...hadThree, { lessonId: "d", hadAt: day(4) }] })).toBe("new");
  });

  test("a lesson moved behind the reader's place before they had it is not lost", () => {
    const lessons = course.map((lesson) => (lesson.id === "e" ? { ...lesson, position: 0 } : lesson));
    expect(nextLesson({ lessons, had: hadThree })).toBe("e");
  });

  test("a lesson moved ahead after they had it is not sent twice", () => {
    const lessons = course.map((lesson) => (lesson.id === "a" ? { ...lesson, position: 9 } : lesson));
    const had = [...hadThree, { lessonId: "d", hadAt: day(4) }, { lessonId: "e", hadAt: day(5) }];
    expect(nextLesson({ lessons, had })).toBeNull();
  });

  test("a retired lesson is skipped, and still marks how far the reader had come", () => {
    const lessons = course.map((lesson) => (lesson.id === "c" ? { ...lesson, retiredAt: day(8) } : lesson));
    const inserted = placed("new", 2.5, { firstPublishedAt: day(10) });
    expect(nextLesson({ lessons: [...lessons, inserted], had: hadThree })).toBe("d");
    expect(nextLesson({ lessons, had: hadThree.slice(0, 2) })).toBe("d");
  });

  test("a reader who had finished is not woken by an insertion before the end, but by one at the end", () => {
    const had = course.map(({ id }, index) => ({ lessonId: id, hadAt: day(index + 1) }));
    const before = placed("new", 4.5, { firstPublishedAt: day(10) });
    expect(nextLesson({ lessons: [...course, before], had })).toBeNull();
    expect(nextLesson({ lessons: [...course, { ...before, position: 6 }], had })).toBe("new");
  });

  test("two lessons of one position have one order for every process", () => {
    const lessons = [placed("b", 1), placed("a", 1)];
    expect(nextLesson({ lessons, had: [] })).toBe("a");
    expect(nextLesson({ lessons: lessons.toReversed(), had: [] })).toBe("a");
  });
});

/** Rule 7, word by word: slow, and with nothing clever in it. */
function wordByWord({ lessons, had }: { lessons: readonly PlacedLesson[]; had: readonly HadLesson[] }): string | null {
  const behind = (lesson: PlacedLesson) =>
    had.filter(({ lessonId }) => lessons.some(({ id, position }) => id === lessonId && position > lesson.position));
  const left = lessons.filter(
    (lesson) =>
      !lesson.retiredAt &&
      !had.some(({ lessonId }) => lessonId === lesson.id) &&
      !behind(lesson).some(({ hadAt }) => lesson.firstPublishedAt > hadAt),
  );
  return left.sort((one, other) => one.position - other.position)[0]?.id ?? null;
}

type Edit = { kind: "insert" | "move" | "retire" | "send"; which: number; position: number };

const edits: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom<Edit["kind"]>("insert", "move", "retire", "send", "send", "send"),
  which: fc.nat(40),
  position: fc.double({ min: 0, max: 12, noNaN: true }),
});

test("while an author inserts, moves and retires, no lesson is sent twice and none is lost", () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 60 }), (steps) => {
      const lessons = structuredClone(course);
      const had: HadLesson[] = [];
      steps.forEach(({ kind, which, position }, index) => {
        const lesson = lessons[which % lessons.length];
        const taken = lessons.some((other) => other.position === position);
        const next = nextLesson({ lessons, had });
        expect(next).toBe(wordByWord({ lessons, had }));
        if (kind === "insert" && !taken) lessons.push(placed(`n${index}`, position, { firstPublishedAt: day(index) }));
        if (kind === "move" && lesson && !taken) lesson.position = position;
        if (kind === "retire" && lesson) lesson.retiredAt = day(index);
        if (kind !== "send" || next === null) return;
        expect(had.map(({ lessonId }) => lessonId)).not.toContain(next);
        had.push({ lessonId: next, hadAt: day(index) });
      });
    }),
    { numRuns: 2_000 },
  );
});

describe("a lesson for another audience than those it lies ahead of", () => {
  const inserted = (audience: "new" | "ahead" | "all", over: Partial<PlacedLesson> = {}) => [
    ...course,
    placed("new", 1.5, { firstPublishedAt: day(10), audience, ...over }),
  ];
  const ahead = (lessons: readonly PlacedLesson[], confirmedAt: Date | null, had = hadThree) =>
    lessonsAhead({ lessons, had, confirmedAt }).map(({ id }) => id);

  test("one for all comes next for those who are past it", () => {
    expect(ahead(inserted("all"), day(0))).toEqual(["new", "d", "e"]);
  });

  test("one for new readers passes by those who had confirmed before it came, wherever they stand", () => {
    expect(ahead(inserted("new"), day(9), [])).toEqual(["a", "b", "c", "d", "e"]);
    expect(ahead(inserted("new"), day(9))).toEqual(["d", "e"]);
    expect(ahead(inserted("new"), day(10), [])).toEqual(["a", "new", "b", "c", "d", "e"]);
    expect(ahead(inserted("new"), null, [])).toContain("new");
  });

  test("one that came back counts from then, not from when it was first published", () => {
    const back = { firstPublishedAt: launchedAt, rejoinedAt: day(10) };
    expect(ahead(inserted("ahead", back), day(0))).toEqual(["d", "e"]);
    expect(ahead(inserted("ahead", back), day(0), hadThree.slice(0, 1))).toContain("new");
    expect(ahead(inserted("new", back), day(0), [])).not.toContain("new");
  });
});
