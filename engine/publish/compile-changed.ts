import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Compiled } from "../../domain/version.ts";
import { type Bundle, bundle } from "./bundle.ts";
import { compilerVersion } from "./compile.ts";
import { type LoadedCourse, type LoadedLesson, type LoadedNotice, loadCourse } from "./load.ts";
import { compilePublishable } from "./publishable.ts";
import type { CourseSource, Sources } from "./sources.ts";

export type CompiledLesson = LoadedLesson & { compiled: Compiled };
export type CompiledNotice = LoadedNotice & { compiled: Compiled };
export type CompiledCourse = Pick<LoadedCourse, "slug" | "description"> & {
  sourceHash: string;
  lessons: readonly CompiledLesson[];
  notices: readonly CompiledNotice[];
};

type Changed = { root: string; folder: string; sources: Sources; known: ReadonlyMap<string, string> };

/**
 * Compiles the courses whose sources hash to something else than what is known of them. Building everything takes 60 ms
 * and tells what each course is made of; compiling a month of lessons takes seconds, nearly all of it for the probes.
 */
export async function compileChanged({ root, folder, sources, known }: Changed): Promise<CompiledCourse[]> {
  const files = sources.courses.flatMap((source) => filesOf(source, sources));
  const plain = await bundle({ root, files, folder: join(folder, "plain"), watch: false });
  const toolsHash = await hashTools(root);
  const hashed = await Promise.all(
    sources.courses.map(async (source) => ({
      source,
      sourceHash: hash(`${toolsHash} ${await plain.sourceHash(filesOf(source, sources))}`),
    })),
  );
  const changed = hashed.filter(({ source, sourceHash }) => known.get(source.slug) !== sourceHash);
  if (changed.length === 0) return [];
  const watched = await bundle({ root, files, folder: join(folder, "watched"), watch: true });
  const compiled: CompiledCourse[] = [];
  for (const { source, sourceHash } of changed) {
    compiled.push({ ...(await compileCourse({ source, sources, plain, watched })), sourceHash });
  }
  return compiled;
}

function filesOf(source: CourseSource, { noticeFiles }: Sources): string[] {
  return [source.courseFile, ...source.lessonFiles, ...noticeFiles];
}

/** What else the outcome hangs on: this compiler and the packages, React among them, as the lockfile pins them. */
async function hashTools(root: string): Promise<string> {
  const lockfile = join(root, "package-lock.json");
  return hash(`${compilerVersion} ${existsSync(lockfile) ? await readFile(lockfile, "utf8") : ""}`);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

type Compiling = { source: CourseSource; sources: Sources; plain: Bundle; watched: Bundle };

async function compileCourse({
  source,
  sources,
  plain,
  watched,
}: Compiling): Promise<Omit<CompiledCourse, "sourceHash">> {
  const { noticeFiles } = sources;
  const course = await loadCourse({ source, noticeFiles, bundle: plain });
  const twin = await loadCourse({ source, noticeFiles, bundle: watched });
  return {
    slug: course.slug,
    description: course.description,
    lessons: await compileEach(course.lessons, twin.lessons),
    notices: await compileEach(course.notices, twin.notices),
  };
}

/** One after another: they share one core, and the first refusal should be the first lesson's. */
async function compileEach<Loaded extends LoadedLesson | LoadedNotice>(
  messages: readonly Loaded[],
  watched: readonly Loaded[],
): Promise<(Loaded & { compiled: Compiled })[]> {
  const compiled: (Loaded & { compiled: Compiled })[] = [];
  for (const [index, message] of messages.entries()) {
    const twin = watched[index] as Loaded; // Loaded from the same list of files.
    const version = await compilePublishable({ template: message.template, watched: twin.template });
    compiled.push({ ...message, compiled: version });
  }
  return compiled;
}
