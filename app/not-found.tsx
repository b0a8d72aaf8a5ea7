import type { Metadata } from "next";
import { connection } from "next/server";
import { NoSuchPage } from "./components/no-such-page.tsx";
import { SiteFrame } from "./components/site-frame.tsx";

export const metadata: Metadata = { title: "There is no such page" };

/** Every address that leads nowhere. It needs no database; the site's name is a setting, which a build does not know. */
export default async function NotFound() {
  await connection();
  return (
    <SiteFrame>
      <NoSuchPage />
    </SiteFrame>
  );
}
