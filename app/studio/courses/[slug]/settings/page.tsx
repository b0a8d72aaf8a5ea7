import type { Metadata } from "next";
import { readCourseHead } from "../../../../../engine/courses/desk.ts";
import { settingTitles } from "../../../../../engine/courses/setting-words.ts";
import {
  type CourseSettingsPage,
  proposeSettings,
  readCourseSettings,
  type SettingChange,
} from "../../../../../engine/courses/settings.ts";
import { isAllowed } from "../../../../../engine/studio/author.ts";
import { Button } from "../../../../components/button.tsx";
import { requireAuthor } from "../../../author.ts";
import { Note, Said } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { coursePath, found, namesIn } from "../../course-paths.ts";
import { CourseTabs } from "../course-tabs.tsx";
import { fieldsOf, readWanted } from "./fields.ts";
import { SettingsForm } from "./settings-form.tsx";
import { SettingsText } from "./settings-text.tsx";

export const metadata: Metadata = { title: "Settings of a course" };

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** How a course is paced: what course.ts says, and what was changed here. A change says first whom it meets. */
export default async function SettingsPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { slug } = await namesIn(params);
  const query = await searchParams;
  const page = found(await readCourseSettings(context, { slug }));
  const { waits } = found(await readCourseHead(context, { slug }));
  const asked = query.see === undefined ? null : readWanted((field) => listOf(query[field]), page.now);
  const proposed = asked?.kind === "ok" ? await proposeSettings(context, { slug, wanted: asked.wanted }) : null;
  const wrong = asked?.kind === "wrong" ? asked : proposed?.kind === "contradiction" ? proposed : null;
  const wanted = asked?.kind === "ok" ? asked.wanted : page.now;
  return (
    <>
      <PageHeading
        title="Settings"
        lead={`The course’s own file, course.ts, says how it is paced. ${isAllowed(author, "owner") ? "What you change here holds instead, until you put it back." : "What an owner changes here holds instead."}`}
        back={{ href: coursePath(slug), words: page.course.facts.title }}
      />
      <CourseTabs slug={slug} here="settings" waits={waits} />
      <Said
        said={query.said}
        words={{
          changed: "The settings are changed. They hold from now on.",
          same: "Nothing was different, so nothing was changed.",
        }}
      />
      {wrong ? (
        <Note kind="wrong">
          <a href={`#setting-${wrong.name}`}>{settingTitles[wrong.name]}</a>: {wrong.message}. Nothing was changed.
        </Note>
      ) : null}
      {proposed?.kind === "changes" ? (
        <Proposal
          slug={slug}
          fields={fieldsOf(wanted)}
          changes={proposed.changes}
          mayChange={isAllowed(author, "owner")}
        />
      ) : null}
      <Form slug={slug} page={page} wanted={wanted} mayChange={isAllowed(author, "owner")} wrong={wrong} />
    </>
  );
}

function listOf(value: string | string[] | undefined): string[] {
  return [value ?? []].flat();
}

type Proposed = { slug: string; fields: [string, string][]; changes: readonly SettingChange[]; mayChange: boolean };

function Proposal({ slug, fields, changes, mayChange }: Proposed) {
  if (changes.length === 0) return <Note>Nothing would be different.</Note>;
  return (
    <Panel title="What would change" className="mb-6">
      <dl className="grid gap-4">
        {changes.map(({ name, from, to, effect }) => (
          <div key={name}>
            <dt className="font-semibold">{settingTitles[name]}</dt>
            <dd className="max-w-[62ch]">
              Now: {from}. Then: <strong>{to}</strong>. {effect}
            </dd>
          </div>
        ))}
      </dl>
      {mayChange ? (
        <form method="post" action={`${coursePath(slug, "settings")}/now`} className="mt-5">
          {fields.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit">Change it</Button>
        </form>
      ) : null}
    </Panel>
  );
}

type Filled = {
  slug: string;
  page: CourseSettingsPage;
  wanted: CourseSettingsPage["now"];
  mayChange: boolean;
  wrong: { name: keyof CourseSettingsPage["now"]; message: string } | null;
};

function Form({ slug, page, wanted, mayChange, wrong }: Filled) {
  return (
    <Panel>
      {mayChange ? (
        <SettingsForm slug={slug} page={page} wanted={wanted} wrong={wrong} />
      ) : (
        <SettingsText page={page} />
      )}
    </Panel>
  );
}
