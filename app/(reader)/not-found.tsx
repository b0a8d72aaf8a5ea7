import { ButtonLink } from "../components/button.tsx";
import { Heading } from "./components/heading.tsx";

/** A token that is forged, cut or of another kind. It says the same for all of them, and shows the way forward. */
export default function UnknownLink() {
  return (
    <>
      <title>We do not know this link</title>
      <Heading title="We do not know this link" />
      <p className="mt-5 text-lead">
        It may have been cut short on its way to you: some mail programs break long addresses. Open it from the mail
        once more, or let us send you a fresh one.
      </p>
      <p className="mt-8">
        <ButtonLink href="/find">Send me my link again</ButtonLink>
      </p>
    </>
  );
}
