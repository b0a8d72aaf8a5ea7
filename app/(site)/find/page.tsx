import type { Metadata } from "next";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { readKeptForm } from "../../components/signup/kept-form.ts";
import { requestContext } from "../../context.ts";

export const metadata: Metadata = {
  title: "Send me my link again",
  description: "Lost the email with the link to your lessons? We will send it again.",
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
          Your lessons and your days are behind a link that only you have. Enter the address that you signed up with,
          and we will email it to you.
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
        <h1 className="text-title font-extrabold">Check your mail</h1>
        <p className="mt-5 text-lead">
          If that address is signed up here, its link is on the way. It can take a minute or two; check your spam folder
          too.
        </p>
        <p className="mt-4">
          To protect our readers, this page says the same to everybody. If nothing comes, try another address of yours,
          or <a href="/">choose a course and sign up</a>.
        </p>
        {mail.name === "mailbox" && (
          <p className="mt-8">
            On this machine, all mail lands in <a href="/mailbox">the mailbox</a>.
          </p>
        )}
      </div>
    </main>
  );
}
