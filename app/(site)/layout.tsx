import type { ReactNode } from "react";
import { SiteFooter } from "../components/site-footer.tsx";
import { SiteHeader } from "../components/site-header.tsx";
import { requestContext } from "../context.ts";

/** What stands on these pages comes from the published courses, which change without a new build. */
export const dynamic = "force-dynamic";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const { settings } = await requestContext();
  return (
    <div className="flex min-h-svh flex-col">
      <SiteHeader siteName={settings.siteName} />
      {/* A page shorter than the window leaves its air above the footer, not below it. */}
      <div className="grow">{children}</div>
      <SiteFooter siteName={settings.siteName} postalAddress={settings.postalAddress} />
    </div>
  );
}
