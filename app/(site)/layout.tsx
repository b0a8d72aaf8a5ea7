import type { ReactNode } from "react";
import { SiteFrame } from "../components/site-frame.tsx";

/** What stands on these pages comes from the published courses, which change without a new build. */
export const dynamic = "force-dynamic";

export default function SiteLayout({ children }: { children: ReactNode }) {
  return <SiteFrame>{children}</SiteFrame>;
}
