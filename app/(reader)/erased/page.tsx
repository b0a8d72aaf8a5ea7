import type { Metadata } from "next";
import { ButtonLink } from "../../components/button.tsx";
import { Heading } from "../components/heading.tsx";

export const metadata: Metadata = { title: "Erased" };

type Props = { searchParams: Promise<{ soon?: string }> };

/** Where erasing leads. It knows nobody, because there is nobody left to know. */
export default async function ErasedPage({ searchParams }: Props) {
  const isSoon = (await searchParams).soon !== undefined;
  return (
    <>
      <Heading title="You are erased" />
      <div role="status" className="mt-5 grid max-w-[62ch] gap-3 text-lead">
        <p>Your name, your address, your days and your messages are gone, and every link in our mails with them.</p>
        {isSoon ? (
          <p>
            One letter was on its way to you at this moment, and may still arrive. As soon as the mail service has
            answered, within a day, what it needed goes as well.
          </p>
        ) : null}
        <p>Thank you for the days that you gave us.</p>
      </div>
      <p className="mt-8">
        <ButtonLink href="/" look="quiet">
          Back to the home page
        </ButtonLink>
      </p>
    </>
  );
}
