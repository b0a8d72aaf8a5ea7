import { createElement, Fragment, type ReactNode } from "react";
import type { Compiled, CompiledForm, Part } from "../../domain/version.ts";
import { createLinkTable, type LinkTable, numberLinks, repeatAddresses } from "./links.ts";
import { checkPlaces } from "./places.ts";
import { bindProbe, plainProbe } from "./probes.ts";
import { Refusal } from "./refusal.ts";
import { renderLine, renderSurface, renderText } from "./render.ts";
import { createSentinels, type Sentinels, toParts } from "./sentinels.ts";
import type { Binding, Template } from "./template.ts";

export const variants = { named: true, unnamed: false } as const;

type Compiling = { template: Template; file: string; sentinels: Sentinels; table: LinkTable };

/**
 * Renders every variant and surface of a message once, with sentinels for the reader's values, and cuts the results at
 * them. The outcome holds everything that sending needs: no template, no React. It throws a `Refusal` for a template
 * that must not be sent; whether the form says the same as the template for every reader is what `verify` finds out.
 */
export async function compile(template: Template): Promise<Compiled> {
  const compiling = { template, file: template.file, sentinels: createSentinels(), table: createLinkTable() };
  const forms: Record<string, CompiledForm> = {};
  for (const [variant, named] of Object.entries(variants)) forms[variant] = await compileVariant(compiling, named);
  return { forms, links: compiling.table.urls, slots: namesIn(forms) };
}

async function compileVariant(compiling: Compiling, named: boolean): Promise<CompiledForm> {
  const mail = await compileSurface(compiling, { surface: "mail", named });
  const web = await compileSurface(compiling, { surface: "web", named });
  if (/<html\b/i.test(web)) throw new Refusal(compiling.file, 'renders a whole document for the surface "web".');
  const line = bindSentinels(compiling.sentinels, { surface: "mail", named });
  return {
    subject: compileLine(compiling, "subject", line),
    preheader: compileLine(compiling, "preheader", line),
    html: withTracking(cut(compiling, mail), compiling.file),
    text: cut(compiling, renderText(repeatAddresses(mail, compiling))),
    web: cut(compiling, web),
  };
}

async function compileSurface(compiling: Compiling, surface: Pick<Binding, "surface" | "named">): Promise<string> {
  refusePrivateUse(compiling.file, await renderSurface(compiling.template, bindProbe(plainProbe, surface)));
  const html = await renderSurface(compiling.template, bindSentinels(compiling.sentinels, surface));
  const numbered = numberLinks(html, compiling);
  checkPlaces(numbered, compiling);
  return numbered;
}

/** In the author's own text, which would be taken for sentinels. */
function refusePrivateUse(file: string, output: string): void {
  const character = /\p{Co}/u.exec(output)?.[0];
  if (character === undefined) return;
  const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase()}`;
  throw new Refusal(file, `contains the private-use character ${code}, which mail programs cannot show: take it out.`);
}

function compileLine(compiling: Compiling, line: "subject" | "preheader", binding: Binding): Part[] {
  refusePrivateUse(compiling.file, renderLine(compiling.template, line, bindProbe(plainProbe, binding)));
  const written = renderLine(compiling.template, line, binding);
  if (written.trim() === "" || /[\r\n]/.test(written)) {
    throw new Refusal(compiling.file, `has a ${line} that is empty or longer than a line.`);
  }
  return cut(compiling, written);
}

/** What a template is rendered with while it is compiled: a sentinel in every place. */
export function bindSentinels({ write }: Sentinels, surface: Pick<Binding, "surface" | "named">): Binding {
  return {
    ...surface,
    slot: (name) => write("slot", name),
    choice: (name) => ({ pick: (fragments) => allFragments(write, name, fragments) }),
  };
}

/** All fragments one after another; cutting takes them apart again. */
function allFragments(write: Sentinels["write"], name: string, fragments: Readonly<Record<string, ReactNode>>) {
  const marked = Object.entries(fragments).flatMap(([option, fragment]) => [write("option", option), fragment]);
  return createElement(Fragment, null, write("choice", name), ...marked, write("end", name));
}

function cut({ file, sentinels }: Pick<Compiling, "file" | "sentinels">, output: string): Part[] {
  try {
    return toParts(sentinels.read(output));
  } catch (error) {
    throw new Refusal(file, `cannot be cut into parts: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * What sees opens and tells machines from people is one choice, because some readers and authors want none of it. It
 * stands last, where a slow image delays nothing. No person finds the honeypot: it is not drawn, not spoken and not
 * reached by keyboard. Its words are for those whose mail program shows it all the same.
 */
function withTracking(html: readonly Part[], file: string): Part[] {
  const last = html.at(-1);
  const at = typeof last === "string" ? last.lastIndexOf("</body>") : -1;
  if (typeof last !== "string" || at === -1) throw new Refusal(file, "has no </body> at the end of its mail.");
  const on: Part[] = [
    '<div aria-hidden="true" style="display:none;mso-hide:all"><a href="',
    { slot: "links.honeypot" },
    '" tabindex="-1">For machines only</a></div><img src="',
    { slot: "links.open" },
    '" alt="" width="1" height="1" style="display:block"/>',
  ];
  return [...html.slice(0, -1), last.slice(0, at), { choice: "open.pixel", options: { on, off: [] } }, last.slice(at)];
}

function namesIn(forms: Readonly<Record<string, CompiledForm>>): string[] {
  const names = new Set<string>();
  const look = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (typeof part === "string" || "link" in part) continue;
      names.add("slot" in part ? part.slot : part.choice);
      if ("choice" in part) Object.values(part.options).forEach(look);
    }
  };
  for (const form of Object.values(forms)) Object.values(form).forEach(look);
  return [...names].sort();
}
