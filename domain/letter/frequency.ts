const dayMs = 86_400_000;

/**
 * How often a newsletter comes, told from what was published: nobody has to promise it, and so nobody promises more
 * than is kept. Nothing is said before there are three issues to tell from.
 */
export function frequencyPhrase(archive: { issues: number; firstAt: Date; newestAt: Date }): string {
  const { issues, firstAt, newestAt } = archive;
  if (issues < 3) return "";
  const days = (newestAt.getTime() - firstAt.getTime()) / dayMs / (issues - 1);
  if (days < 2) return "Nearly every day";
  if (days < 5) return "A few times a week";
  if (days < 10.5) return "About once a week";
  if (days < 21) return "About every two weeks";
  if (days < 45) return "About once a month";
  return "Now and then";
}
