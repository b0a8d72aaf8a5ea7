import { erase } from "../../../../../../engine/erase.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that erases a reader. Their links are unknown from then on, so it leads to a page that needs none. */
export const POST = changing("erase", async ({ context, choices, value }) => {
  if (value("sure") !== "yes") return { kind: "again", fault: "unsure" };
  const outcome = await erase(context, { readerId: choices.readerId });
  switch (outcome.kind) {
    case "unknown":
      return outcome;
    case "erased":
      return { kind: "gone", path: "/erased" };
    case "ending":
      return { kind: "gone", path: "/erased?soon" };
  }
});

export const GET = backTo("erase");
