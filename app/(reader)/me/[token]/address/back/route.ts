import { takeAddressBack } from "../../../../../../engine/change-address.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that takes a wish for another address back. */
export const POST = changing("address", async ({ context, choices }) => {
  const outcome = await takeAddressBack(context, { readerId: choices.readerId });
  return outcome.kind === "unknown" ? outcome : { kind: "changed", said: "address-back" };
});

export const GET = backTo("address");
