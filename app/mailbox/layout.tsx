import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Mark } from "../../emails/parts/mark.tsx";

export const metadata: Metadata = {
  title: { default: "Mailbox", template: "%s · Mailbox" },
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

export const dynamic = "force-dynamic";

export default function MailboxLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pb-16 sm:px-8">
      <header className="flex flex-wrap items-center justify-between gap-x-8 py-4">
        <a
          href="/mailbox"
          className="inline-flex min-h-11 items-center gap-2.5 font-display font-extrabold text-ink text-section tracking-[-0.02em] no-underline"
        >
          <Mark size={44} />
          Mailbox
        </a>
        <p className="text-quiet text-small">
          Nothing here has left this machine. <a href="/">To the site</a>
        </p>
      </header>
      {children}
    </div>
  );
}
