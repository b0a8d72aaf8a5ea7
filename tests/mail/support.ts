import { rawData } from "caniemail";
import postcss, { type Container } from "postcss";
import { type Allowance, allowances, unmeasured } from "./allowances.ts";
import type { MailDocument } from "./document.ts";
import {
  featuresOfAtRule,
  featuresOfAttribute,
  featuresOfDeclaration,
  featuresOfElement,
  featuresOfSelector,
} from "./features.ts";
import type { Mail } from "./fill.ts";

/** The programs that nearly all mail is read in, as caniemail names their makers. Its data lies in the package. */
const makers = ["gmail", "outlook", "apple-mail", "yahoo", "aol", "thunderbird", "samsung-email"] as const;

/** Something that a mail asks of a mail program, as it stands there: "td { padding: 0 20px }". */
type Use = { words: string; features: readonly string[] };

const known = new Map(rawData.data.map((feature) => [feature.slug, feature]));

/**
 * Looks up everything that the mails ask for, each thing once, and names what a mail program cannot do or not wholly.
 * What is allowed has its reason in allowances.ts; an allowance that no mail needs is named too.
 */
export function findSupportFaults(mails: readonly Mail[], allowed: Allowed = { allowances, unmeasured }): string[] {
  const first = new Map<string, { name: string; use: Use }>();
  for (const { name, document } of mails) {
    for (const use of usesOf(document)) if (!first.has(use.words)) first.set(use.words, { name, use });
  }
  const needed = new Set<string>();
  const faults = [...first.values()].flatMap(({ name, use }) => faultsOf(name, use, { allowed, needed }));
  return [...faults, ...needless(allowed, needed)];
}

type Allowed = { allowances: readonly Allowance[]; unmeasured: Readonly<Record<string, string>> };
type Looking = { allowed: Allowed; needed: Set<string> };

function faultsOf(name: string, { words, features }: Use, { allowed, needed }: Looking): string[] {
  return features.flatMap((feature) => {
    if (feature in allowed.unmeasured) needed.add(feature);
    if (feature in allowed.unmeasured) return [];
    if (!known.has(feature)) return [`${name}: ${words}: nobody has measured it (${feature}).`];
    const lacking = lackingIn(feature).filter(({ program, notes }) => {
      const allowance = allowed.allowances.find((each) => allows(each, { feature, program, notes, words }));
      if (allowance) needed.add(`${allowance.feature} ${allowance.programs.find((each) => program.startsWith(each))}`);
      return !allowance;
    });
    if (lacking.length === 0) return [];
    const programs = lacking.map(({ program, notes }) => `${program}${notes === "" ? "" : ` (${notes})`}`).join(", ");
    return [`${name}: ${words}: ${feature} lacks support in ${programs}.`];
  });
}

type Lack = { program: string; notes: string };

function allows({ feature, programs, where }: Allowance, use: Lack & { feature: string; words: string }): boolean {
  if (feature !== use.feature || !programs.some((each) => use.program.startsWith(each))) return false;
  return where === undefined || where.test(use.words);
}

/** The programs whose newest version does not do this, or only partly; the data's own note says how far. */
function lackingIn(slug: string): Lack[] {
  const feature = known.get(slug);
  if (feature === undefined) return [];
  return makers.flatMap((maker) =>
    Object.entries(feature.stats[maker] ?? {}).flatMap(([platform, versions]) => {
      const support = newestOf(versions);
      if (/^[yu]/.test(support)) return [];
      const notes = [...support.matchAll(/#(\d+)/g)].map(([, number]) => feature.notes_by_num?.[number ?? ""] ?? "");
      return [
        { program: `${maker} ${platform}`, notes: notes.join(" ") || (support.startsWith("n") ? "" : "Partial.") },
      ];
    }),
  );
}

/** Versions stand in the order in which they were tested, but JavaScript puts whole numbers such as "15" first. */
function newestOf(versions: Readonly<Record<string, string>>): string {
  const names = Object.keys(versions);
  const newest = names.reduce((one, other) => (isNewer(one, other) ? one : other), names[0] ?? "");
  return versions[newest] ?? "u";
}

/** Between a year and a version's number only the order tells. */
function isNewer(one: string, other: string): boolean {
  const isYear = (name: string) => /^20\d\d/.test(name);
  return isYear(one) === isYear(other) && one.localeCompare(other, "en", { numeric: true }) > 0;
}

function needless({ allowances: list, unmeasured: words }: Allowed, needed: ReadonlySet<string>): string[] {
  const entries = list.flatMap(({ feature, programs }) => programs.map((program) => `${feature} ${program}`));
  return [...entries, ...Object.keys(words)]
    .filter((entry) => !needed.has(entry))
    .map((entry) => `allowances.ts allows ${entry}, and no mail needs it: take it out.`);
}

function usesOf({ elements, css, doctype }: MailDocument): Use[] {
  const inline = elements.flatMap(({ tag, attributes }) => [
    { words: `<${tag}>`, features: featuresOfElement(tag, known) },
    ...Object.entries(attributes).map(([name, value]) => ({
      words: ["src", "href", "name"].includes(name) ? `<${tag} ${name}="${value}">` : `<${tag} ${name}>`,
      features: featuresOfAttribute({ tag, name, value }, known),
    })),
    ...declarationsIn(postcss.parse(attributes.style ?? ""), tag),
  ]);
  const html5 = /^\s*<!doctype html>$/i.test(doctype) ? [{ words: doctype, features: ["html-doctype"] }] : [];
  return [...html5, ...inline, ...rulesIn(postcss.parse(css))];
}

function rulesIn(sheet: Container): Use[] {
  const uses: Use[] = [];
  sheet.walkAtRules(({ name, params }) => {
    uses.push({ words: `@${name} ${params}`, features: featuresOfAtRule(name, params) });
  });
  sheet.walkRules((rule) => {
    for (const selector of rule.selectors) uses.push({ words: selector, features: featuresOfSelector(selector) });
    uses.push(...declarationsIn(rule, rule.selector));
  });
  sheet.walkComments(() => {
    uses.push({ words: "/* */", features: ["css-comments"] });
  });
  return uses;
}

function declarationsIn(container: Container, owner: string): Use[] {
  return (
    container.nodes?.flatMap((node) => {
      if (node.type !== "decl") return [];
      const value = node.important ? `${node.value}!important` : node.value;
      const features = featuresOfDeclaration({ property: node.prop.toLowerCase(), value }, known);
      return [{ words: `${owner} { ${node.prop}: ${value} }`, features }];
    }) ?? []
  );
}
