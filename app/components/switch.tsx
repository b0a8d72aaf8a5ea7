import Link from "next/link";
import type { ReactNode } from "react";

/** One of several ways to look at something; each is a link, so it has an address and needs no JavaScript. */
export function Switch({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-wrap rounded-baton border-2 border-edge p-0.5">
      {children}
    </ul>
  );
}

export function Option({ href, isOn, words }: { href: string; isOn: boolean; words: string }) {
  return (
    <li>
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        aria-current={isOn ? "true" : undefined}
        className="flex min-h-9 items-center rounded-baton px-3.5 font-semibold text-ink text-small no-underline hover:underline aria-[current]:bg-ink aria-[current]:text-ground aria-[current]:no-underline"
      >
        {words}
      </Link>
    </li>
  );
}
