import { newsletterWords } from "../../../engine/consent-words.ts";
import { Button } from "../button.tsx";
import { FormSummary } from "../form-summary.tsx";
import { Honeypot } from "./honeypot.tsx";
import { IdentityFields, identityLabels, readBack } from "./identity-fields.tsx";
import { readKeptForm } from "./kept-form.ts";
import type { KeptForm } from "./parse-kept.ts";
import { QuietZone } from "./quiet-zone.tsx";

type Where = {
  newsletter: { slug: string; title: string };
  /** Where the form stands; the consent keeps it in these words. */
  page: "letter page" | "letter";
  /** The issue below which it stands, so that a mistake leads back there. */
  issue?: string;
  query: Record<string, unknown>;
};

/** The foot of a page that leads to a newsletter: what happens after the button, and the form. */
export async function LetterSignup({ newsletter, page, issue = "", query }: Where) {
  // Only the page that the answer led to shows it; a later visit begins with an empty form.
  const kept = query.again === undefined ? null : await readKeptForm();
  return (
    <section id="sign-up" aria-labelledby="sign-up-title" className="mx-auto mt-20 max-w-6xl scroll-mt-4 px-5 sm:px-8">
      <div className="grid gap-x-16 gap-y-8 rounded-card bg-surface p-5 sm:p-10 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <div>
          <p className="break-words text-quiet">{newsletter.title}</p>
          <h2 id="sign-up-title" className="mt-1 text-title">
            Have it come to you
          </h2>
          <p className="mt-4">
            We send one email, to make sure that the address is yours. Without a press of its button, nothing else ever
            comes. Every letter has a link that ends it.
          </p>
        </div>
        <Form newsletter={newsletter} page={page} issue={issue} kept={kept} />
      </div>
    </section>
  );
}

type Asked = Pick<Where, "newsletter" | "page"> & { issue: string; kept: KeptForm | null };

/** A plain form that needs no script; its own checks are off, so that everybody gets the same words. */
function Form({ newsletter, page, issue, kept }: Asked) {
  const { wrong } = readBack(kept, identityLabels);
  return (
    <form method="post" action="/api/signup" noValidate className="grid content-start gap-6">
      <input type="hidden" name="newsletter" value={newsletter.slug} />
      <input type="hidden" name="form" value={page} />
      <input type="hidden" name="issue" value={issue} />
      <QuietZone />
      {kept && <FormSummary errors={kept.errors} labels={identityLabels} />}
      <IdentityFields kept={kept} wrong={wrong} />
      <Honeypot />
      <div className="grid gap-3">
        <p className="break-words text-small text-quiet">{newsletterWords(newsletter)}</p>
        <Button className="justify-self-start">Send it to me</Button>
      </div>
    </form>
  );
}
