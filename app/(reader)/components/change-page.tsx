import type { ReactNode } from "react";
import { readerPath } from "../paths.ts";
import { Heading } from "./heading.tsx";

type Around = { token: string; title: string; about?: string | undefined; lead: ReactNode; children: ReactNode };

/** The page of one change: what it is, what it does, and the way back without it. */
export function ChangePage({ token, title, about, lead, children }: Around) {
  return (
    <>
      <Heading title={title} {...(about !== undefined && { about })} />
      <div className="mt-5 grid max-w-[62ch] grid-cols-1 gap-3 text-lead">{lead}</div>
      <div className="mt-8">{children}</div>
      <p className="mt-12 border-line border-t pt-6">
        <a href={readerPath("me", token)}>Back to your days</a>
      </p>
    </>
  );
}
