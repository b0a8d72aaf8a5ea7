import { type Filler, prepare } from "../../domain/fill.ts";
import type { Compiled } from "../../domain/version.ts";
import { variants } from "./compile.ts";
import {
  bindProbe,
  cellIndex,
  cellStates,
  emptyProbe,
  hostileProbes,
  type Probe,
  plainProbe,
  unremarkableProbe,
} from "./probes.ts";
import { Refusal } from "./refusal.ts";
import { renderLine, renderSurface, renderText } from "./render.ts";
import { type Template, textSlots, urlSlots } from "./template.ts";

type Output = "subject" | "preheader" | "html" | "text" | "web";
type Outputs = Readonly<Record<Output, string>>;
type Verifying = { template: Template; compiled: Compiled; named: boolean; filler: Filler };

/**
 * Holds a compiled message against its template: rendered directly and filled from the version, it must be the same
 * byte for byte, for readers as odd as they come. Whatever the template does with a value besides placing it shows here
 * as a difference. Throws a `Refusal` that names file, slot and cure.
 */
export async function verify(template: Template, compiled: Compiled): Promise<void> {
  for (const verifying of verifyingEach(template, compiled)) {
    for (const probe of [...hostileProbes(), emptyProbe]) {
      if ((await findDifference(verifying, probe)) !== null) throw await refusalFor(verifying, probe);
    }
  }
}

/** Every variant of a compiled message, made ready to be held against its template. */
export function verifyingEach(template: Template, compiled: Compiled): Verifying[] {
  return Object.entries(variants).map(([variant, named]) => {
    const form = compiled.forms[variant];
    if (!form) throw new Error(`${template.file} was compiled without the variant ${variant}.`);
    return { template, compiled, named, filler: prepare(form) };
  });
}

const everyOutput: readonly Output[] = ["subject", "preheader", "html", "text", "web"];

/** The first output in which the version says something else to this reader than its template would, or null. */
export async function findDifference(verifying: Verifying, probe: Probe): Promise<Output | null> {
  const direct = await renderDirectly(verifying, probe);
  const filled = fillFrom(verifying, probe);
  // Around an empty value plain text has other line breaks when it is rendered directly. No value is ever empty.
  const counted = Object.values(probe.values).includes("")
    ? everyOutput.filter((output) => output !== "text")
    : everyOutput;
  return counted.find((output) => direct[output] !== filled[output]) ?? null;
}

async function renderDirectly({ template, named }: Verifying, probe: Probe): Promise<Outputs> {
  const mail = bindProbe(probe, { surface: "mail", named });
  const html = await renderSurface(template, mail);
  return {
    subject: renderLine(template, "subject", mail),
    preheader: renderLine(template, "preheader", mail),
    html,
    text: renderText(html),
    web: await renderSurface(template, bindProbe(probe, { surface: "web", named })),
  };
}

/** Filled as a reader without tracking would get it: original links, no pixel. */
function fillFrom({ template, compiled, filler }: Verifying, probe: Probe): Outputs {
  const choices = compiled.slots.filter((name) => name.startsWith("progress.week."));
  const filling = {
    values: probe.values,
    choices: {
      "open.pixel": "off",
      ...Object.fromEntries(choices.map((name) => [name, probe.cell(cellIndex(name))])),
    },
    linkUrl: (number: number) => compiled.links[number] ?? "",
  };
  try {
    return { ...filler.fill(filling), web: filler.fillWeb(filling) };
  } catch (error) {
    throw new Refusal(template.file, `cannot be filled: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Finds out what is to blame for a difference, so that the author learns where to look. */
async function refusalFor(verifying: Verifying, probe: Probe): Promise<Refusal> {
  const cause =
    (await blameChance(verifying)) ?? (await blameFragments(verifying)) ?? (await blameSlot(verifying, probe));
  return new Refusal(verifying.template.file, cause);
}

async function blameChance(verifying: Verifying): Promise<string | null> {
  const once = await renderDirectly(verifying, plainProbe);
  const again = await renderDirectly(verifying, plainProbe);
  if (everyOutput.every((output) => once[output] === again[output])) return null;
  return "renders something else each time: use neither the time nor anything random.";
}

async function blameFragments(verifying: Verifying): Promise<string | null> {
  for (const state of cellStates) {
    const output = await findDifference(verifying, { ...unremarkableProbe, cell: () => state });
    if (output === null) continue;
    const cure = "place what pick() gives as it is, and keep block elements out of its fragments.";
    return `compiles the fragment "${state}" of a day's cell to another ${output} than it renders: ${cure}`;
  }
  return null;
}

async function blameSlot(verifying: Verifying, probe: Probe): Promise<string> {
  for (const slot of [...textSlots, ...urlSlots]) {
    const value = probe.values[slot] ?? "";
    const values = { ...unremarkableProbe.values, [slot]: value };
    const output = await findDifference(verifying, { ...unremarkableProbe, values });
    if (output !== null) return inspected(slot, output, value);
  }
  return "looks into several slots at once: place each of them as it is, or declare a variant instead.";
}

function inspected(slot: string, output: Output, value: string): string {
  const shown = value === "" ? "is empty" : `is ${JSON.stringify(value.slice(0, 20))}`;
  return (
    `looks into the slot ${slot}: its ${output} is no longer what was published when the slot ${shown}. ` +
    "Place it as it is; where readers must see something else, declare a variant instead."
  );
}
