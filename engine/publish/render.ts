import { render, toPlainText } from "react-email";
import { plainTextOptions } from "../../emails/parts/plain-text.ts";
import { Refusal } from "./refusal.ts";
import type { Binding, Template } from "./template.ts";

/**
 * Renders one surface of a message. Compiling and probing both come through here, so what they compare was made the
 * same way. React's separators between neighboring texts and its Suspense marks are left out: they mean nothing to a
 * mail program, and an empty value would move them.
 */
export async function renderSurface(template: Template, binding: Binding): Promise<string> {
  const html = await asRefusal(template, () => render(template.element(binding)));
  const bare = html.replaceAll(/<!--(?: |\/?\$)-->/g, "");
  return binding.surface === "mail" ? bare : bare.replace(/^<!DOCTYPE[^>]*>/, "");
}

/** The subject and the line that an inbox shows after it. */
export function renderLine(template: Template, line: "subject" | "preheader", binding: Binding): string {
  try {
    return template[line](binding);
  } catch (error) {
    throw refusalOf(template, error);
  }
}

/** The plain-text part that goes with a mail's html. */
export function renderText(html: string): string {
  return toPlainText(html, plainTextOptions);
}

async function asRefusal(template: Template, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(template, error);
  }
}

function refusalOf(template: Template, error: unknown): Error {
  // A looked-into slot has an error of its own (see watch.ts), which says more than this could.
  if (error instanceof Error && error.name === "SlotInspected") return error;
  return new Refusal(template.file, `cannot be rendered: ${error instanceof Error ? error.message : String(error)}`);
}
