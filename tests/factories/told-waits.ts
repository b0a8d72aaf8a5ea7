import { readStory } from "../../engine/studio/reader-story.ts";
import type { TestContext } from "./context.ts";

/** What a reader's page tells of waits that are over, the newest first. */
export async function toldWaits(context: TestContext, readerId = 1): Promise<string[]> {
  const story = await readStory(context, { readerId, before: null });
  const waits = story?.timeline.entries.filter(({ kind }) => kind === "wait") ?? [];
  return waits.map(({ title, words }) => `${title}. ${words}`);
}
