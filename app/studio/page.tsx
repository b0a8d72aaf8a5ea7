import { readStatus } from "../../engine/status.ts";
import { requireAuthor } from "./author.ts";
import { Said } from "./components/note.tsx";
import { PageHeading } from "./components/page-heading.tsx";
import { Panel } from "./components/panel.tsx";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What an author looks at first. */
export default async function TodayPage({ searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { said } = await searchParams;
  const { counts } = await readStatus(context);
  return (
    <>
      <Said said={said} words={{ welcome: `Welcome, ${author.name}. This is where you see what goes out.` }} />
      <PageHeading title="Today" />
      <Panel title="Readers">
        {counts.readers} readers, {counts.active} on their way through a course.
      </Panel>
    </>
  );
}
