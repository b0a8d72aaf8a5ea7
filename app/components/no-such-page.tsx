import { ButtonLink } from "./button.tsx";

/** What every address says that leads nowhere, also a reader's link that was cut. */
export function NoSuchPage() {
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 py-16 sm:px-8 sm:py-24">
      <p className="font-display text-lane font-extrabold text-brand" aria-hidden="true">
        404
      </p>
      <h1 className="mt-6 text-title font-extrabold">There is no such page</h1>
      <p className="mt-5 max-w-[62ch] text-lead">
        The address may be mistyped, or the page was taken down. If you came from one of our letters, your mail program
        may have cut its link in two, or whoever it belonged to asked us to erase them.
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-4">
        <ButtonLink href="/">See the courses</ButtonLink>
        <a href="/find">Send me my link again</a>
      </div>
    </main>
  );
}
