import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readOwnCopy } from "../../../../engine/letters/own-copy.ts";
import { requestContext } from "../../../context.ts";
import { readerPath } from "../../paths.ts";

type Props = { params: Promise<{ token: string }> };

/** Read once for the page and its title. */
const find = cache(async (token: string) => readOwnCopy(await requestContext(), { token }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await find((await params).token);
  return { title: found.kind === "ok" ? found.title : "Your letter" };
}

/** One reader's copy of a letter, as the link in its mail opens it. A private issue is on the web nowhere else. */
export default async function LetterPage({ params }: Props) {
  const found = await find((await params).token);
  if (found.kind === "unknown") notFound();
  const { newsletterTitle, html, publicPath, meToken } = found;
  return (
    <>
      <p className="mb-3 break-words text-quiet">{newsletterTitle}</p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: compiled from our own parts; values are escaped as it is filled. */}
      <div dangerouslySetInnerHTML={{ __html: html }} />
      <footer className="mt-16 border-line border-t pt-6 text-quiet text-small">
        <p>
          Keep this page to yourself: whoever has its address can open it.
          {publicPath === null ? null : (
            <>
              {" "}
              To pass this letter on, <a href={publicPath}>give the address that everybody may read</a>.
            </>
          )}
        </p>
        <p className="mt-2">
          <a href={readerPath("me", meToken)}>Your own page</a>
        </p>
      </footer>
    </>
  );
}
