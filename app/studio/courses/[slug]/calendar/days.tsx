import { spokenDay, spokenZone } from "../../../../../domain/spoken.ts";
import type { CalendarDay, CalendarLesson } from "../../../../../engine/courses/calendar.ts";
import { Cell, RowHead, Table } from "../../../components/table.tsx";

/** Every day with its lesson, or why it has none. */
export function Days({ days }: { days: readonly CalendarDay[] }) {
  return (
    <Table caption="Every day of the course" columns={columns} isStacked>
      {days.flatMap((day) =>
        day.lessons.length > 0
          ? day.lessons.map((lesson) => <LessonRow key={`${day.day} ${lesson.number}`} day={day} lesson={lesson} />)
          : [<EmptyRow key={day.day} day={day} />],
      )}
    </Table>
  );
}

const columns = [{ words: "Date" }, { words: "Lesson" }, { words: "Their clock" }, { words: "UTC" }, { words: "Why" }];

function LessonRow({ day, lesson }: { day: CalendarDay; lesson: CalendarLesson }) {
  const { number, title, kind, clock, zone, offset, sentAt, notes } = lesson;
  return (
    <tr>
      <RowHead>{dateOf(day)}</RowHead>
      <Cell label="Lesson">
        Day {number}: {title}
        {kind === "rest" ? " (rest day)" : ""}
      </Cell>
      <Cell label="Their clock">
        <span className="whitespace-nowrap">{clock}</span>{" "}
        <span className="whitespace-nowrap text-quiet">
          {spokenZone(zone)}, {offset}
        </span>
      </Cell>
      <Cell label="UTC">
        <time dateTime={sentAt.toISOString()} className="whitespace-nowrap">
          {sentAt.toISOString().slice(0, 16).replace("T", " ")}
        </time>
      </Cell>
      {notesOf(day.marks, notes)}
    </tr>
  );
}

/** Most days need no word of why. */
function notesOf(...said: readonly (readonly string[])[]) {
  const words = said.flat();
  return words.length === 0 ? <Cell /> : <Cell label="Why">{words.join(" ")}</Cell>;
}

function EmptyRow({ day }: { day: CalendarDay }) {
  return (
    <tr className="text-quiet">
      <RowHead>{dateOf(day)}</RowHead>
      <Cell>No lesson</Cell>
      <Cell />
      <Cell />
      <Cell label="Why">{[day.why, ...day.marks].filter(Boolean).join(" ")}</Cell>
    </tr>
  );
}

function dateOf({ day }: CalendarDay): string {
  return `${spokenDay(day)}, ${day.slice(0, 4)}`;
}
