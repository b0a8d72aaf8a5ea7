/** The rooms of the studio, in the order in which an author needs them. */
export const rooms: readonly { href: string; words: string }[] = [
  // Each comes in with its first page, so that no link leads nowhere.
  { href: "/studio", words: "Today" },
  { href: "/studio/readers", words: "Readers" },
  { href: "/studio/courses", words: "Courses" },
  { href: "/studio/letters", words: "Letters" },
  { href: "/studio/figures", words: "Figures" },
  { href: "/studio/log", words: "Log" },
  { href: "/studio/authors", words: "Authors" },
];
