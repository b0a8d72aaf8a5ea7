import { settingTitles, spokenSetting } from "../../../../../engine/courses/setting-words.ts";
import type { CourseSettingsPage } from "../../../../../engine/courses/settings.ts";

type Shown = { page: CourseSettingsPage };

/** For whoever may only look: what holds, in words, and no box that looks as if something could be typed into it. */
export function SettingsText({ page: { now, declared, changed } }: Shown) {
  return (
    <>
      <p className="mb-4 text-quiet">You are here to look. An owner of this site can change these.</p>
      <dl className="grid gap-x-6 sm:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
        {settingNames.map((name) => (
          <div key={name} className="grid border-line border-b py-3 last:border-b-0 sm:col-span-2 sm:grid-cols-subgrid">
            <dt className="font-semibold">{settingTitles[name]}</dt>
            <dd>
              {capital(spokenSetting(name, now))}
              {changed.includes(name) ? (
                <span className="block text-quiet text-small">
                  Changed in the studio. The course’s own file says: {spokenSetting(name, declared)}.
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const settingNames = Object.keys(settingTitles) as (keyof typeof settingTitles)[]; // The keys of a record are its names.

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
