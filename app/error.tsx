"use client";

/** Any page that failed while it was drawn. What failed is in the log of the site; here is only what helps. */
export default function Failed({ reset }: { error: Error; reset: () => void }) {
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 py-16 sm:px-8 sm:py-24">
      <title>Something is not working</title>
      <h1 className="text-title font-extrabold">Something is not working here right now</h1>
      <p className="mt-5 max-w-[62ch] text-lead">
        It is our fault, not yours, and nothing of yours is lost: your days and your lessons are kept. Please try again
        in a minute.
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-4">
        <button
          type="button"
          onClick={reset}
          className="inline-flex min-h-12 cursor-pointer items-center rounded-baton bg-brand px-7 py-3 font-semibold text-brand-ink"
        >
          Try again
        </button>
        <a href="/">Back to the home page</a>
      </div>
    </main>
  );
}
