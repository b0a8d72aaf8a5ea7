/**
 * Which features of caniemail's data a piece of html or css asks for. `caniemail` has such a matcher of its own, but it
 * looks at no rule inside `@media`, gives up where a mail program has no data, and takes the newest version of a
 * program by the alphabet. So only the data is taken from it, and this is the thin part that matches.
 *
 * What the data knows nothing of comes as "unmeasured …", so that nothing slips through unread.
 */
export function featuresOfDeclaration(
  { property, value }: { property: string; value: string },
  known: Known,
): string[] {
  const family = families.find(([pattern]) => pattern.test(property))?.[1];
  const own = [`css-${property}`, ...(family === undefined ? [] : [family])].find((slug) => known.has(slug));
  const values = valueFeatures.flatMap(([pattern, slug]) => (pattern.test(`${property}:${value}`) ? [slug] : []));
  return [own ?? `unmeasured property ${property}`, ...values];
}

type Known = ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** Properties that the data has under another's name. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^border-(?:(?:top|right|bottom|left)(?:-(?:width|style|color))?|width|style|color)$/, "css-border"],
  [/^border-(?:top|bottom)-(?:left|right)-radius$/, "css-border-radius"],
  [/^margin-(?:top|right|bottom|left)$/, "css-margin"],
  [/^padding-(?:top|right|bottom|left)$/, "css-padding"],
  [/^overflow-[xy]$/, "css-overflow"],
  [/^(?:left|right|top|bottom)$/, "css-left-right-top-bottom"],
  [/^(?:gap|row-gap|column-gap)$/, "css-gap"],
  [/^column(?:s|-)/, "css-column-layout-properties"],
  [/^grid-template-/, "css-grid-template"],
  [/^(?:align|justify)-/, "css-align-items"],
  [/^flex-(?:direction|flow)$/, "css-flex-direction"],
  [/^(?:margin|padding)-(?:inline|block)/, "css-margin-inline-block"],
  [/^transition-/, "css-transition"],
  [/^animation-/, "css-animation"],
  [/^background-position-/, "css-background-position"],
  [/^inset-/, "css-inset"],
];

const valueFeatures: readonly (readonly [RegExp, string])[] = [
  [/!\s*important/, "css-important"],
  [/^display:\s*(?:inline-)?flex/, "css-display-flex"],
  [/^display:\s*(?:inline-)?grid/, "css-display-grid"],
  [/^display:\s*none/, "css-display-none"],
  [/\b(?:fit|min|max)-content\b/, "css-intrinsic-size"],
  [/\b(?:system-ui|ui-(?:serif|sans-serif|rounded|monospace))\b/, "css-sytem-ui"],
  [/\bcalc\(/, "css-unit-calc"],
  [/\bclamp\(/, "css-function-clamp"],
  [/\bmax\(/, "css-function-max"],
  [/\bmin\(/, "css-function-min"],
  [/\blight-dark\(/, "css-function-light-dark"],
  [/\bvar\(|^--/, "css-variables"],
  [/\brgb\(/, "css-rgb"],
  [/\brgba\(/, "css-rgba"],
  [/\b(?:ok)?l(?:ch|ab)\(/, "css-modern-color"],
  [/linear-gradient\(/, "css-linear-gradient"],
  [/radial-gradient\(/, "css-radial-gradient"],
  [/conic-gradient\(/, "css-conic-gradient"],
  [/\binitial\b/, "css-unit-initial"],
  ...["px", "em", "rem", "ch", "ex", "vh", "vw", "vmin", "vmax", "pt", "pc", "cm", "mm", "in"].map(
    (unit) => [new RegExp(`\\d${unit}\\b`), `css-unit-${unit}`] as const,
  ),
  [/\d%/, "css-unit-percent"],
];

/** Of one selector, without the commas of a list. */
export function featuresOfSelector(selector: string): string[] {
  const bare = selector.replaceAll(/\[[^\]]*\]/g, "[]");
  const pseudo = [...bare.matchAll(/::?([a-z-]+)/g)].map(([colons, name]) =>
    name === "root"
      ? "unmeasured selector :root"
      : `css-pseudo-${colons.startsWith("::") ? "element" : "class"}-${name}`,
  );
  const simple = selectorFeatures.flatMap(([pattern, slug]) => (pattern.test(bare) ? [slug] : []));
  return [...simple, ...pseudo];
}

const selectorFeatures: readonly (readonly [RegExp, string])[] = [
  [/\.[\w-]/, "css-selector-class"],
  [/#[\w-]/, "css-selector-id"],
  [/(?:^|[\s>+~])[a-z]/i, "css-selector-type"],
  [/\*/, "css-selector-universal"],
  [/\[\]/, "css-selector-attribute"],
  [/[\w\])*]\s+[\w.#[*:]/, "css-selector-descendant"],
  [/>/, "css-selector-child"],
  [/\+/, "css-selector-adjacent-sibling"],
  [/~/, "css-selector-general-sibling"],
  [/[\w\]]\.[\w-]/, "css-selector-chaining"],
  [/&/, "css-nesting"],
];

/** "media" and "(min-width:520px)". */
export function featuresOfAtRule(name: string, parameters: string): string[] {
  const condition = /prefers-color-scheme|prefers-reduced-motion|orientation|hover|device-pixel-ratio/.exec(
    parameters,
  )?.[0];
  return [`css-at-${name}`, ...(name === "media" && condition !== undefined ? [`css-at-media-${condition}`] : [])];
}

export function featuresOfElement(tag: string, known: Known): string[] {
  const own = [elements[tag], `html-${tag}`].find((slug) => slug !== undefined && known.has(slug));
  return [own ?? `unmeasured element ${tag}`];
}

const elements: Readonly<Record<string, string>> = {
  ...named("html-h1-h6", "h1 h2 h3 h4 h5 h6"),
  ...named("html-lists", "ul ol dl li dt dd"),
  ...named("html-table", "tbody thead tfoot tr td th caption colgroup col"),
  ...named(
    "html-semantics",
    "article aside details figcaption figure footer header main mark nav section summary time",
  ),
  ...named("html-image-maps", "map area"),
  ...named("html-input-text", "input label"),
  b: "html-strong",
};

function named(slug: string, tags: string): Record<string, string> {
  return Object.fromEntries(tags.split(" ").map((tag) => [tag, slug]));
}

export function featuresOfAttribute({ tag, name, value }: Attribute, known: Known): string[] {
  if (name === "style") return [];
  if (name === "src" || name === "background") return [pictureFeature(value)];
  if (name === "href" && value.startsWith("#")) return ["html-anchor-links"];
  if (name === "href" && value.startsWith("mailto:")) return ["html-mailto-links"];
  if (tag === "meta" && name === "name" && value === "color-scheme") return ["html-meta-color-scheme"];
  const slug = name === "srcset" || name === "sizes" ? "html-srcset" : `html-${name}`;
  if (known.has(slug)) return [slug];
  return [`unmeasured attribute ${name.startsWith("data-") ? "data-*" : name}`];
}

type Attribute = { tag: string; name: string; value: string };

function pictureFeature(url: string): string {
  if (url.startsWith("data:")) return "image-base64";
  const ending = /\.([a-z0-9]+)(?:[?#].*)?$/i.exec(url)?.[1]?.toLowerCase();
  if (ending === "jpeg") return "image-jpg";
  return ending === undefined ? "unmeasured picture without an ending" : `image-${ending}`;
}
