import type { ReactElement, ReactNode } from "react";
import { muscleGroups } from "../../domain/muscles.ts";
import { MailFigure, WebFigure } from "./move-figure.tsx";
import { paint, rule, write } from "./paint.ts";
import type { Work } from "./props.ts";
import { face, headline, Item, List, P, Rows } from "./prose.tsx";
import { usePlace } from "./surface.ts";
import { colors, radii, space } from "./theme.ts";

/** A move as a lesson asks for it: what to do, how, easier and harder, what goes wrong, why a runner does it. */
export function Move({ move, ...work }: Work): ReactElement {
  const { surface } = usePlace();
  return surface === "web" ? <WebMove move={move} {...work} /> : <MailMove move={move} {...work} />;
}

function MailMove({ move, ...work }: Work): ReactElement {
  const top = { borderTop: `2px solid ${colors.light.ink}`, padding: `${space.snug}px 0 ${space.loose}px` };
  const panel = { padding: `${space.base}px ${space.base}px ${space.tight}px`, borderRadius: radii.card };
  return (
    <div data-part="move" style={{ paddingTop: space.tight }}>
      <Rows {...rule("ink", { className: "", style: top })}>
        <h3 {...write("surface", "ink", { ...headline("minor"), margin: 0 })}>{move.name}</h3>
        <p {...write("surface", "quiet", { ...face("body"), margin: `0 0 ${space.snug}px` })}>
          <strong {...write("surface", "ink")}>{spokenEffort(move.name, work)}</strong>
          {spokenRest(work)}
        </p>
        {move.figure ? <MailFigure figure={move.figure} /> : null}
        <Body move={move} />
        <Rows {...paint("sunk", "ink", panel)}>
          {aspects(move).map(({ name, text }) => (
            <p key={name} {...write("sunk", "ink", { ...face("small"), margin: `0 0 ${space.tight}px` })}>
              <strong>{name}</strong> {text}
            </p>
          ))}
        </Rows>
      </Rows>
    </div>
  );
}

function WebMove({ move, ...work }: Work): ReactElement {
  return (
    <section className="move" data-part="move" {...asked(move.name, work)}>
      <h3>{move.name}</h3>
      <p className="move-work">
        <strong>{spokenEffort(move.name, work)}</strong>
        {spokenRest(work)}
      </p>
      {move.figure ? <WebFigure figure={move.figure} /> : null}
      <Body move={move} />
      <dl>
        {aspects(move).map(({ name, text }) => (
          <Aspect key={name} name={name.replace(":", "")}>
            {text}
          </Aspect>
        ))}
      </dl>
    </section>
  );
}

/** What the lesson asks for, as the page's timer and counter read it; what is not asked for is absent. */
function asked(name: string, { sets, reps, seconds, eachSide, restSeconds }: Omit<Work, "move">) {
  return {
    "data-move": name,
    "data-sets": sets,
    "data-reps": reps,
    "data-seconds": seconds,
    "data-each-side": eachSide ? "" : undefined,
    "data-rest-seconds": restSeconds > 0 ? restSeconds : undefined,
  };
}

function Body({ move }: Pick<Work, "move">): ReactElement {
  return (
    <>
      <P>{move.aim}</P>
      <List ordered>
        {move.cues.map((cue) => (
          <Item key={cue}>{cue}</Item>
        ))}
      </List>
    </>
  );
}

function Aspect({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function aspects(move: Work["move"]): { name: string; text: string }[] {
  return [
    { name: "Easier:", text: move.easier },
    { name: "Harder:", text: move.harder },
    { name: "Common mistake:", text: move.mistake },
    { name: stridePhases[move.stride.phase], text: move.stride.how },
    { name: "Works:", text: move.muscles.map((group) => muscleGroups[group].name).join(" · ") },
    { name: "Stop when", text: move.stopWhen },
  ];
}

const stridePhases = { swing: "In the swing:", "foot strike": "At foot strike:" } as const;

/** "3 sets of 8 reps on each side"; with both reps and seconds, a rep lasts that long. */
function spokenEffort(name: string, { sets, reps, seconds, eachSide }: Omit<Work, "move">): string {
  if (!reps && !seconds) throw new Error(`"${name}" is asked for with neither reps nor seconds.`);
  const effort = [reps && counted(reps, "rep"), seconds && spokenTime(seconds)].filter(Boolean).join(" of ");
  return `${counted(sets, "set")} of ${effort}${eachSide ? " on each side" : ""}`;
}

/** "45 seconds", "4 minutes", "3½ minutes": from two minutes on nobody counts in seconds. */
function spokenTime(seconds: number): string {
  if (seconds < 120 || seconds % 30 !== 0) return counted(seconds, "second");
  return `${Math.floor(seconds / 60)}${seconds % 60 === 0 ? "" : "½"} minutes`;
}

/** One set has nothing to rest between. */
function spokenRest({ sets, restSeconds }: Omit<Work, "move">): string {
  return sets > 1 && restSeconds > 0 ? `, ${counted(restSeconds, "second")} of rest between sets` : "";
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
