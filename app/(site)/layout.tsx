import type { ReactNode } from "react";
import { SiteFooter } from "../components/site-footer.tsx";
import { SiteHeader } from "../components/site-header.tsx";
import { requestContext } from "../context.ts";

/** What stands on these pages comes from the published courses, which change without a new build. */
export const dynamic = "force-dynamic";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const { settings } = await requestContext();
  return (
    <>
      <SiteHeader siteName={settings.siteName} />
      {children}
      <SiteFooter siteName={settings.siteName} postalAddress={settings.postalAddress} />
    </>
  );
}
