import { readVersion } from "../../db/catalogue.ts";
import { type Delivery, readDelivery } from "../../db/deliveries.ts";
import { readEnrolment } from "../../db/enrolments.ts";
import { type Reader, readReader } from "../../db/readers.ts";
import type { DeliveryValues } from "../../db/schema/deliveries.ts";
import { type Filled, prepare } from "../../domain/fill.ts";
import type { CompiledForm, Part } from "../../domain/version.ts";
import type { Context } from "../context.ts";
import { lessonValues, nameValue } from "../lesson-values.ts";
import { readPassage } from "../passage.ts";
import { visitorLinks } from "../web-links.ts";

export type MessagePreview = Pick<Filled, "subject" | "preheader" | "html" | "text"> & {
  reader: Reader;
  /** It has not been settled yet, so its own values are still there. Else they are those of today. */
  isExact: boolean;
};

/**
 * A message in the very version in which it went out, or will. What was the reader's own in it is not kept once it is
 * settled: then the values of today stand in their places, and a dash where none is known. Its links lead to the site
 * and never to the reader's pages, so that an author who presses one changes nothing for them.
 */
export async function previewMessage(
  context: Context,
  input: { readerId: number; deliveryId: number },
): Promise<MessagePreview | null> {
  const { db, settings } = context;
  const delivery = await readDelivery(db, { id: input.deliveryId });
  const reader = delivery && (await readReader(db, { id: input.readerId }));
  if (!delivery || !reader || delivery.readerId !== reader.id) return null;
  const compiled = await readVersion(db, { id: delivery.versionId });
  const form = compiled?.forms[delivery.variant];
  if (!compiled || !form) return null;
  const known = delivery.values ?? (await valuesOfToday(context, { delivery, reader }));
  const holes = holesOf(form);
  const filled = prepare(form).fill({
    values: { ...holes.values, ...nameValue(reader.name), ...known.values, ...visitorLinks(context) },
    choices: { ...holes.choices, ...known.choices, ...(holes.choices["open.pixel"] && { "open.pixel": "off" }) },
    linkUrl: (number) => compiled.links[number] ?? settings.siteUrl,
  });
  const { subject, preheader, html, text } = filled;
  return { subject, preheader, html, text, reader, isExact: delivery.values !== null };
}

const nothing: DeliveryValues = { values: {}, choices: {} };

async function valuesOfToday(
  context: Context,
  { delivery, reader }: { delivery: Delivery; reader: Reader },
): Promise<DeliveryValues> {
  if (delivery.enrolmentId === null || delivery.lessonId === null) return nothing;
  const enrolment = await readEnrolment(context.db, { id: delivery.enrolmentId });
  if (!enrolment) return nothing;
  const passage = await readPassage(context.db, { ...reader, ...enrolment });
  const lesson = passage.lessons.find(({ id }) => id === delivery.lessonId);
  return lesson ? lessonValues({ passage, lesson, name: reader.name }) : nothing;
}

/** Something for every place of a form: a dash for a value, the first fragment of a choice. */
function holesOf(form: CompiledForm): DeliveryValues {
  const found: DeliveryValues = { values: {}, choices: {} };
  for (const parts of [form.subject, form.preheader, form.html, form.text]) collect(parts, found);
  return found;
}

function collect(parts: readonly Part[], found: DeliveryValues): void {
  for (const part of parts) {
    if (typeof part === "string" || "link" in part) continue;
    if ("slot" in part) {
      found.values[part.slot] = "–";
      continue;
    }
    found.choices[part.choice] ??= Object.keys(part.options)[0] ?? "";
    for (const option of Object.values(part.options)) collect(option, found);
  }
}
