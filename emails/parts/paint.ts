import type { CSSProperties } from "react";
import { colors, type Ground, type Readable, type Role, readable } from "./theme.ts";

/** What an element of a mail wears: its colors inline, and class names by which the dark scheme finds it. */
export type Coat = { className: string; style: CSSProperties };

/** Lays a ground and says what is read on it. Only pairs whose contrast is tested compile. */
export function paint<On extends Ground>(on: On, text: Readable<On>, style: CSSProperties = {}): Coat {
  const { light } = colors;
  return { className: `b-${on} c-${text}`, style: { ...style, backgroundColor: light[on], color: light[text] } };
}

/** Writes on a ground that an element around has laid. The ground is named so that the pair is a tested one. */
export function write<On extends Ground>(_on: On, text: Readable<On>, style: CSSProperties = {}): Coat {
  return { className: `c-${text}`, style: { ...style, color: colors.light[text] } };
}

/** A color with nothing to read on it: a stripe, a piece of the mark. */
export function fill(role: Role, style: CSSProperties = {}): Coat {
  return { className: `b-${role}`, style: { ...style, backgroundColor: colors.light[role] } };
}

/** One more class beside a coat's own. */
export function also(className: string, coat: Coat): Coat {
  return { ...coat, className: coat.className === "" ? className : `${coat.className} ${className}` };
}

/** A border in a role's color; the class names the role for the dark scheme. */
export function rule(role: Bordering, coat: Coat): Coat {
  return also(`r-${role}`, coat);
}

const grounds: readonly Role[] = [...(Object.keys(readable) as Ground[]), "brandInk"]; // Lane paint is a ground too.
const texts: ReadonlySet<Role> = new Set<Role>(Object.values(readable).flat());
const rules = ["ink", "line", "edge", "brand", "done", "today", "rest"] as const satisfies readonly Role[];

type Bordering = (typeof rules)[number];

/** The dark scheme for clients that ask: Apple Mail, Outlook for Mac and on phones, Thunderbird. */
export function darkRules(): string {
  const border = rules.map((role) => `.r-${role}{border-color:${colors.dark[role]}!important}`);
  return [darkFills(""), darkTexts(""), ...border].join("");
}

/** Outlook.com marks what it darkens with attributes of its own. A style element apart, for Gmail drops one it doubts. */
export function outlookDarkRules(): string {
  return darkFills("[data-ogsb] ") + darkTexts("[data-ogsc] ");
}

function darkFills(within: string): string {
  return grounds.map((role) => `${within}.b-${role}{background-color:${colors.dark[role]}!important}`).join("");
}

function darkTexts(within: string): string {
  return [...texts].map((role) => `${within}.c-${role}{color:${colors.dark[role]}!important}`).join("");
}
