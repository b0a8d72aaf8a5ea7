import { zoneNames } from "../../../domain/calendar.ts";

/**
 * Searched by typing any part of a name. Blanks instead of underscores, because people type "new york". Written as one
 * piece of html: as four hundred elements they were a third of what a phone's browser had to go through to wake the page.
 */
export function Zones() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: names of zones come from Node, and none has a sign to escape.
  return <datalist id="zones" dangerouslySetInnerHTML={{ __html: zoneOptions }} />;
}

const zoneOptions = zoneNames()
  .map((zone) => `<option value="${zone.replaceAll("_", " ")}"></option>`)
  .join("");
