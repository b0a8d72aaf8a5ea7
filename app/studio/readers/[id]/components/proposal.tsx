import type { ReaderStory, StudioCourse } from "../../../../../engine/studio/reader-story.ts";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { PressForm } from "../../../components/press-form.tsx";
import { readerPath } from "../../paths.ts";
import { actWords } from "../act-words.ts";
import { type ActKind, actPath } from "../acts.ts";

type Props = {
  kind: ActKind;
  story: ReaderStory;
  after: readonly StudioCourse[];
  /** What the form asked for, to be sent on. */
  values: Readonly<Record<string, string>>;
};

/** What an act would bring, tried with the code that its button runs, and the button. */
export function Proposal({ kind, story, after, values }: Props) {
  const { reader } = story;
  const { fault: _, said: __, ...sent } = values;
  return (
    <div className="grid gap-6">
      {kind === "erase" ? <Erasing story={story} /> : <Foreseen before={story.courses} after={after} />}
      <PressForm action={`${readerPath(reader.id)}/${kind}/now`} values={sent}>
        {kind === "erase" ? (
          <Field
            id="address"
            label="Type their address, to be sure who is meant"
            hint={<bdi className="[overflow-wrap:anywhere]">{reader.address}</bdi>}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        ) : null}
        <Field
          id="reason"
          label="Why, for the log"
          hint="Such as “asked by phone”. No names or addresses: the log outlives the reader."
          maxLength={500}
          autoComplete="off"
        />
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit">{actWords[kind].press}</Button>
          <a href={kind === "resume" || kind === "erase" ? readerPath(reader.id) : againPath(kind, reader.id, sent)}>
            {kind === "resume" || kind === "erase" ? "Leave it as it is" : "Choose again"}
          </a>
        </div>
      </PressForm>
    </div>
  );
}

function againPath(kind: ActKind, readerId: number, sent: Readonly<Record<string, string>>): string {
  return `${actPath(readerId, kind)}?${new URLSearchParams({ ...sent, again: "yes" })}`;
}

function Foreseen({ before, after }: { before: readonly StudioCourse[]; after: readonly StudioCourse[] }) {
  const changed = after.filter((course) => before.find(({ slug }) => slug === course.slug)?.next !== course.next);
  if (changed.length === 0) return <p>The next lessons come when they would have come anyway.</p>;
  return (
    <div>
      <h2 className="mb-3 text-minor font-bold">What it would bring</h2>
      <ul className="grid gap-4">
        {changed.map((course) => (
          <li key={course.slug}>
            <h3 className="font-semibold">{course.title}</h3>
            <dl className="grid gap-1">
              <Line name="Now" words={before.find(({ slug }) => slug === course.slug)?.next ?? "Nothing comes."} />
              <Line name="Then" words={course.next} />
            </dl>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ name, words }: { name: string; words: string }) {
  return (
    <div className="flex gap-3">
      <dt className="w-12 flex-none text-quiet">{name}</dt>
      <dd className="m-0">{words}</dd>
    </div>
  );
}

function Erasing({ story }: { story: ReaderStory }) {
  const titles = story.courses.map(({ title }) => title);
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>Their address, name, tags and choices go at once, and every link in their mails leads nowhere.</li>
      <li>{titles.length === 0 ? "They are in no course." : `Their way through ${titles.join(", ")} goes.`}</li>
      <li>A message that is on its way to the mail service still arrives; what is kept of it goes with the answer.</li>
      <li>Figures that were counted stay counted, with nobody’s name.</li>
    </ul>
  );
}
