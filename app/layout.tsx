import "./globals.css";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { colors } from "../emails/parts/theme.ts";
import { requestContext } from "./context.ts";
import { fontVariables } from "./fonts.ts";

/** The browser's own bars take the color of the air behind the page. */
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: colors.light.ground },
    { media: "(prefers-color-scheme: dark)", color: colors.dark.ground },
  ],
};

/** The site's name and address are settings of the running site, which a build does not know. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { settings } = await requestContext();
  const { siteName } = settings;
  return {
    metadataBase: new URL(settings.siteUrl),
    title: { default: siteName, template: `%s · ${siteName}` },
    applicationName: siteName,
    openGraph: { siteName, type: "website", locale: "en_US" },
  };
}

/** Around every page, the reader's and the author's too. Each page brings its own `<main id="main">`. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-card focus:bg-surface focus:px-4 focus:py-3 focus:text-ink"
        >
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  );
}
