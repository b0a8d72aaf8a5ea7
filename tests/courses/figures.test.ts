import { describe, expect, it } from "vitest";
import { faultsOf } from "../../emails/figures/limits.ts";
import { inlineOf, pictureOf } from "../../emails/figures/picture.ts";
import { readCourses } from "./read-courses.ts";

const courses = await readCourses();

/** An author may leave drawing for later; the courses that come with Dayletter may not. */
const shipped: readonly string[] = ["runner-core", "warm-up-before-you-run"];

describe.each(courses)("the figures of the course $slug", ({ slug, moves }) => {
  const drawn = Object.values(moves).flatMap(({ name, figure }) => (figure ? [{ name, figure }] : []));

  it.runIf(shipped.includes(slug))("are there for every move", () => {
    const undrawn = Object.values(moves).filter(({ figure }) => figure === undefined);
    expect(undrawn.map(({ name }) => name)).toEqual([]);
  });

  it("show nothing that a body cannot do, and nothing that floats or sinks", () => {
    const faults = drawn.flatMap(({ name, figure }) => [
      ...faultsOf(figure.start).map((fault) => `${name}, start: ${fault}`),
      ...faultsOf(figure.end).map((fault) => `${name}, end: ${fault}`),
    ]);
    expect(faults).toEqual([]);
  });

  it("each differ from every other, in the drawing and in the words for those who do not see it", () => {
    expect(new Set(drawn.map(({ figure }) => pictureOf(figure).hash)).size).toBe(drawn.length);
    expect(new Set(drawn.map(({ figure }) => figure.alt)).size).toBe(drawn.length);
  });

  it("are told in whole sentences: what is seen first, and what is seen then", () => {
    for (const { name, figure } of drawn) {
      expect(figure.alt, name).toMatch(/^\p{Lu}.{25,}\. (?:.*\. )?Then.{15,}\.$/u);
      expect(figure.alt.length, name).toBeLessThan(250);
      expect(figure.alt, name).not.toMatch(/\b(?:figure|picture|drawing|image|illustration)\b|["'`´]/i);
    }
  });

  it("move: what is seen then is not what was seen first", () => {
    for (const { name, figure } of drawn) {
      const hash = (start = figure.start, end = figure.end) => pictureOf({ ...figure, arrows: [], start, end }).hash;
      expect(hash(figure.start, figure.start), name).not.toBe(hash());
    }
  });

  it("are small enough to stand in every version of a lesson", () => {
    for (const { name, figure } of drawn) expect(inlineOf(figure).paths.length, name).toBeLessThan(5200);
  });
});
