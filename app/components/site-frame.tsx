import type { ReactNode } from "react";
import { requestContext } from "../context.ts";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";

/** The header and the footer of the signup site, with a page between them. */
export async function SiteFrame({ children }: { children: ReactNode }) {
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
