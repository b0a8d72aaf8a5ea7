import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Compiled, CompiledForm } from "../../domain/version.ts";
import type { Picture } from "../../emails/figures/picture.ts";
import type { NoticeKind } from "../../emails/parts/props.ts";
import { bundle } from "../../engine/publish/bundle.ts";
import { compile } from "../../engine/publish/compile.ts";
import { type LoadedCourse, loadCourse, loadNewsletterNotices } from "../../engine/publish/load.ts";
import { findSources } from "../../engine/publish/sources.ts";
import type { Template } from "../../engine/publish/template.ts";

/** One variant of a lesson or notice as publishing would store it. `name` is what a fault is reported under. */
export type Message = {
  name: string;
  file: string;
  course: string;
  variant: string;
  kind: "training" | "rest" | "mobility" | NoticeKind;
  form: CompiledForm;
  links: Compiled["links"];
  /** What it shows, not yet drawn. */
  pictures: readonly Picture[];
};

const root = resolve(import.meta.dirname, "../..");

/**
 * Every message that ships, in every variant: compiled as publishing does, without the probes that `npm test` runs
 * elsewhere and that take most of its time. One process compiles once, however many ask.
 */
export function shippedMessages(): Promise<Message[]> {
  shipped ??= compileAll();
  return shipped;
}

let shipped: Promise<Message[]> | undefined;

async function compileAll(): Promise<Message[]> {
  const { courses, noticeFiles, newsletterNoticeFiles } = await findSources(root);
  await mkdir(join(root, ".build"), { recursive: true });
  const folder = await mkdtemp(join(root, ".build", "mail-quality-"));
  try {
    const ofCourses = courses.flatMap(({ courseFile, lessonFiles }) => [courseFile, ...lessonFiles]);
    const files = [...ofCourses, ...noticeFiles, ...newsletterNoticeFiles];
    const built = await bundle({ root, files, folder, watch: false });
    const messages: Message[] = [];
    for (const source of courses) {
      for (const loaded of templatesOf(await loadCourse({ source, noticeFiles, bundle: built }))) {
        messages.push(...variantsOf(await compile(loaded.template), { ...loaded, course: source.slug }));
      }
    }
    for (const loaded of await loadNewsletterNotices({ files: newsletterNoticeFiles, bundle: built })) {
      messages.push(...variantsOf(await compile(loaded.template), { ...loaded, course: "newsletter" }));
    }
    return messages;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Loaded = Pick<Message, "kind" | "pictures"> & { template: Template };

function templatesOf({ lessons, notices }: LoadedCourse): Loaded[] {
  return [...lessons.map(({ facts, ...lesson }) => ({ ...lesson, kind: facts.kind })), ...notices];
}

function variantsOf({ forms, links }: Compiled, { template: { file }, ...of }: Loaded & { course: string }): Message[] {
  return Object.entries(forms).map(([variant, form]) => {
    const name = `${file} (${file.includes(of.course) ? "" : `${of.course}, `}${variant})`;
    const { kind, course, pictures } = of;
    return { name, file, course, variant, kind, form, links, pictures };
  });
}
