import { describe, expect, it } from "vitest";
import type { ReaderFilter } from "../../../domain/reader-filter.ts";
import { readFilter, readWhole, tagOf, writeFilter } from "./filter-query.ts";

function read(query: string | URLSearchParams) {
  const fields = new URLSearchParams(query);
  return readFilter({ value: (field) => fields.get(field) ?? "" });
}

describe("a filter in an address", () => {
  const filters: ReaderFilter[] = [
    {},
    { course: "runner-core", state: "active", place: { from: 3, to: 9 } },
    { course: "runner-core", place: { from: 9, to: 1_000 } },
    { place: "not begun", seen: "never", confirmed: false },
    { seen: { withinDays: 7 }, tags: ["club", "early birds"], withoutTags: ["press"], suppressed: "none" },
    { seen: { notForDays: 90 }, zone: "Europe/Berlin", source: "course page", newsletter: "weekly" },
    { signedUpFrom: "2026-01-01", signedUpTo: "2026-02-28", confirmed: true },
  ];

  it.each(filters)("comes back as it was: %j", (filter) => {
    expect(read(writeFilter(filter))).toMatchObject({ filter, complaints: {} });
  });

  it("takes a range of lessons in either order, and open at either end", () => {
    expect(read("from=9&to=3").filter).toEqual({ place: { from: 3, to: 9 } });
    expect(read("from=9").filter).toEqual({ place: { from: 9, to: 1_000 } });
    expect(read("to=3").filter).toEqual({ place: { from: 1, to: 3 } });
  });

  it.each([
    ["from=x", "from"],
    ["to=0", "to"],
    ["seen=within&days=-1", "days"],
    ["seen=not+for", "days"],
    ["zone=Mars%2FOlympus", "zone"],
    ["since=2026-02-30", "since"],
    ["until=yesterday", "until"],
  ])("leaves nonsense out and says so: %s", (query, field) => {
    const { filter, complaints } = read(`course=runner-core&${query}`);
    expect(filter).toEqual({ course: "runner-core" });
    expect(Object.keys(complaints)).toEqual([field]);
  });

  it("takes no NUL on to the database, which would answer with an error", () => {
    expect(read("course=run%00ner&source=%00&letter=%00weekly").filter).toEqual({
      course: "runner",
      newsletter: "weekly",
    });
  });

  it("asks nothing by words that it does not know, and survives hostile ones", () => {
    expect(read("state=flying&suppressed=maybe&seen=soon&place=moon").filter).toEqual({});
    const hostile = `course=${encodeURIComponent("'; drop table reader; --")}&tag=%00%0A${"x".repeat(5_000)}`;
    expect(read(hostile).filter).toEqual({ course: "'; drop table reader; --", tags: ["x".repeat(60)] });
  });
});

describe("a filter for something that is done to all whom it picks", () => {
  const whole = (query: string | URLSearchParams) => {
    const fields = new URLSearchParams(query);
    return readWhole({ value: (field) => fields.get(field) ?? "" });
  };

  it("is whole or nothing, so that a part which is not understood never makes it mean more readers", () => {
    const filter = { course: "runner-core", place: { from: 9, to: 1_000 } };
    expect(whole(writeFilter(filter))).toEqual(filter);
    expect(whole("course=runner-core&from=many")).toBeNull();
    expect(whole("course=runner-core&state=flying")).toBeNull();
    expect(whole("course=runner-core&zone=Mars")).toBeNull();
  });
});

describe("a tag", () => {
  it("is kept in small letters, in one form, without what cannot be seen", () => {
    expect(tagOf("  Early\u200b \n BIRDS ")).toBe("early birds");
    expect(tagOf("Cafe\u0301")).toBe("café");
    expect(tagOf(" \u200b ")).toBeNull();
    expect(tagOf("😀".repeat(70))).toBe("😀".repeat(60));
  });
});
