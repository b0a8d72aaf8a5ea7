import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import type { CompiledCourse } from "./compile-course.ts";
import type { CourseSource, Sources } from "./sources.ts";

/** Raised whenever the same template would compile to something else, so that everything is compiled anew. */
const compilerVersion = 1;

export type ChangedCourse = CompiledCourse & { sourceHash: string };

type Changed = { root: string; folder: string; sources: Sources; known: ReadonlyMap<string, string> };

/**
 * Compiles the courses whose sources hash to something else than what is known of them. Building everything takes 60 ms
 * and tells what each course is made of; compiling a month of lessons takes seconds, nearly all of it for the probes.
 */
export async function compileChanged({ root, folder, sources, known }: Changed): Promise<ChangedCourse[]> {
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
  // Imported here, because React and its renderer take longer to load than all of the above, and mostly nothing changed.
  const { compileCourse } = await import("./compile-course.ts");
  const watched = await bundle({ root, files, folder: join(folder, "watched"), watch: true });
  const compiled: ChangedCourse[] = [];
  for (const { source, sourceHash } of changed) {
    compiled.push({ ...(await compileCourse({ source, sources, plain, watched })), sourceHash });
  }
  return compiled;
}

function filesOf(source: CourseSource, { noticeFiles }: Sources): string[] {
  return [source.courseFile, ...source.lessonFiles, ...noticeFiles];
}

/** What else the outcome hangs on: this compiler and the packages, React among them, as the lockfile pins them. */
export async function hashTools(root: string): Promise<string> {
  const lockfile = join(root, "package-lock.json");
  return hash(`${compilerVersion} ${existsSync(lockfile) ? await readFile(lockfile, "utf8") : ""}`);
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
