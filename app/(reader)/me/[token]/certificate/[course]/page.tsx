import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readCertificate } from "../../../../../../engine/certificate.ts";
import { Button, ButtonLink } from "../../../../../components/button.tsx";
import { Field } from "../../../../../components/field.tsx";
import { requestContext } from "../../../../../context.ts";
import { CertificateSheet } from "../../../../components/certificate-sheet.tsx";
import { Heading } from "../../../../components/heading.tsx";
import { certificatePath, readerPath } from "../../../../paths.ts";
import { PrintButton } from "./print-button.tsx";

export const metadata: Metadata = {
  title: "Your certificate",
  description: "A page to print for having come to the end of a course.",
};

type Props = {
  params: Promise<{ token: string; course: string }>;
  searchParams: Promise<{ named?: string; again?: string }>;
};

/** The certificate of a finished course: to be named as the reader likes, printed, or shared as a picture. */
export default async function CertificatePage({ params, searchParams }: Props) {
  const { token, course } = await params;
  const context = await requestContext();
  const page = await readCertificate(context, { token, courseSlug: course });
  if (page.kind === "unknown") notFound();
  if (page.kind === "not yet") return <NotYet {...page} token={token} />;
  const { certificate } = page;
  const { named, again } = await searchParams;
  const path = certificatePath(token, course);
  return (
    <>
      <Heading about={certificate.courseTitle} title="Your certificate" />
      {named === undefined ? null : (
        <p role="status" className="mt-4 rounded-card bg-rest px-5 py-4 text-rest-ink">
          {certificate.name === null ? "It now carries no name." : "The name is on it."}
        </p>
      )}
      <CertificateSheet certificate={certificate} siteName={context.settings.siteName} />
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
        <PrintButton />
        <ButtonLink href={`${path}/picture`} look="quiet" download={`${course}.png`}>
          A picture to share
        </ButtonLink>
      </div>
      <p className="without-script mt-4">To print it, or to save it as a PDF, choose Print in your browser’s menu.</p>
      <p className="mt-4 text-quiet text-small">
        The picture shows the course and your days, and neither your name nor a date.
      </p>
      <form method="post" action={`${path}/name`} className="mt-10 grid max-w-md gap-4">
        <Field
          id="name"
          label="Name on the certificate"
          autoComplete="name"
          hint="Just as you want it. Leave it empty for a certificate without a name."
          defaultValue={certificate.name ?? ""}
          error={again === undefined ? undefined : "Please use at most 100 characters, and no web address."}
        />
        <Button type="submit" look="quiet" className="justify-self-start">
          Put it on
        </Button>
      </form>
      <p className="mt-12">
        <a href={readerPath("me", token)}>Back to your days</a>
      </p>
    </>
  );
}

function NotYet({ courseTitle, words, token }: { courseTitle: string; words: string; token: string }) {
  return (
    <>
      <Heading about={courseTitle} title="Your certificate is on its way" />
      <p className="mt-5 text-lead">{words}</p>
      <p className="mt-8">
        <ButtonLink href={readerPath("me", token)}>See your days</ButtonLink>
      </p>
    </>
  );
}
