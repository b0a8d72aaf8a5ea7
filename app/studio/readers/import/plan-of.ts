import { parseSendTime } from "../../../../domain/calendar.ts";
import { mostColumns } from "../../../../domain/import/plan.ts";
import { splitTags } from "../../../../domain/import/row.ts";
import { zoneNamed } from "../../../../domain/zones.ts";

/** The plan that a form describes; whether it can be one is for the engine to judge. */
export function planOf(form: FormData): unknown {
  const text = (field: string) => String(form.get(field) ?? "").trim();
  const columns = [];
  for (let place = 0; place < mostColumns && form.has(`column-${place}`); place += 1)
    columns.push(text(`column-${place}`));
  return {
    columns,
    delimiter: text("delimiter") === "tab" ? "\t" : text("delimiter"),
    hasHeadings: form.get("headings") !== null,
    zone: zoneNamed(text("zone")) ?? "UTC",
    sendMinute: parseSendTime(text("sendTime")) ?? 420,
    course: text("course") || null,
    nextLesson: Math.max(1, Math.trunc(Number(text("nextLesson"))) || 1),
    newsletters: form.getAll("newsletter").map(String),
    tags: splitTags(text("tags")).slice(0, 20),
    changes: form.getAll("change").map(String),
  };
}
