import type { Metadata } from "next";
import type { ReactNode } from "react";
import { isLive } from "../../../../../engine/reader-choices.ts";
import { Button } from "../../../../components/button.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Leave" };

type Props = { params: Promise<{ token: string }> };

/** Every way out: of each course, of each letter, of everything. */
export default async function LeavePage({ params }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const { courses, letters } = choices;
  return (
    <ChangePage
      token={token}
      title="Leave"
      lead={<p>It takes effect at once, also for what is already waiting to be sent, and we will not ask why.</p>}
    >
      <div className="grid gap-4">
        {courses.filter(isLive).map(({ slug, title, coming }) => (
          <Way key={slug} words={<CourseWords title={title} words={coming.words} />}>
            <Out token={token} field="course" value={slug}>
              Leave this course<span className="sr-only"> {title}</span>
            </Out>
          </Way>
        ))}
        {letters.map(({ slug, title }) => (
          <Way key={slug} words={<strong className="font-semibold">{title}</strong>}>
            <Out token={token} field="letter" value={slug}>
              Leave this letter<span className="sr-only"> {title}</span>
            </Out>
          </Way>
        ))}
        <Way words="Everything: no course, no letter, nothing further from us. Your lessons stay open behind their links.">
          <Out token={token} field="everything" value="yes">
            Leave everything
          </Out>
        </Way>
      </div>
    </ChangePage>
  );
}

function CourseWords({ title, words }: { title: string; words: string }) {
  return (
    <>
      <strong className="font-semibold">{title}</strong>
      <br />
      <span className="text-quiet text-small">{words}</span>
    </>
  );
}

function Way({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className="grid items-center gap-4 rounded-card bg-surface p-5 sm:grid-cols-[1fr_auto] sm:gap-8 sm:p-6">
      <p>{words}</p>
      {children}
    </div>
  );
}

type WayOut = { token: string; field: string; value: string; children: ReactNode };

function Out({ token, field, value, children }: WayOut) {
  return (
    <form method="post" action={changePath(token, "leave", "now")}>
      <input type="hidden" name={field} value={value} />
      <Button type="submit" look="quiet" className="max-sm:w-full">
        {children}
      </Button>
    </form>
  );
}
