import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeading } from "../../components/page-heading.tsx";

/**
 * What an address says that leads to nobody, or to nothing, any more. Drawn by the page itself: what Next draws for
 * `notFound()` needs JavaScript.
 */
export function NobodyHere({ what = "reader" }: { what?: string }) {
  return (
    <>
      <PageHeading title={`There is no such ${what}`} back={{ href: "/studio/readers", words: "Readers" }} />
      <EmptyState
        title="Nothing stands here any more"
        words={`The address may have been cut short, or the ${what} was erased or deleted meanwhile.`}
      >
        <a href="/studio/readers">Show everybody</a>
      </EmptyState>
    </>
  );
}
