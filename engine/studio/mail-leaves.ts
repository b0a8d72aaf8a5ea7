import { readSending } from "../../db/sending.ts";
import type { Context } from "../context.ts";

/** Whether mail leaves at this moment as far as is known. While sending has halted, a link to sign in may not arrive. */
export async function mailLeaves(context: Context): Promise<boolean> {
  return (await readSending(context.db)).haltedAt === null;
}
