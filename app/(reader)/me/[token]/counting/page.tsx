import type { Metadata } from "next";
import { ChangePage } from "../../../components/change-page.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { readOwn } from "../../../own.ts";

export const metadata: Metadata = { title: "Open and click tracking" };

type Props = { params: Promise<{ token: string }> };

/** Whether it may be noted that a letter was opened or a link in it followed. */
export default async function CountingPage({ params }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const { tracking } = choices;
  return (
    <ChangePage
      token={token}
      title="Open and click tracking"
      lead={
        <>
          <p>
            The author likes to know which letters are read and which links help. For that we may note that a letter was
            opened and a link in it followed.{" "}
            <strong>{tracking ? "At the moment it is on." : "At the moment it is off."}</strong>
          </p>
          <p>Nothing that you get depends on it: your lessons, your days and their order stay the same.</p>
        </>
      }
    >
      <Proposal
        token={token}
        change="counting"
        values={{ counting: tracking ? "off" : "on" }}
        button={tracking ? "Turn it off" : "Turn it on"}
        mayChooseAgain={false}
      >
        <p>
          {tracking
            ? "From now on nothing more would be noted, not even in letters you already have. New letters would carry no pixel, and their links would lead straight to where they go."
            : "From the next letter on opens and followed links would be noted, where your browser does not ask us not to."}
        </p>
      </Proposal>
    </ChangePage>
  );
}
