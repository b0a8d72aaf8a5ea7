import sharp from "sharp";
import { drawBend } from "../domain/bend.ts";
import type { DayMark } from "../domain/streaks.ts";
import { colors } from "../emails/parts/theme.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import type { Context } from "./context.ts";
import { drawLine, drawLines } from "./lettering/lettering.ts";

export type CertificatePicture = { kind: "unknown" } | { kind: "not yet" } | { kind: "ok"; png: Buffer };

/** A picture to share of a course that is finished: the course and the days done, and nothing of who did them. */
export async function readCertificatePicture(
  context: Context,
  input: { token: string; courseSlug: string },
): Promise<CertificatePicture> {
  const page = await readCertificate(context, input);
  if (page.kind !== "ok") return { kind: page.kind };
  const { courseTitle, done, days, weeks } = page.certificate;
  const svg = drawPicture({ courseTitle, done, days, weeks, siteName: context.settings.siteName });
  return { kind: "ok", png: await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer() };
}

type Drawn = Pick<Certificate, "courseTitle" | "done" | "days" | "weeks"> & { siteName: string };

const width = 1_200;
const height = 630;
const margin = 64;
const paper = colors.light;

/** As SVG without a font and without a name: what could tell who this was is not even handed in. */
export function drawPicture({ courseTitle, done, days, weeks, siteName }: Drawn): string {
  const title = drawLines(courseTitle, { size: 68, width: width - 2 * margin, most: 2 });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper.ground}"/>`,
    `<g fill="${paper.ink}">`,
    ...title.map(({ path }, line) => at(margin, 116 + line * 76, path)),
    "</g>",
    track(weeks),
    `<g fill="${paper.brand}">${at(margin, 420, drawLine(String(done), { size: 150 })?.path)}</g>`,
    `<g fill="${paper.quiet}">${at(margin, 474, drawLine(`of ${days} days done`, { size: 38 })?.path)}</g>`,
    `<g fill="${paper.ink}">${at(margin, 572, drawLine(siteName, { size: 30 })?.path)}</g>`,
    "</svg>",
  ].join("");
}

function at(x: number, y: number, path = ""): string {
  return `<g transform="translate(${x} ${y})">${path}</g>`;
}

/** The course as the bend of a track around the sun, on the lower edge, as large as there is room. */
function track(weeks: Drawn["weeks"]): string {
  const bend = drawBend(weeks.map((week) => week.length));
  const marks = weeks.flat();
  const scale = Math.min(340 / bend.size, 2);
  const lane = (path: string, color: string) =>
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="${bend.laneWidth}"/>`;
  const pieces = bend.days.map(({ path }, place) => lane(path, pieceColors[marks[place] ?? "coming"]));
  const drawing = `<path d="${bend.sun}" fill="${paper.today}"/>${bend.lanes.map((path) => lane(path, paper.surface)).join("")}${pieces.join("")}`;
  return `<g transform="translate(${width - margin - 340} ${height - 40}) scale(${scale})">${drawing}</g>`;
}

const pieceColors: Readonly<Record<DayMark, string>> = {
  done: paper.done,
  rest: paper.rest,
  missed: paper.line,
  frozen: paper.line,
  coming: paper.surface,
  today: paper.today,
};
