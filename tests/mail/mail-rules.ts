import type { ConfigData, MetaData } from "html-validate";
import html5 from "html-validate/elements/html5";

/** html-validate's recommended rules and those for reading aloud, less what a mail cannot keep. */
export const mailRules: ConfigData = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  // Outlook on Windows takes the width and gaps of a table from these attributes and from nothing else.
  elements: [
    "html5",
    {
      table: withNeeded(html5.table, ["width", "cellpadding", "cellspacing"]),
      td: withNeeded(html5.td, ["width", "align"]),
    },
  ],
  rules: {
    // React writes `<br/>` and `cellPadding`. Neither case nor slash means anything in html.
    "void-style": "off",
    "attr-case": "off",
    // React Email writes the transitional doctype. Outlook on Windows reads none, and the others draw both alike where
    // no picture stands in a line of text. That there is a doctype at all is looked at in frame.ts.
    "doctype-html": "off",
    // Gmail drops style elements for all accounts but its own, so what must arrive stands inline.
    "no-inline-style": "off",
    // Old screen readers know "presentation" and not "none".
    "presentation-role-style": ["error", { prefer: "presentation" }],
  },
};

/** An element of html 5 on which these attributes are no longer deprecated. */
function withNeeded(element: MetaData | undefined, attributes: readonly string[]): MetaData {
  const needed = Object.fromEntries(attributes.map((attribute) => [attribute, {}]));
  return { ...element, attributes: { ...element?.attributes, ...needed } };
}
