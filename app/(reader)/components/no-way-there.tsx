import { changePath } from "../paths.ts";

/** The button would promise a lesson that cannot be sent. The reader's own yes, from there or elsewhere, lets it go on. */
export function NoWayThere({ token }: { token: string }) {
  return (
    <p>
      No mail may go to your address at the moment: it came back from there, or somebody said that it was unwanted. If
      it works again, <a href="/find">have your link sent there</a> and say yes in that mail; or{" "}
      <a href={changePath(token, "address")}>give us another address</a>. Then the course can go on.
    </p>
  );
}
