import { readClocks } from "../../db/clock.ts";
import { connect } from "../../db/connect.ts";
import { countUnserved } from "../../db/work.ts";

/** Whether nothing is due or under way at this moment, so that nothing changes unless somebody acts. */
export async function isServed({ url }: { url: string }): Promise<boolean> {
  const { db, close } = connect({ url, poolSize: 1, name: "served" });
  try {
    const { calendarAt: now } = await readClocks(db);
    return (await countUnserved(db, { now })) === 0;
  } finally {
    await close();
  }
}
