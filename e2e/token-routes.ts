import { globSync, readFileSync } from "node:fs";

export type TokenRoute = {
  /** "/me/[token]/pause/now" */
  route: string;
  kind: "page" | "route";
  takesPost: boolean;
};

/** Every route that takes a token, whatever routes there are: a new one is tried with bad links from its first day. */
export const tokenRoutes: readonly TokenRoute[] = globSync("app/**/[[]token[]]/**/{page.tsx,route.ts}")
  .sort()
  .map((file) => ({
    route: file
      .replace(/^app/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/[^/]+$/, ""),
    kind: file.endsWith("page.tsx") ? "page" : "route",
    takesPost: /^export (const|(async )?function) POST\b/m.test(readFileSync(file, "utf8")),
  }));

/** The places of a route filled in, as they stand in an address. */
export function fillRoute(route: string, values: { token: string; course?: string; key?: string }): string {
  return route.replace(/\[(\w+)\]/g, (_, name) => {
    const value = values[name as keyof typeof values];
    if (value === undefined) throw new Error(`${route} has a place for a ${name}.`);
    return encodeURIComponent(value);
  });
}

/** Which tokens a route is for: "me", and "leave" for "/api/leave/[token]" as well. */
export function placeOf(route: string): string {
  return /^\/(?:api\/)?(\w+)\/\[?/.exec(route)?.[1] ?? "";
}
