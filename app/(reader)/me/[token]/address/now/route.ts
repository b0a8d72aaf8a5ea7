import { askForAddress } from "../../../../../../engine/change-address.ts";
import { callerOf } from "../../../../../caller.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that asks at another address. The same answer for every address that could be one. */
export const POST = changing("address", async ({ context, choices, value, headers }) => {
  const typed = value("suggestion") || value("email");
  const { readerId, enrolmentId, newsletterId } = choices;
  const wish = {
    readerId,
    enrolmentId,
    newsletterId,
    typed,
    questioned: value("questioned"),
    ip: callerOf(headers).ip,
  };
  const outcome = await askForAddress(context, wish);
  switch (outcome.kind) {
    case "unknown":
      return outcome;
    case "asked":
      return { kind: "changed" };
    case "invalid": {
      const kept = { typed: { email: typed }, errors: { email: outcome.message }, suggestion: outcome.suggestion };
      return { kind: "kept", kept };
    }
  }
});

export const GET = backTo("address");
