import { describe, expect, test } from "vitest";
import type { MonthDay } from "./month.ts";
import { begin, type Play, wake } from "./play.ts";

const month: readonly MonthDay[] = Array.from({ length: 35 }, (_, ahead) => {
  const day = new Date(Date.UTC(2026, 10, 23 + ahead)).toISOString().slice(0, 10);
  return { day, label: day.slice(8), spoken: `the day ${day}`, change: null, mail: [] };
});

const dayAfter = (mornings: number) => month[mornings]?.day ?? "";
const letter = (id: number) => ({ id, subject: `Lesson ${id}` });

function played(mornings: number): Play {
  return Array.from({ length: mornings }, (_, night) => night + 1).reduce<Play>(
    (play, morning) => wake(play, { kind: "came", day: dayAfter(morning), mail: [letter(morning)], newFrom: morning }),
    begin(month),
  );
}

describe("the month while it is played", () => {
  test("fills day by day and says where it stands", () => {
    const play = played(3);
    expect(play.days.filter(({ mail }) => mail.length > 0).map(({ day }) => day)).toEqual([1, 2, 3].map(dayAfter));
    expect(play).toMatchObject({ phase: "playing", today: dayAfter(3), mornings: 3, letters: 3 });
    expect(play.words).toBe(`Morning 3 of 30. the day ${dayAfter(3)}: Lesson 3`);
  });

  test("ends with the thirtieth morning", () => {
    expect(played(29).phase).toBe("playing");
    expect(played(30)).toMatchObject({
      phase: "over",
      letters: 30,
      words: "30 mornings, 30 letters. Choose a day to read what came.",
    });
  });

  test("counts a morning on which nothing came", () => {
    const play = wake(played(1), { kind: "came", day: dayAfter(2), mail: [], newFrom: 1 });
    expect(play).toMatchObject({ mornings: 2, letters: 1 });
    expect(play.words).toContain("no letter");
  });

  test("keeps what came and says why when a morning does not come", () => {
    const play = wake(played(4), { kind: "refused", message: "The site does not answer." });
    expect(play).toMatchObject({ phase: "stopped", letters: 4, words: "The site does not answer." });
  });

  test("is read out every five mornings, for no voice keeps up with each", () => {
    expect(new Set(Array.from({ length: 30 }, (_, mornings) => played(mornings + 1).announced)).size).toBe(7);
  });
});
