import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAddressConfirmation } from "../../../../engine/confirm-address.ts";
import { addressWords } from "../../../../engine/consent-words.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { requestContext } from "../../../context.ts";
import { Heading } from "../../components/heading.tsx";
import { Press } from "../../components/press.tsx";
import { readerPath } from "../../paths.ts";

export const metadata: Metadata = { title: "Your new address" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ just?: string }> };

/** What the letter to a new address leads to. Opening it changes nothing, because mail scanners open it too. */
export default async function AddressPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readAddressConfirmation(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  const { address } = found;
  switch (found.kind) {
    case "waiting":
      return <Waiting address={address} action={`${readerPath("address", token)}/now`} />;
    case "done":
      return <Done address={address} meToken={found.meToken} now={(await searchParams).just !== undefined} />;
    case "overtaken":
    case "withdrawn":
    case "taken":
      return <TooLate {...tooLate[found.kind]} />;
  }
}

function Waiting({ address, action }: { address: string; action: string }) {
  return (
    <>
      <Heading title="Is this your new address?" />
      <p className="mt-5 max-w-[62ch] text-lead">
        A reader of ours asked to be written to at <strong className="break-all">{address}</strong>. If that was you,
        your letters come here from the next one on.
      </p>
      <div className="mt-8">
        <Press action={action}>Yes, write to me here</Press>
        <p className="mt-3 max-w-[62ch] text-quiet text-small">{addressWords}</p>
      </div>
      <p className="mt-8 text-quiet text-small">If it was not you, close the page. Nothing changes without your tap.</p>
    </>
  );
}

function Done({ address, meToken, now }: { address: string; meToken: string; now: boolean }) {
  return (
    <>
      <Heading title={now ? "That is your address now" : "That is done already"} />
      <p role="status" className="mt-5 max-w-[62ch] text-lead">
        Your letters come to <strong className="break-all">{address}</strong>, from the next one on. We have told your
        old address as well.
      </p>
      <p className="mt-8">
        <ButtonLink href={readerPath("me", meToken)}>See all my days</ButtonLink>
      </p>
    </>
  );
}

const tooLate = {
  overtaken: {
    title: "Another address has taken its place",
    words: "After this letter another address was asked for. If you want this one after all, ask for it once more.",
  },
  withdrawn: {
    title: "This was taken back",
    words: "Nobody waits for a yes from here any more, and nothing has changed. Whoever asked can ask again.",
  },
  taken: {
    title: "Somebody reads with this address already",
    words:
      "It was signed up and confirmed here on its own meanwhile, and two readers are never made one. To use it for the other one, erase one of the two first.",
  },
} as const;

function TooLate({ title, words }: { title: string; words: string }) {
  return (
    <>
      <Heading title={title} />
      <p className="mt-5 max-w-[62ch] text-lead">{words}</p>
      <p className="mt-8">
        <ButtonLink href="/find" look="quiet">
          Send me my link
        </ButtonLink>
      </p>
    </>
  );
}
