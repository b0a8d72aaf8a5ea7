import type { Metadata } from "next";
import { muscleGroups } from "../../../../domain/muscles.ts";
import { lessonsByMuscle, listCourses } from "../../../../engine/catalogue.ts";
import { BodyMap } from "../../../components/body-map/body-map.tsx";
import { SignupSection } from "../../../components/signup/signup-section.tsx";
import { requestContext } from "../../../context.ts";
import { LessonsByGroup } from "./lessons-by-group.tsx";
import { stride } from "./stride.ts";

export const metadata: Metadata = {
  title: "What muscles does running work?",
  description:
    "What swing and foot strike ask of eight muscle groups, with a body map, and the lessons that train each.",
  alternates: { canonical: "/articles/what-muscles-does-running-work" },
};

export default async function Article({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const context = await requestContext();
  const [courses, lessons] = await Promise.all([listCourses(context), lessonsByMuscle(context)]);
  const featured = courses[0];
  return (
    <main id="main">
      <article className="mx-auto grid max-w-6xl gap-x-16 gap-y-12 px-5 pt-10 sm:px-8 sm:pt-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <Opening />
        <MapColumn />
        <div>
          <ol className="grid gap-12">
            {stride.map(({ group, strike, swing }) => (
              <li key={group} id={group} data-muscles={group} className="max-w-[62ch] scroll-mt-6">
                <h2 className="text-section">{muscleGroups[group].name}</h2>
                <p className="text-small text-quiet">{capital(muscleGroups[group].detail)}</p>
                <Half name="Foot strike" words={strike} />
                <Half name="Swing" words={swing} />
                <LessonsByGroup lessons={lessons[group]} />
              </li>
            ))}
          </ol>
          <Closing />
        </div>
      </article>
      {featured && <SignupSection course={featured} page="article" searchParams={await searchParams} />}
    </main>
  );
}

function Opening() {
  return (
    <div className="max-w-[62ch]">
      <h1 className="text-title font-extrabold sm:text-poster">What muscles does running work?</h1>
      <p className="mt-6 text-lead">
        The short answer: nearly all of them, and the legs are only half the story. The longer answer fits into two
        moments, the one when your foot is on the ground and the one when it is in the air.
      </p>
      <h2 className="mt-10 text-section">One stride, two jobs</h2>
      <p className="mt-4">
        Watch a runner from the side and follow one leg. It lands, carries the whole body, and pushes off, all in about
        a quarter of a second. That is <strong>foot strike</strong>, and at its peak the ground pushes back with two to
        three times your weight. Then comes the longer part. The leg folds, the knee travels through, the shin unfolds
        and the foot reaches for the road again. That is the <strong>swing</strong>.
      </p>
      <p className="mt-4">
        Most people do this between 150 and 180 times a minute, counting both feet. Half an hour is about five thousand
        landings, each of them on one leg. So I do not ask of a muscle only how strong it is. I ask what it has to do
        when the foot lands, what it has to do while the leg flies, and whether it still does both at the end of a long
        run. Here are the eight groups, from the ground up.
      </p>
    </div>
  );
}

/** The map stays in sight beside the text on a wide screen, and its names are a plain list under it. */
function MapColumn() {
  return (
    <nav
      aria-label="Muscle groups"
      className="self-start lg:sticky lg:top-6 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-4"
    >
      {/* As large as the column, but never taller than what a low screen shows. */}
      <div className="mx-auto max-w-[min(26rem,calc((100svh-13rem)*0.72))] min-w-64">
        <BodyMap />
      </div>
      <ul className="mt-4 flex flex-wrap justify-center gap-2">
        {stride.map(({ group }) => (
          <li key={group}>
            <a
              href={`#${group}`}
              data-muscles={group}
              className="inline-flex min-h-9 items-center rounded-baton border border-edge px-3 text-small text-ink no-underline hover:border-ink"
            >
              {muscleGroups[group].name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Half({ name, words }: { name: string; words: string }) {
  return (
    <p className="mt-3">
      <strong>{name}.</strong> {words}
    </p>
  );
}

function Closing() {
  return (
    <div className="mt-16 max-w-[62ch]">
      <h2 className="text-section">What to do with this</h2>
      <p className="mt-4">
        Running trains these muscles to go on for long. It gives most of them little reason to get stronger, because
        every step asks for the same again. Some, such as the muscles at the side of the hip, can hide for years behind
        stronger neighbors, and only show themselves when you are tired and your form comes apart.
      </p>
      <p className="mt-4">
        So train them a little, often, and in the order in which a stride needs them. First learn to hold: a trunk that
        stays still while arms and legs move. Then learn to resist, when something tries to arch you, tip you or turn
        you. Then stand on one leg, because that is where running happens. Last comes speed: a calf that springs, a hip
        that drives, arms that swing without the shoulders climbing to your ears.
      </p>
      <p className="mt-4">
        Ten minutes are enough for a day. What I can promise is practice, not a body without trouble: strength work is
        no insurance against injury, and nobody honest sells it as one. If something hurts so that you run differently,
        stop and ask a doctor or a physical therapist. The rest of us have a floor, a few minutes, and tomorrow’s run to
        try it on.
      </p>
    </div>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
