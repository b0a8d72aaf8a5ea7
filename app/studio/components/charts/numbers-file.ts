import { safeLine } from "../../../../domain/spreadsheet.ts";
import type { Numbers } from "./picture.tsx";

/** The numbers of a picture as a CSV file that is safe to open in a spreadsheet. `name` is made of letters and hyphens. */
export function numbersFile(name: string, { columns, rows }: Numbers): Response {
  return new Response([columns, ...rows].map(safeLine).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "no-store",
    },
  });
}
