import { type MuscleGroup, muscleGroups } from "../../../domain/muscles.ts";
import { backMuscles } from "./back-muscles.ts";
import styles from "./body-map.module.css";
import { figure } from "./figure.ts";
import { frontMuscles } from "./front-muscles.ts";

const groups = Object.keys(muscleGroups) as MuscleGroup[]; // `muscleGroups` declares exactly the groups.

/**
 * A runner from the front and from behind. Each of the eight groups is one link over all its muscles on both figures;
 * it leads to the element of this page whose id is the group's key. The highlight is CSS alone: a group lights up when
 * it, or anything on the page that carries its key in `data-muscles`, is pointed at, focused or led to.
 */
export function BodyMap() {
  return (
    <svg viewBox={field} className={styles.map}>
      <title>Body map, front and back</title>
      <Figures />
      {groups.map((group) => (
        <a key={group} href={`#${group}`} data-muscles={group} aria-label={muscleGroups[group].name}>
          <title>{muscleGroups[group].name}</title>
          <Muscles group={group} />
          <text x={apart / 2} y={captionLine} textAnchor="middle" className={styles.name}>
            {muscleGroups[group].name}
          </text>
        </a>
      ))}
    </svg>
  );
}

/** The same two figures as a picture alone, for a page that only points to the map. */
export function BodyPicture({ lit = [] }: { lit?: readonly MuscleGroup[] }) {
  return (
    <svg viewBox={field} className={styles.map} aria-hidden="true">
      <Figures />
      {groups.map((group) => (
        <g key={group} data-lit={lit.includes(group) || undefined}>
          <Muscles group={group} />
        </g>
      ))}
    </svg>
  );
}

/** How far apart the middle lines of the two figures stand. */
const apart = 196;
const captionLine = 512;
const field = "-92 -8 380 528";
const views = ["front", "back"] as const;
const musclesOf = { front: frontMuscles, back: backMuscles };

function Figures() {
  return (
    <g>
      {views.map((view, place) => (
        <g key={view} transform={`translate(${place * apart} 0)`}>
          <path d={figure.outline} className={styles.skin} />
          <path d={figure.head} className={styles.skin} />
          <path d={figure.hair[view]} className={styles.hair} />
          {view === "front" && <BothSides id="plain" paths={figure.plain} className={styles.plain} />}
          <text y={captionLine} textAnchor="middle" className={styles.caption}>
            {view === "front" ? "Front" : "Back"}
          </text>
        </g>
      ))}
    </g>
  );
}

function Muscles({ group }: { group: MuscleGroup }) {
  return views.map((view, place) => (
    <g key={view} transform={`translate(${place * apart} 0)`}>
      <BothSides id={`${view}-${group}`} paths={musclesOf[view][group] ?? []} className={styles.muscle} />
    </g>
  ));
}

/** The drawing holds one half; the other is the same path in a mirror. Both inherit their paint, as `use` demands. */
function BothSides({ id, paths, className }: { id: string; paths: readonly string[]; className: string | undefined }) {
  if (paths.length === 0) return null;
  return (
    <g className={className}>
      <path id={`body-${id}`} d={paths.join("")} />
      <use href={`#body-${id}`} transform="scale(-1 1)" />
    </g>
  );
}
