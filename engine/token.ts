import { type Delivery, readDelivery } from "../db/deliveries.ts";
import { mintTokens, type Purpose, readToken } from "../domain/tokens.ts";
import type { Context } from "./context.ts";

/** The delivery that a token of this purpose was made for; null for a forged, cut or foreign one. */
export async function deliveryOf(
  context: Context,
  input: { purpose: Purpose; token: string },
): Promise<Delivery | null> {
  const id = readToken({ keys: context.keys, ...input });
  // An id beyond what a number holds was never given out.
  if (id === null || id > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return readDelivery(context.db, { id: Number(id) });
}

/** A token for a page of ours, signed with the newest key. */
export function linkToken(context: Pick<Context, "keys">, input: { deliveryId: number; purpose: Purpose }): string {
  const [key] = context.keys;
  if (!key) throw new Error("there is no key to sign with");
  const { purpose } = input;
  return mintTokens({ key, deliveryId: BigInt(input.deliveryId), purposes: [purpose] })[purpose];
}
