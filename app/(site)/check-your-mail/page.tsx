import type { Metadata } from "next";
import { readKeptForm } from "../../components/signup/kept-form.ts";
import { requestContext } from "../../context.ts";

export const metadata: Metadata = { title: "Check your mail", robots: { index: false } };

/** Where every accepted signup leads. It says the same for an address that is known here and for one that is not. */
export default async function CheckYourMail() {
  const { mail } = await requestContext();
  const { email, back = "" } = (await readKeptForm())?.typed ?? {};
  const isForLetter = back.startsWith("/letters/");
  const formPath = /^\/(courses|articles|letters)(\/[\w%-]+){1,2}$/.test(back) ? `${back}#sign-up` : "/";
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 pt-10 sm:px-8 sm:pt-16">
      <div className="max-w-[62ch]">
        {mail.name === "mailbox" && <MailboxRibbon />}
        <h1 className="text-title font-extrabold sm:text-poster">Now check your mail.</h1>
        <p className="mt-6 text-lead">
          A letter is on its way{email ? " to " : "."}
          {email && <strong className="break-all">{email}</strong>}
          {email && "."} Open it and press its button. That tells us that the address is yours, and{" "}
          {isForLetter ? "the next letter comes to you." : "your course begins."}
        </p>
        <h2 className="mt-12 text-section">Nothing there?</h2>
        <ul className="mt-4 grid list-disc gap-2 pl-5">
          <li>It can take a minute or two. Check your spam and promotions folders too.</li>
          <li>
            {email ? "Take another look at the address above. " : ""}If there is a typo in it,{" "}
            <a href={formPath}>sign up again</a>. The wrong one gets nothing more.
          </li>
          <li>We send an address at most one such letter a day. If you already asked today, look for that one.</li>
          <li>
            {isForLetter ? "If you follow this letter already," : "If you are already taking this course,"} the mail
            brings the link to your own page instead of a question.
          </li>
        </ul>
      </div>
    </main>
  );
}

/** Only where no mail leaves this machine. */
function MailboxRibbon() {
  return (
    <div className="mb-10 flex flex-wrap items-center justify-between gap-4 rounded-card bg-today px-5 py-4 text-today-ink">
      <p className="font-semibold">Your mail landed here: this site keeps its mail in a mailbox of its own.</p>
      <a href="/mailbox" className="inline-flex min-h-11 items-center font-semibold text-today-ink">
        Open the mailbox
      </a>
    </div>
  );
}
