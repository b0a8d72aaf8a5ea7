import { bindSentinels, variants } from "./compile.ts";
import { Refusal } from "./refusal.ts";
import { renderLine, renderSurface } from "./render.ts";
import { createSentinels, type Sentinels } from "./sentinels.ts";
import type { Template } from "./template.ts";

/**
 * Renders the watched build of a template in every variant and on every surface, and refuses it where its own code
 * looks into a slot. What packages do with a slot, watching cannot see; `verify` can.
 */
export async function refuseInspection(watched: Template): Promise<void> {
  const sentinels = createSentinels();
  try {
    for (const named of Object.values(variants)) {
      const mail = bindSentinels(sentinels, { surface: "mail", named });
      renderLine(watched, "subject", mail);
      renderLine(watched, "preheader", mail);
      await renderSurface(watched, mail);
      await renderSurface(watched, bindSentinels(sentinels, { surface: "web", named }));
    }
  } catch (error) {
    throw isInspection(error) ? refusalOf(error, sentinels) : error;
  }
}

/** What `watched` throws. It is recognized by its name, for it comes out of a bundle with classes of its own. */
type SlotInspected = Error & { sentinel: string; how: string; at: string };

function isInspection(error: unknown): error is SlotInspected {
  return error instanceof Error && error.name === "SlotInspected";
}

function refusalOf({ sentinel, how, at }: SlotInspected, sentinels: Sentinels): Refusal {
  const [token] = sentinels.read(sentinel);
  const slot = token && "mark" in token ? token.name : "";
  return new Refusal(
    at,
    `looks into the slot ${slot} with ${how}: a reader's value may be placed and never inspected. ` +
      "Place it as it is; where readers must see something else, declare a variant instead.",
  );
}
