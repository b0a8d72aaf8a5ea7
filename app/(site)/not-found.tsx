import { NoSuchPage } from "../components/no-such-page.tsx";

/** Inside the site's header and footer: a course or a page that is not there. */
export default function NotFoundOnSite() {
  return <NoSuchPage />;
}
