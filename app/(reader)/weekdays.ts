/** Monday first, as the bits of an enrolment's weekdays count. */
export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** The field of one weekday's box. */
export function weekdayField(place: number): string {
  return `day${place + 1}`;
}

/** The days whose boxes were ticked, as the bits of an enrolment's weekdays; 0 where none was. */
export function tickedWeekdays(value: (field: string) => string): number {
  return weekdayNames.reduce((mask, _, place) => (value(weekdayField(place)) === "" ? mask : mask | (1 << place)), 0);
}

/** The pace that was chosen, or null for one that there is none of. */
export function chosenPace(value: string): 1 | 2 | null {
  if (value === "1") return 1;
  return value === "2" ? 2 : null;
}
