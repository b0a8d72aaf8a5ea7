/** What the form says of how many lessons a day may bring: null for one of each course, undefined for nonsense. */
export function readBudget(value: string): number | null | undefined {
  if (value === "each") return null;
  return /^([1-9]|1\d|20)$/.test(value) ? Number(value) : undefined;
}

/** "one lesson", "at most 2 lessons", "one lesson of each course". */
export function budgetPhrase(budget: number | null): string {
  if (budget === null) return "one lesson of each course";
  return budget === 1 ? "one lesson" : `at most ${budget} lessons`;
}
