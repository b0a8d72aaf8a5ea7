import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Heading } from "../../components/heading.tsx";

export const metadata: Metadata = { title: "A test", robots: { index: false, follow: false } };

type Props = { params: Promise<{ link: string }> };

/** Where the links of a test lead: nobody's pages are behind them, so this says which page a reader would see. */
export default async function TestPage({ params }: Props) {
  const { link } = await params;
  const words = Object.hasOwn(behind, link) ? behind[link] : undefined;
  if (words === undefined) notFound();
  return (
    <>
      <Heading title="This was a test" />
      <p className="mt-5 max-w-[62ch] text-lead">{words}</p>
      <p className="mt-4 max-w-[62ch]">A test belongs to no reader, so nothing was opened, noted or changed.</p>
    </>
  );
}

const behind: Readonly<Record<string, string>> = {
  web: "In the real letter, this link opens the letter on the web.",
  lesson: "In the real mail, this link opens the lesson on the web, with the button that says “I did it”.",
  me: "In the real mail, this link opens the reader’s own page: their courses, their letters, their hour.",
  leave: "In the real mail, this link opens the page on which a reader leaves with one press. You have left nothing.",
};
