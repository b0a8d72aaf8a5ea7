import type { Metadata } from "next";
import { newsletterWords } from "../../../../../engine/consent-words.ts";
import { listPreferences, type Preference } from "../../../../../engine/letters/preferences.ts";
import { Button } from "../../../../components/button.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Letters" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<Record<string, unknown>> };

/** Every newsletter that there is, with whether it comes to this reader, and a button for the other. */
export default async function LettersPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { context, choices } = await readOwn(token);
  const preferences = await listPreferences(context, choices);
  const { refused } = await searchParams;
  return (
    <ChangePage
      token={token}
      title="Which letters come to you"
      lead={
        <p>
          Letters come apart from your courses. We know your address already, so a press of the button is enough, and
          leaving takes effect at once.
        </p>
      }
    >
      {refused === undefined ? null : (
        <p role="alert" className="mb-6 rounded-card border-2 border-alarm bg-surface px-4 py-3">
          We may not write to your address: a complaint about a letter of ours came from there, and that is final.
          Change your address on your own page, or write to us.
        </p>
      )}
      {preferences.length === 0 ? <p>There is no letter to follow at the moment.</p> : null}
      <ul className="grid gap-4">
        {preferences.map((preference) => (
          <Letter key={preference.slug} token={token} {...preference} />
        ))}
      </ul>
    </ChangePage>
  );
}

function Letter({ token, slug, title, description, isFollowed }: Preference & { token: string }) {
  return (
    <li className="grid items-center gap-4 rounded-card bg-surface p-5 sm:grid-cols-[1fr_auto] sm:gap-8 sm:p-6">
      <div className="min-w-0 break-words">
        <h2 className="text-minor">{title}</h2>
        {description === "" ? null : <p className="mt-1">{description}</p>}
        <p className="mt-1 text-quiet text-small">
          {isFollowed ? "It comes to you." : newsletterWords({ title })}{" "}
          <a href={`/letters/${slug}`}>Read what was sent</a>
        </p>
      </div>
      {isFollowed ? (
        <form method="post" action={changePath(token, "leave", "now")}>
          <input type="hidden" name="letter" value={slug} />
          <Button type="submit" look="quiet" className="max-sm:w-full">
            Leave this letter<span className="sr-only"> {title}</span>
          </Button>
        </form>
      ) : (
        <form method="post" action={changePath(token, "letters", "now")}>
          <input type="hidden" name="letter" value={slug} />
          <Button type="submit" look="quiet" className="max-sm:w-full">
            Send it to me<span className="sr-only"> {title}</span>
          </Button>
        </form>
      )}
    </li>
  );
}
