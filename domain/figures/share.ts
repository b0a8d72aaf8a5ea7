/** Of fewer than this no percentage is told: one person more or less would move it by ten points and more. */
const leastForShare = 10;

/** A part of a whole from 0 to 1; null where the whole is too small to speak of shares. */
export function shareOf(part: number, whole: number): number | null {
  return whole < leastForShare ? null : part / whole;
}

/** "43% (30 of 70)", and of small numbers the counts alone: "3 of 7". */
export function spokenShare(part: number, whole: number): string {
  const counts = `${spokenCount(part)} of ${spokenCount(whole)}`;
  const share = shareOf(part, whole);
  return share === null ? counts : `${spokenPercent(share)} (${counts})`;
}

/** As many digits as tell something: "43%", "4.3%", "0.12%". */
export function spokenPercent(share: number): string {
  const percent = share * 100;
  const digits = percent === 0 || percent >= 10 ? 0 : percent >= 1 ? 1 : 2;
  return `${percent.toFixed(digits)}%`;
}

export function spokenCount(count: number): string {
  return count.toLocaleString("en-US");
}
