import type { Metadata } from "next";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { readKeptForm } from "../../components/signup/kept-form.ts";
import { requestContext } from "../../context.ts";

export const metadata: Metadata = {
  title: "Send me my link again",
  description: "Lost the mail with the link to your lessons? We send it once more.",
  alternates: { canonical: "/find" },
};

type Props = { searchParams: Promise<{ sent?: string; again?: string }> };

/** For a reader who lost the way. It says the same to everybody, so that nobody learns who reads here. */
export default async function Find({ searchParams }: Props) {
  const { sent, again } = await searchParams;
  if (sent !== undefined) return <Sent />;
  const kept = again === undefined ? null : await readKeptForm();
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 pt-10 sm:px-8 sm:pt-16">
      <div className="max-w-[62ch]">
        <h1 className="text-title font-extrabold">Send me my link again</h1>
        <p className="mt-5 text-lead">
          Your lessons and your days are behind a link that only you have. Type the address that you signed up with, and
          we mail it to you.
        </p>
        <form method="post" action="/api/find" noValidate className="mt-8 grid gap-6">
          <Field
            id="email"
            label="Email address"
            type="email"
            autoComplete="email"
            required
            defaultValue={kept?.typed.email}
            error={kept?.errors.email}
            autoFocus={kept?.errors.email !== undefined}
          />
          <Button className="justify-self-start">Send me the link</Button>
        </form>
      </div>
    </main>
  );
}

async function Sent() {
  const { mail } = await requestContext();
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 pt-10 sm:px-8 sm:pt-16">
      <div className="max-w-[62ch]">
        <h1 className="text-title font-extrabold">Look into your mail</h1>
        <p className="mt-5 text-lead">
          If that address reads here, a letter with its link is on its way. It can take a minute or two; look among the
          spam as well.
        </p>
        <p className="mt-4">
          For the safety of our readers this page says the same to everybody. When nothing comes, try the other address
          that you use, or <a href="/">choose a course and sign up</a>.
        </p>
        {mail.name === "mailbox" && (
          <p className="mt-8">
            On this machine all mail lands in <a href="/mailbox">the mailbox</a>.
          </p>
        )}
      </div>
    </main>
  );
}
