/**
 * The visual language of mail and site: a running track just before sunrise. Cold morning air for the ground, a
 * white surface, tartan red for what is done or waits to be done, infield green for rest, the first sun for today.
 * A course is track laid day by day: every finished day is one more piece of tartan.
 */
export type Scheme = "light" | "dark";

/** What each color is for. A color is chosen by its role, never by its looks. */
export const roles = {
  ground: "the air behind everything",
  surface: "what one reads on: a letter, a card, a field",
  sunk: "a quiet inset on a surface",
  ink: "what is read",
  quiet: "what is read second: labels, footers",
  link: "a link inside text",
  alarm: "an error, always with words",
  line: "a hairline that only parts things",
  edge: "the border of something that can be pressed or filled in",
  brand: "tartan: the one big button, the day's band",
  brandInk: "what is read on tartan",
  done: "a day that is done",
  doneInk: "what is read on a done day",
  today: "today: the first sun",
  todayInk: "what is read on today",
  rest: "infield: a rest day, a kind note",
  restInk: "what is read on the infield",
  missed: "a day that was sent and not done: a gap in the track",
  missedInk: "what is read in the gap",
} as const;

export type Role = keyof typeof roles;

export const colors: Readonly<Record<Scheme, Readonly<Record<Role, string>>>> = {
  light: {
    ground: "#ebf0f1",
    surface: "#ffffff",
    sunk: "#f4f7f8",
    ink: "#13242b",
    quiet: "#4a5d66",
    link: "#ae3016",
    alarm: "#9b1239",
    line: "#d2dbdf",
    edge: "#74878f",
    brand: "#c23a1e",
    brandInk: "#ffffff",
    done: "#c23a1e",
    doneInk: "#ffffff",
    today: "#ffc63d",
    todayInk: "#13242b",
    rest: "#d3e6da",
    restInk: "#1c4a34",
    missed: "#ebf0f1",
    missedInk: "#4a5d66",
  },
  dark: {
    ground: "#0c161a",
    surface: "#15232a",
    sunk: "#0f1b20",
    ink: "#eaf1f3",
    quiet: "#a5b6bd",
    link: "#ff9c82",
    alarm: "#ff9db0",
    line: "#2b3e47",
    edge: "#6b818b",
    brand: "#c93f25",
    brandInk: "#ffffff",
    done: "#c93f25",
    doneInk: "#ffffff",
    today: "#ffc63d",
    todayInk: "#13242b",
    rest: "#1d3a2d",
    restInk: "#b4dfc6",
    missed: "#0c161a",
    missedInk: "#a5b6bd",
  },
};

/**
 * Every text color that may stand on a background. `paint` and `write` take no other pair, and a test computes the
 * contrast of each in both schemes.
 */
export const readable = {
  ground: ["ink", "quiet", "link", "alarm"],
  surface: ["ink", "quiet", "link", "alarm"],
  sunk: ["ink", "quiet", "link", "alarm"],
  brand: ["brandInk"],
  done: ["doneInk"],
  today: ["todayInk"],
  rest: ["restInk", "link", "ink"],
  missed: ["missedInk"],
} as const satisfies Partial<Record<Role, readonly Role[]>>;

export type Ground = keyof typeof readable;
export type Readable<On extends Ground> = (typeof readable)[On][number];

/**
 * Mail has no web fonts: a font that is fetched tells its host who reads. Segoe UI stands first because Outlook on
 * Windows falls back to Times when it does not know the first name.
 */
export const fonts = {
  mail: "Segoe UI, Avenir Next, Avenir, Roboto, Helvetica Neue, Arial, sans-serif",
  // The variables come from `app/fonts.ts`: Bricolage Grotesque and Figtree, each with its letters beyond Latin-1 first.
  display: 'var(--font-bricolage-extended), var(--font-bricolage), "Avenir Next", "Segoe UI", Arial, sans-serif',
  text: 'var(--font-figtree-extended), var(--font-figtree), "Avenir Next", "Segoe UI", Arial, sans-serif',
} as const;

/** Pixels: the size of the letters and the height of a line. */
export const type = {
  tiny: { size: 12, line: 16 },
  small: { size: 14, line: 21 },
  body: { size: 17, line: 27 },
  lead: { size: 20, line: 30 },
  minor: { size: 21, line: 28 },
  section: { size: 24, line: 30 },
  title: { size: 34, line: 38 },
  poster: { size: 56, line: 58 },
  lane: { size: 120, line: 104 },
} as const;

/** Pixels. */
export const space = { hair: 4, tight: 8, snug: 12, base: 16, gutter: 20, wide: 24, loose: 32, section: 56 } as const;

/** Pixels. A button is a baton: round at both ends. */
export const radii = { cell: 4, card: 10, baton: 999 } as const;

/** The widest a letter gets, and the narrowest screen it is drawn for. Pixels. */
export const widths = { letter: 600, phone: 320 } as const;
