import { type Inline, linkSlots, type TextSlot, textSlots } from "./tree.ts";

type Told = (message: string) => void;

const slotPattern = /\{\{([^{}]*)\}\}/g;
const longestOtherwise = 60;

/**
 * Cuts a text at its slots: `{{reader.name | there}}` is the reader's name, and "there" for whoever gave none. What is
 * wrong with one is told, and it then stays in the text as it was typed.
 */
export function cutAtSlots(text: string, tell: Told): Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const { 0: written, 1: inner = "", index } of text.matchAll(slotPattern)) {
    const slot = readSlot(inner, tell);
    if (slot === null) continue;
    if (index > end) inlines.push({ kind: "text", value: text.slice(end, index) });
    inlines.push(slot);
    end = index + written.length;
  }
  const rest = text.slice(end);
  if (rest !== "") inlines.push({ kind: "text", value: rest });
  if (/\{\{|\}\}/.test(text.replaceAll(slotPattern, ""))) {
    tell("has two braces that belong to no slot: a slot is written {{reader.name | there}}, with nothing bold in it.");
  }
  return inlines;
}

function readSlot(inner: string, tell: Told): Inline | null {
  const [name = "", ...others] = inner.split("|").map((part) => part.trim());
  if (!isTextSlot(name)) {
    tell(`has the slot {{${name}}}, which does not exist${near(name)}: ${listOf(textSlots)}.`);
    return null;
  }
  const otherwise = others.length === 0 ? null : others.join("|");
  if (name !== "reader.name") {
    if (otherwise === null) return { kind: "slot", name, otherwise };
    tell(`has a word for readers without ${name}, and there are none: write {{${name}}}.`);
    return null;
  }
  if (otherwise === null || otherwise === "") {
    tell("has {{reader.name}}, and some readers gave no name: say what they read, as in {{reader.name | there}}.");
    return null;
  }
  if (otherwise.length <= longestOtherwise && !otherwise.includes("|")) return { kind: "slot", name, otherwise };
  tell("has a slot with more than one word in place of the name: {{reader.name | there}} has one, up to 60 letters.");
  return null;
}

/**
 * Where a link in a letter leads, when it is a page of ours: "{{links.me}}", or a page below "{{links.home}}", such as
 * "{{links.home}}/articles". Also as a browser escapes it. Null for any other address.
 */
export function ownLink(href: string): string | null {
  const [, name = "", path = ""] = /^(?:\{\{|%7B%7B)\s*([\w.]+)\s*(?:\}\}|%7D%7D)(.*)$/i.exec(href) ?? [];
  if (!Object.hasOwn(linkSlots, name)) return null;
  if (path === "") return `{{${name}}}`;
  return name === "links.home" && /^\/[\w/.~-]*(?:#[\w-]*)?$/.test(path) ? `{{${name}}}${path}` : null;
}

function isTextSlot(name: string): name is TextSlot {
  return Object.hasOwn(textSlots, name);
}

function near(name: string): string {
  if (Object.hasOwn(linkSlots, name)) return " in a text (it is for a link, as in [your page]({{links.me}}))";
  return /name/i.test(name) ? " (did you mean {{reader.name | there}}?)" : "";
}

function listOf(slots: Readonly<Record<string, string>>): string {
  const all = Object.entries(slots).map(([name, holds]) => `{{${name}}} is ${holds}`);
  return `there are ${all.length}: ${all.join(", ")}`;
}
