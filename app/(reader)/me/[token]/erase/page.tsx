import type { Metadata } from "next";
import { Button } from "../../../../components/button.tsx";
import { type Query, readAsked } from "../../../asked.ts";
import { ChangePage } from "../../../components/change-page.tsx";
import { Pick, Picks } from "../../../components/pick.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Erase me" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** The one change that cannot be taken back. */
export default async function ErasePage({ params, searchParams }: Props) {
  const { token } = await params;
  await readOwn(token);
  const isUnsure = "unsure" in (await readAsked(searchParams)).values;
  return (
    <ChangePage
      token={token}
      title="Erase me"
      lead={
        <p>
          Everything that we hold about you goes: your name and address, your courses and days, every message and what
          became of it. Every link in every mail of ours stops working. It cannot be taken back.
        </p>
      }
    >
      <div className="grid gap-3">
        <p>
          What stays says nothing about who you were: that somebody agreed to a course on some day, without name,
          address or origin, and a keyed fingerprint of your address, by which we know that it must not be written to.
        </p>
        <p>
          You only want fewer letters? <a href={changePath(token, "pause")}>Pause</a> or{" "}
          <a href={changePath(token, "leave")}>leave</a> instead. You want to keep something?{" "}
          <a href={changePath(token, "copy")}>Download a copy</a> first.
        </p>
      </div>
      <form method="post" action={changePath(token, "erase", "now")} noValidate className="mt-8 grid gap-6">
        <Picks
          id="sure"
          legend="Are you sure?"
          error={isUnsure ? "Please check this box first. Nothing has been erased." : undefined}
        >
          <Pick type="checkbox" name="sure" value="yes" checked={false} autoFocus={isUnsure} invalid={isUnsure}>
            I mean it. Erase everything about me.
          </Pick>
        </Picks>
        <Button type="submit" className="justify-self-start max-sm:w-full">
          Erase me
        </Button>
      </form>
    </ChangePage>
  );
}
