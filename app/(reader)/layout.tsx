import type { Metadata } from "next";
import type { ReactNode } from "react";
import "../lesson.css";
import "./reader.css";
import "./certificate.css";
import { Mark } from "../../emails/parts/mark.tsx";
import { SiteFooter } from "../components/site-footer.tsx";
import { requestContext } from "../context.ts";

/** Each page here is opened by a token, which is a key: never listed, never told to another site, never kept. */
export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: "no-referrer" };

/** What these pages show changes with every tap and every morning. */
export const dynamic = "force-dynamic";

/** Only the name leads away: somebody who came from a mail for one tap is not offered a menu. */
export default async function ReaderLayout({ children }: { children: ReactNode }) {
  const { settings } = await requestContext();
  const { siteName, postalAddress } = settings;
  return (
    <div className="grid min-h-svh grid-cols-1 grid-rows-[auto_1fr_auto]">
      <header className="mx-auto w-full max-w-6xl px-5 py-4 sm:px-8">
        <a
          href="/"
          className="inline-flex min-h-11 items-center gap-2.5 font-display font-extrabold text-ink text-section tracking-[-0.02em] no-underline"
        >
          <Mark size={44} />
          {siteName}
        </a>
      </header>
      <main id="main" className="mx-auto w-full max-w-6xl px-5 pt-6 sm:px-8 sm:pt-10">
        <div className="max-w-2xl">{children}</div>
      </main>
      <SiteFooter siteName={siteName} postalAddress={postalAddress} />
    </div>
  );
}
