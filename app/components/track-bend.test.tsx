import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TrackBend } from "./track-bend.tsx";

test("lays a course out day by day and says in words what it shows", () => {
  const week = {
    lessons: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, kind: day === 7 ? "rest" : "training" }) as const),
  };
  const html = renderToStaticMarkup(<TrackBend weeks={[week, { lessons: [{ day: 8, kind: "training" }] }]} />);
  expect(html).toContain('aria-label="8 days laid out as a track: 7 for training, 1 easy or for rest."');
  expect([...html.matchAll(/>(\d+)<\/text>/g)].map(([, day]) => Number(day))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("draws a week of more than seven days without running over its lane", () => {
  const lessons = Array.from({ length: 9 }, (_, place) => ({ day: place + 1, kind: "training" }) as const);
  const html = renderToStaticMarkup(<TrackBend weeks={[{ lessons }]} />);
  // Nothing lies below the horizon, where y is greater than 0.
  const heights = [...html.matchAll(/d="M-?[\d.]+ (-?[\d.]+)A[^"]*? (-?[\d.]+)"/g)].flatMap(([, a, b]) => [
    Number(a),
    Number(b),
  ]);
  expect(Math.max(...heights)).toBeLessThanOrEqual(0);
});
