/** Something that mails ask for although these programs lack it, wholly or in part. */
export type Allowance = {
  /** As caniemail calls it. */
  feature: string;
  /** "outlook" is all of Outlook, "outlook windows" the one on Windows. */
  programs: readonly string[];
  /** Where it is allowed; everywhere if nothing is said. It keeps out what the program is said not to do. */
  where?: RegExp;
  /** Why it is there all the same. */
  why: string;
  /** What a reader sees where it is lacking. */
  seen: string;
};

const nothing = "Nothing: what is lacking is not used.";

/** Each is needed by some mail; one that is no longer needed fails the test. */
export const allowances: readonly Allowance[] = [
  // The style element: a letter is whole without it.
  {
    feature: "html-style",
    programs: ["gmail", "outlook windows"],
    why: "It holds only what cannot stand inline: the dark scheme and wider margins. It stands in the head, below 16 KB.",
    seen: "With another account than Google's in Gmail's apps: the light letter, laid out for a phone.",
  },
  {
    feature: "css-at-media",
    programs: ["gmail", "outlook", "yahoo", "aol", "thunderbird", "samsung-email"],
    where: /^@media \((?:min-width:\d+px|prefers-color-scheme:dark)\)$/,
    why: "Asked for width and scheme only, never nested.",
    seen: "The letter as a phone shows it, which a wide window shows well too.",
  },
  {
    feature: "css-at-media-prefers-color-scheme",
    programs: ["gmail", "outlook windows", "yahoo", "aol", "thunderbird"],
    why: "The only way to a dark scheme of our own.",
    seen: "The light letter, or the dark one that the program makes of it.",
  },
  {
    feature: "css-color-scheme",
    programs: ["gmail", "outlook", "yahoo", "aol"],
    why: "Tells Apple Mail that there is a dark scheme.",
    seen: "The light letter, or the dark one that the program makes of it.",
  },
  {
    feature: "html-meta-color-scheme",
    programs: ["gmail", "outlook", "apple-mail ios", "yahoo", "aol", "samsung-email"],
    why: "Tells Apple Mail on the Mac the same before the styles are read.",
    seen: "The light letter, or the dark one that the program makes of it.",
  },
  ...["css-selector-class", "css-selector-type", "css-selector-descendant"].map((feature) => ({
    feature,
    programs: ["gmail ios", "gmail android", "gmail mobile-webmail"],
    why: "Nothing in a style element that is dropped is missed.",
    seen: "With another account than Google's: the light letter, laid out for a phone.",
  })),
  {
    feature: "css-selector-attribute",
    programs: ["gmail", "outlook", "yahoo", "aol"],
    where: /^\[data-ogs[bc]\] \./,
    why: "Outlook.com marks with it what it darkens, and nobody else has such an attribute.",
    seen: nothing,
  },
  {
    feature: "css-important",
    programs: ["gmail", "outlook windows", "yahoo", "aol"],
    where: /^[.[].*[^ ]!important \}$/,
    why: "In a style element, in lower case: that is how all but Outlook on Windows take it, which reads no @media.",
    seen: nothing,
  },
  // The first, hidden line.
  {
    feature: "css-display-none",
    programs: ["gmail mobile-webmail", "outlook windows"],
    where: /^div \{/,
    why: "It has three more locks: no height, letters of one pixel, and Outlook's own mso-hide.",
    seen: "At worst a line one pixel high.",
  },
  {
    feature: "css-max-height",
    programs: ["outlook windows"],
    where: /^div \{ max-height: 0 \}$/,
    why: "One of the locks of the first line.",
    seen: "Nothing, for mso-hide holds there.",
  },
  {
    feature: "css-overflow",
    programs: ["gmail", "outlook", "apple-mail", "yahoo", "aol", "samsung-email"],
    where: /^div \{ overflow: hidden \}$/,
    why: "One of the locks of the first line. Only its logical forms are lacking, save in Outlook on Windows.",
    seen: "Nothing, for mso-hide holds there.",
  },
  // Boxes.
  {
    feature: "css-margin",
    programs: ["gmail", "outlook", "yahoo", "aol"],
    where: /^(?!span)[a-z0-9]+ \{ margin[a-z-]*: (?!.*-\d|.*auto)/,
    why: "Only negative margins, auto, and those of a span are lacking.",
    seen: nothing,
  },
  {
    feature: "css-padding",
    programs: ["outlook windows"],
    where: /^(?:td|\.pad) \{|^body \{ padding: 0 \}/,
    why: "Outlook on Windows pads cells, and these are cells.",
    seen: nothing,
  },
  {
    feature: "css-padding",
    programs: ["outlook windows"],
    where: /^(?:a|span|[ou]l|div) \{/,
    why: "The button's cell pads itself for Outlook (mso-padding-alt); the others bear to be without.",
    seen: "The days of a week are lower boxes, a list is indented as Word does, a move begins 8 pixels earlier.",
  },
  {
    feature: "css-border",
    programs: ["outlook windows"],
    where: /^(?:td|span|img|\.r-[a-z]+) \{ border(?:-[a-z]+)?: (?:[0-8]px|0 \}|#)/,
    why: "Lacking are borders of more than 8 pixels, and those around p and div.",
    seen: nothing,
  },
  {
    feature: "css-border-radius",
    programs: ["outlook windows"],
    why: "Word draws no round corners without a drawing of its own around the text.",
    seen: "Square corners: the button, the cards, the days and the mark of the sender.",
  },
  {
    feature: "css-border-radius",
    programs: ["yahoo", "aol"],
    where: /: [^/]*$/,
    why: "Only ellipses, written with a slash, are lacking.",
    seen: nothing,
  },
  {
    feature: "css-width",
    programs: ["outlook windows"],
    where: /^td \{|^img \{ width: 100% \}/,
    why: "Lacking for all but tables and cells. A picture has its width in pixels as an attribute too.",
    seen: nothing,
  },
  {
    feature: "css-max-width",
    programs: ["outlook windows"],
    where: /^img \{/,
    why: "Lacking for all but tables. It keeps a picture from growing beyond its pixels, which Outlook does anyway.",
    seen: nothing,
  },
  {
    feature: "html-width",
    programs: ["outlook windows"],
    why: "Lacking are percentages on pictures (pictures.ts refuses them), and scaling on coarse screens.",
    seen: "On a screen set to 120 dpi the column is a fifth narrower.",
  },
  {
    feature: "html-height",
    programs: ["outlook windows"],
    why: "As with the width.",
    seen: "On a screen set to 120 dpi a picture is a fifth smaller.",
  },
  {
    feature: "css-height",
    programs: ["outlook windows", "yahoo", "aol"],
    where: /^td \{|^img \{ height: auto \}/,
    why: "Cells of a few pixels, which hold nothing that makes them higher, and pictures, whose height follows.",
    seen: nothing,
  },
  {
    feature: "css-table-layout",
    programs: ["outlook windows", "outlook macos"],
    why: "Seven days of the same width, which the cells ask for themselves too.",
    seen: "Days that differ in width by a letter.",
  },
  {
    feature: "html-align",
    programs: ["outlook macos"],
    where: /^<td /,
    why: "Lacking for tables only.",
    seen: nothing,
  },
  // Letters.
  {
    feature: "css-font-size",
    programs: ["outlook windows", "yahoo", "aol", "samsung-email"],
    where: /font-size: \d+px/,
    why: "Only relative sizes are lacking.",
    seen: nothing,
  },
  {
    feature: "css-font-weight",
    programs: ["outlook windows", "yahoo", "aol"],
    where: /font-weight: [1-9]00 \}/,
    why: "Only weights between the hundreds are lacking; Outlook on Windows has one bold.",
    seen: "A title that is bold instead of extra bold.",
  },
  {
    feature: "css-line-height",
    programs: ["outlook windows"],
    why: "Word takes a line's height as the least it may be.",
    seen: "Lines a little further apart.",
  },
  {
    feature: "css-letter-spacing",
    programs: ["outlook windows"],
    where: /: (?:-0\.0[25]em|0!important) \}$/,
    why: "So little that Word's other count of it does not show.",
    seen: "Titles set a hair wider.",
  },
  {
    feature: "css-text-align",
    programs: ["gmail", "outlook", "yahoo", "aol", "samsung-email"],
    where: /: (?:left|center|right) \}$/,
    why: "Only start, end and match-parent are lacking.",
    seen: nothing,
  },
  {
    feature: "css-text-decoration",
    programs: ["gmail ios", "gmail android", "outlook windows"],
    where: /: (?:none|underline) \}$/,
    why: "Lacking are several values at once, and all of it with another account than Google's.",
    seen: "There, the button's words are underlined.",
  },
  {
    feature: "css-white-space",
    programs: ["outlook windows", "samsung-email", "gmail", "yahoo"],
    where: /: nowrap \}$/,
    why: "Keeps a number with its noun. Where only `pre` is lacking it does.",
    seen: "On the narrowest phones “Day 17 of 30” may take two lines.",
  },
  {
    feature: "css-display",
    programs: ["gmail ios", "gmail android", "outlook windows", "yahoo", "aol"],
    where: /display: (?:none|block|inline-block) \}$/,
    why: "Only flex, grid and their kin are lacking, save in Outlook on Windows, which knows none but none.",
    seen: "There a day's number and its word stand in one line.",
  },
  // Elements.
  {
    feature: "html-body",
    programs: ["gmail", "outlook", "yahoo", "aol"],
    why: "A page needs one. Its ground is laid once more on the table inside.",
    seen: nothing,
  },
  {
    feature: "html-semantics",
    programs: ["gmail", "outlook", "yahoo", "aol"],
    where: /^<main>$/,
    why: "Whoever has the letter read out jumps to it. What stands inside stays where the element goes.",
    seen: nothing,
  },
  {
    feature: "html-lists",
    programs: ["gmail", "outlook", "yahoo", "aol"],
    why: "Only counting backwards and starting at another number are lacking.",
    seen: nothing,
  },
  {
    feature: "html-lang",
    programs: ["yahoo", "aol"],
    where: /^<html /,
    why: "Lacking on cells only.",
    seen: nothing,
  },
  {
    feature: "html-dir",
    programs: ["gmail mobile-webmail", "outlook windows"],
    where: /^<(?:html|span) /,
    why: "Keeps a name written from right to left to itself. In Outlook it is lacking on links only.",
    seen: "In Gmail's mobile website a whole letter may be set from right to left for a name that is.",
  },
  {
    feature: "html-role",
    programs: ["outlook windows-mail", "yahoo", "aol"],
    where: /^<table /,
    why: "Yahoo takes it on tables, where it stands.",
    seen: "Windows Mail reads out that there are tables.",
  },
  {
    feature: "html-aria-hidden",
    programs: ["outlook windows-mail", "yahoo", "aol", "thunderbird"],
    why: "What it hides is an ornament, or is said in words beside it.",
    seen: "A screen reader also says the number that is painted on the band.",
  },
];

/** What caniemail has not measured. */
export const unmeasured: Readonly<Record<string, string>> = {
  "unmeasured element html": "Every page has one.",
  "unmeasured element head": "Every page has one.",
  "unmeasured element meta": "Read or passed over.",
  "unmeasured element title": "Read or passed over.",
  "unmeasured element a": "Links came with html.",
  "unmeasured element br": "So did line breaks.",
  "unmeasured attribute name": "Of meta elements.",
  "unmeasured attribute content": "Of meta elements.",
  "unmeasured attribute http-equiv": "Of meta elements.",
  "unmeasured attribute class": "By which the style element finds its elements; css-selector-class is measured.",
  "unmeasured attribute href": "Links came with html; where they lead is looked at in links.ts.",
  "unmeasured attribute alt": "Read out or shown in a picture's place since html 2.",
  "unmeasured attribute border": "Of tables, as old as they are.",
  "unmeasured attribute colspan": "Of cells, as old as they are.",
  "unmeasured attribute tabindex": "Keeps the keyboard from the link that is for machines.",
  "unmeasured attribute data-*": "For publishing and the tests; no mail program looks at it.",
  "unmeasured property color": "The oldest property.",
  "unmeasured property font-family": "A list that ends in sans-serif, with a first name that Outlook on Windows has.",
  "unmeasured property mso-hide": "Outlook's own: hides the first line there.",
  "unmeasured property mso-padding-alt": "Outlook's own: pads the button's cell there alone.",
  "unmeasured property supported-color-schemes": "What color-scheme was called in the first Apple Mail to know it.",
  "unmeasured property -webkit-text-size-adjust": "Keeps phones by Apple from enlarging letters on their own.",
  "unmeasured picture without an ending": "The pixel: a GIF of 43 bytes whose address is a token.",
  "unmeasured selector :root": "Stands before the declarations for Apple Mail alone.",
};
