import { redirect } from "next/navigation";
import { requireAuthor } from "../../author.ts";
import { issueOf, type Params } from "../issue-id.ts";

/** A letter's address leads to where there is most to do: to write a draft, and to see how another goes out. */
export default async function IssuePage(props: Params) {
  const { context } = await requireAuthor("viewer");
  const { issue } = await issueOf(context, props);
  const places = { draft: "write", scheduled: "send", sending: "send", paused: "send" } as const;
  const place = issue.state in places ? places[issue.state as keyof typeof places] : "results";
  redirect(`/studio/letters/${issue.id}/${place}`);
}
