import sharp from "sharp";
import { drawBend } from "../../../domain/bend.ts";
import { colors } from "../../../emails/parts/theme.ts";
import type { Context } from "../../context.ts";
import { drawLine, drawLines } from "../../lettering/lettering.ts";
import { findIssue } from "./archive.ts";
import { cardSize } from "./card-size.ts";

/** What stands on a card: of a newsletter itself its name alone. */
type Drawn = { newsletterTitle: string; title: string | null; day: string | null; siteName: string };

/** A card that can be drawn; `from` is all that stands on it. */
export type FoundCard = { from: unknown; changedAt: Date; draw(): Promise<Buffer> };

/** The picture that other sites show beside a link to an issue; null where there is no such public issue. */
export async function findIssueCard(
  context: Context,
  input: { newsletterSlug: string; issueSlug: string },
): Promise<FoundCard | null> {
  const found = await findIssue(context, input);
  if (!found) return null;
  const { newsletter, issue } = found;
  const day = dates.format(issue.publishedAt);
  const drawn = { newsletterTitle: newsletter.title, title: issue.title, day, siteName: context.settings.siteName };
  return { from: drawn, changedAt: issue.changedAt, draw: () => draw(drawn) };
}

const dates = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

function draw(drawn: Drawn): Promise<Buffer> {
  return sharp(Buffer.from(drawCard(drawn)))
    .png({ palette: true })
    .toBuffer();
}

const { width, height } = cardSize;
const margin = 64;
const paper = colors.light;

/** As SVG of outlines, without a font. A title in letters that are not known leaves the newsletter's and the site's name. */
function drawCard({ newsletterTitle, title, day, siteName }: Drawn): string {
  const size = title !== null && title.length > 60 ? 60 : 76;
  const lines = drawLines(title ?? newsletterTitle, { size, width: width - 2 * margin, most: 4 });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper.ground}"/>`,
    track,
    `<g fill="${paper.brand}">${title === null ? "" : at(margin, 96, shortLine(newsletterTitle, 34))}</g>`,
    `<g fill="${paper.ink}">`,
    ...lines.map(({ path }, line) => at(margin, 196 + line * size * 1.12, path)),
    at(margin, height - 52, shortLine(siteName, 30)),
    "</g>",
    `<g fill="${paper.quiet}">${day === null ? "" : at(margin, height - 98, shortLine(day, 28))}</g>`,
    "</svg>",
  ].join("");
}

function shortLine(text: string, size: number): string | undefined {
  return drawLines(text, { size, width: 700, most: 1 })[0]?.path ?? drawLine(text, { size })?.path;
}

function at(x: number, y: number, path = ""): string {
  return `<g transform="translate(${x} ${y})">${path}</g>`;
}

/** The bend of the track around the sun in the lower corner, as on the site. */
const track = drawTrack();

function drawTrack(): string {
  // Small enough to leave four lines of a title alone.
  const radius = 185;
  const bend = drawBend([7, 7, 7, 7]);
  const scale = radius / bend.size;
  const lane = (path: string, color: string) =>
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="${bend.laneWidth}"/>`;
  const lanes = bend.lanes.map((path, place) => lane(path, place === 0 ? paper.brand : paper.surface)).join("");
  return `<g transform="translate(${width - margin - radius} ${height - 40}) scale(${scale})"><path d="${bend.sun}" fill="${paper.today}"/>${lanes}</g>`;
}
