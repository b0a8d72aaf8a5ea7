/** A lesson's place in an order of lessons, counted from 1. */
export type Placed = { key: string; position: number };

/** What stands between two orders of a course's lessons, in the words that an author thinks in. */
export type OrderChange = {
  added: readonly Placed[];
  retired: readonly Placed[];
  /** As few as explain the rest: where one lesson was put elsewhere, it alone has moved and not all that it passed. */
  moved: readonly { key: string; from: number; to: number }[];
};

export function orderChange({ from, to }: { from: readonly Placed[]; to: readonly Placed[] }): OrderChange {
  const places = new Map(from.map(({ key, position }) => [key, position]));
  const next = [...to].sort(byPosition);
  const stayed = next.filter(({ key }) => places.has(key));
  const unmoved = longestRising(stayed.map(({ key }) => places.get(key) ?? 0));
  const kept = new Set(next.map(({ key }) => key));
  return {
    added: next.filter(({ key }) => !places.has(key)),
    retired: [...from].sort(byPosition).filter(({ key }) => !kept.has(key)),
    moved: stayed.flatMap(({ key, position }) => {
      const before = places.get(key) ?? 0;
      return unmoved.has(before) ? [] : [{ key, from: before, to: position }];
    }),
  };
}

export function isSame({ added, retired, moved }: OrderChange): boolean {
  return added.length + retired.length + moved.length === 0;
}

function byPosition(one: Placed, other: Placed): number {
  return one.position - other.position;
}

/** The members of a longest rising subsequence. A course has tens of lessons, so the plain way is quick enough. */
function longestRising(numbers: readonly number[]): Set<number> {
  const best: { length: number; before: number }[] = [];
  for (const [index, number] of numbers.entries()) {
    let [length, before] = [1, -1];
    for (let earlier = 0; earlier < index; earlier += 1) {
      const reached = best[earlier]?.length ?? 0;
      if ((numbers[earlier] ?? 0) < number && reached + 1 > length) [length, before] = [reached + 1, earlier];
    }
    best.push({ length, before });
  }
  const members = new Set<number>();
  let at = best.reduce((longest, one, index) => (one.length > (best[longest]?.length ?? 0) ? index : longest), 0);
  while (best[at] !== undefined) {
    members.add(numbers[at] ?? 0);
    at = best[at]?.before ?? -1;
  }
  return members;
}
