import type { Metadata } from "next";
import { ButtonLink } from "../../../../components/button.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { readOwn } from "../../../own.ts";
import { readerPath } from "../../../paths.ts";

export const metadata: Metadata = { title: "A copy of what we hold" };

type Props = { params: Promise<{ token: string }> };

/** What is in the download, before it is made. */
export default async function CopyPage({ params }: Props) {
  const { token } = await params;
  await readOwn(token);
  return (
    <ChangePage
      token={token}
      title="A copy of what we hold"
      lead={<p>One file with everything that we hold about you, to read and to keep. Making it changes nothing.</p>}
    >
      <ul className="grid list-disc gap-2 pl-5">
        <li>your name, address, time zone and send time;</li>
        <li>what you agreed to, in the exact words that stood there, with when and from where;</li>
        <li>your courses with their rhythm and pauses, and the letters that you follow;</li>
        <li>every message that we sent or mean to send you, and what became of it;</li>
        <li>what you did, when, and how it felt;</li>
        <li>opens and clicks that were noted, and who we take each for;</li>
        <li>every change of your address.</li>
      </ul>
      <p className="mt-4">
        It is a JSON file, which any text editor opens. It holds none of your links, so nobody who finds it can act in
        your name; but it does hold your address, so keep it where you keep such things.
      </p>
      <p className="mt-8">
        <ButtonLink href={`${readerPath("me", token)}/copy.json`} download className="max-sm:w-full">
          Download the copy
        </ButtonLink>
      </p>
    </ChangePage>
  );
}
