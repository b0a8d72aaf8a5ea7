import localFont from "next/font/local";

/*
 * Two families, no third, from npm and never from somebody's server. They are asked for together with the page; where
 * they come too late, that page is shown, and stays, in a fallback of the same widths ("optional"): letters that change
 * under the reader's eyes shift the page. Next wants every argument written out.
 */
const display = localFont({
  src: "../node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
  weight: "200 800",
  display: "optional",
  variable: "--font-bricolage",
});

const text = localFont({
  src: "../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  weight: "300 900",
  display: "optional",
  variable: "--font-figtree",
});

/* The letters of names from Łódź to Ōsaka: fetched only by a page that has one. */
const displayExtended = localFont({
  src: "../node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-ext-wght-normal.woff2",
  weight: "200 800",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
  variable: "--font-bricolage-extended",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

const textExtended = localFont({
  src: "../node_modules/@fontsource-variable/figtree/files/figtree-latin-ext-wght-normal.woff2",
  weight: "300 900",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
  variable: "--font-figtree-extended",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

/** The classes that give a page the variables of which `app/theme.css` makes its two families. */
export const fontVariables = [display, text, displayExtended, textExtended].map(({ variable }) => variable).join(" ");
