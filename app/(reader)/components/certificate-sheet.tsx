import { drawBend } from "../../../domain/bend.ts";
import type { DayMark } from "../../../domain/streaks.ts";
import { Mark } from "../../../emails/parts/mark.tsx";
import type { Certificate } from "../../../engine/certificate.ts";

/** The certificate itself: on screen a sheet in the page, in print the whole page and nothing beside it. */
export function CertificateSheet({ certificate, siteName }: { certificate: Certificate; siteName: string }) {
  const { courseTitle, coach, name, from, to, done, days, minutes, weeks } = certificate;
  return (
    <article className="certificate mt-6" aria-label={`Certificate: ${courseTitle}`}>
      <div className="lanes" aria-hidden="true" />
      <div className="certificate-words">
        <p className="flex items-center gap-2.5 font-display font-extrabold text-minor tracking-[-0.02em]">
          <Mark size={40} />
          {siteName}
        </p>
        <div>
          {name === null ? null : (
            <p className="certificate-name">
              <bdi>{name}</bdi>
            </p>
          )}
          <h2 className="certificate-course">{courseTitle}</h2>
          <p className="mt-3">
            {done} of {days} days done, {minutes} minutes of training
            <br />
            {from === to ? from : `${from} to ${to}`}
          </p>
        </div>
        <p className="certificate-coach">
          {coach.name}
          <span className="block text-quiet text-small">{coach.role}</span>
        </p>
      </div>
      <Track weeks={weeks} />
    </article>
  );
}

/** The course as the bend of a track, each day as it came to be. The words beside it say what it shows. */
function Track({ weeks }: Pick<Certificate, "weeks">) {
  const { size, sun, laneWidth, lanes, days } = drawBend(weeks.map((week) => week.length));
  const marks = weeks.flat();
  return (
    <svg className="certificate-track" viewBox={`${-size} ${-size} ${2 * size} ${size}`} aria-hidden="true">
      <path d={sun} fill="var(--today)" />
      {lanes.map((lane) => (
        <path key={lane} d={lane} fill="none" stroke="var(--sunk)" strokeWidth={laneWidth} />
      ))}
      {days.map(({ path }, place) => (
        <path key={path} d={path} fill="none" stroke={strokes[marks[place] ?? "coming"]} strokeWidth={laneWidth} />
      ))}
    </svg>
  );
}

const strokes: Readonly<Record<DayMark, string>> = {
  done: "var(--done)",
  rest: "var(--rest)",
  missed: "var(--line)",
  frozen: "var(--line)",
  coming: "var(--sunk)",
  today: "var(--today)",
};
