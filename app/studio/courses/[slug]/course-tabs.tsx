import { Tabs } from "../../components/tabs.tsx";
import { coursePath } from "../course-paths.ts";

type Here = "lessons" | "order" | "settings" | "calendar";

/** The parts of one course. A new order has a part only while it waits. */
export function CourseTabs({ slug, here, waits }: { slug: string; here: Here; waits: boolean }) {
  const tabs = [
    { href: coursePath(slug), words: "Lessons", isHere: here === "lessons" },
    ...(waits ? [{ href: coursePath(slug, "order"), words: "New order", isHere: here === "order" }] : []),
    { href: coursePath(slug, "settings"), words: "Settings", isHere: here === "settings" },
    { href: coursePath(slug, "calendar"), words: "What-if calendar", isHere: here === "calendar" },
  ];
  return <Tabs label="Parts of this course" tabs={tabs} />;
}
