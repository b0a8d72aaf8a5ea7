import { findCourse } from "../../db/catalogue.ts";
import { readClocks } from "../../db/clock.ts";
import { connect } from "../../db/connect.ts";
import { waitingOrder } from "./order.ts";

/** Lets a new order wait in a database that runs already: `change` makes it of the keys as they stand. */
export async function publishOrder(input: {
  url: string;
  course: string;
  change: (keys: readonly string[]) => readonly string[];
}): Promise<void> {
  const { db, close } = connect({ url: input.url, poolSize: 1, name: "order" });
  try {
    const course = await findCourse(db, { slug: input.course });
    if (!course) throw new Error(`there is no course ${input.course}`);
    const { calendarAt: foundAt } = await readClocks(db);
    const keys = course.facts.weeks.flatMap(({ lessons }) => lessons);
    await waitingOrder(db, { course, keys: input.change(keys), foundAt });
  } finally {
    await close();
  }
}
