import type { Asked } from "./steps.ts";

/** A move of the lesson as it stands in the page, and the place in it that its button goes to. */
export type FoundMove = { asked: Asked; place: HTMLElement; figure: string | null };

/**
 * Finds the moves of the lesson's compiled markup, which says in attributes what it asks for. A lesson without moves,
 * or an older one without the attributes, has no timer and reads as it always did.
 */
export function findMoves(root: ParentNode): FoundMove[] {
  return [...root.querySelectorAll<HTMLElement>('.lesson section[data-part="move"]')].flatMap((section) => {
    const asked = readAsked(section.dataset);
    return asked === null ? [] : [{ asked, place: placeIn(section), figure: figureIn(section) }];
  });
}

export function readAsked(data: Readonly<Record<string, string | undefined>>): Asked | null {
  const [sets, reps, seconds] = [data.sets, data.reps, data.seconds].map(countOf);
  const { move: name } = data;
  if (!name || !sets || (!reps && !seconds)) return null;
  return {
    name,
    sets,
    reps: reps ?? null,
    seconds: seconds ?? null,
    eachSide: data.eachSide !== undefined,
    restSeconds: countOf(data.restSeconds) ?? 0,
  };
}

/** Nobody does a thousand of anything; what is no sensible number asks for nothing. */
function countOf(written: string | undefined): number | null {
  const count = Number(written);
  return Number.isInteger(count) && count > 0 && count <= 3_600 ? count : null;
}

/** Right below what the lesson asks for. The style sheet has kept the room free, so that nothing moves. */
function placeIn(section: HTMLElement): HTMLElement {
  const known = section.querySelector<HTMLElement>(".move-tool");
  if (known) return known;
  const place = document.createElement("div");
  place.className = "move-tool";
  const after = section.querySelector(".move-work");
  if (after) after.after(place);
  else section.append(place);
  return place;
}

/** The drawing of the move, to be shown once more beside the clock; its words have been read on the page. */
function figureIn(section: HTMLElement): string | null {
  const drawing = section.querySelector("svg, img");
  if (drawing === null) return null;
  const copy = drawing.cloneNode(true) as Element;
  copy.removeAttribute("id");
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy.outerHTML;
}
