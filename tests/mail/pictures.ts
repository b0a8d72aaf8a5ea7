import type { MailElement } from "./document.ts";
import type { Mail } from "./fill.ts";

/**
 * What stands in a picture's place for whoever does not see it: the blind, and all whose mail program waits for a
 * permission. Only a spacer or the pixel has nothing to say.
 */
export function findPictureFaults({ name, document: { elements } }: Mail): string[] {
  const pictures = elements.filter(({ tag }) => tag === "img");
  const said = pictures.filter((picture) => !isSpacer(picture));
  return [
    ...pictures.flatMap((picture) =>
      [...sizeFaults(picture), ...altFaults(picture)].map((fault) => at(picture, fault)),
    ),
    ...said.flatMap((picture, index) => {
      const before = said.slice(0, index).find(({ attributes }) => attributes.alt === picture.attributes.alt);
      return before ? [at(picture, `says "${picture.attributes.alt}", as another picture of this mail does`)] : [];
    }),
  ].map((fault) => `${name}: ${fault}.`);
}

function at({ attributes }: MailElement, fault: string): string {
  return `the picture ${attributes.src ?? "without src"} ${fault}`;
}

function isSpacer({ attributes }: MailElement): boolean {
  return attributes.alt === "" && Math.min(Number(attributes.width), Number(attributes.height)) <= 1;
}

/** Without both, Outlook draws the file's own pixels, and everywhere the text jumps when the picture comes. */
function sizeFaults({ attributes }: MailElement): string[] {
  return ["width", "height"].flatMap((side) =>
    /^\d+$/.test(attributes[side] ?? "") ? [] : [`does not give its ${side} in pixels`],
  );
}

function altFaults(picture: MailElement): string[] {
  const { alt } = picture.attributes;
  if (alt === undefined) return ["has no alt"];
  if (isSpacer(picture)) return [];
  if (alt.trim() === "") return ["has an empty alt, and is no spacer"];
  const words = alt.trim().split(/\s+/);
  return [
    ...(words.length < 4 ? [`says only "${alt}"`] : []),
    ...(alt.length > 250 ? ["has an alt longer than anybody wants to have read out"] : []),
    ...(/^(?:(?:an?|the) )?(?:image|picture|photo|figure|drawing|illustration|graphic|icon)\b/i.test(alt)
      ? [`says "${alt}": a screen reader has said already that it is a picture`]
      : []),
    ...(/\.(?:png|jpe?g|gif|svg|webp)\b|_/i.test(alt) ? [`says "${alt}", which is a file's name`] : []),
  ];
}
