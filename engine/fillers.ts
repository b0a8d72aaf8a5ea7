import { readVersion } from "../db/catalogue.ts";
import { type Filler, prepare } from "../domain/fill.ts";
import type { Context } from "./context.ts";

export type PreparedVersion = { links: readonly string[]; filler(variant: string): Filler };

/** Versions never change, so what was once prepared may be kept; the bound is some fifty courses' worth. */
const keptVersions = 1_500;

/** What a process keeps of the versions that it has filled. */
export type VersionCache = Map<number, PreparedVersion>;

/** The version, ready to be filled. Throws when it does not exist, which its foreign keys rule out. */
export async function preparedVersion(context: Pick<Context, "db" | "versions">, id: number): Promise<PreparedVersion> {
  const known = context.versions.get(id);
  if (known) return known;
  const compiled = await readVersion(context.db, { id });
  if (!compiled) throw new Error(`version ${id} does not exist`);
  const fillers = new Map<string, Filler>();
  const version: PreparedVersion = {
    links: compiled.links,
    filler(variant) {
      const form = compiled.forms[variant];
      if (!form) throw new Error(`version ${id} has no variant ${variant}`);
      const filler = fillers.get(variant) ?? prepare(form);
      fillers.set(variant, filler);
      return filler;
    },
  };
  keep(context.versions, id, version);
  return version;
}

function keep(versions: VersionCache, id: number, version: PreparedVersion): void {
  const oldest = versions.size >= keptVersions ? versions.keys().next().value : undefined;
  if (oldest !== undefined) versions.delete(oldest);
  versions.set(id, version);
}
