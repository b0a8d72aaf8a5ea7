import { globSync, readFileSync } from "node:fs";

export type Route = { path: string; methods: readonly string[]; isPage: boolean };

/** Every page and route that the site has, found where Next finds them: "/me/[token]/pause/now". */
export function siteRoutes(): Route[] {
  return globSync("app/**/{page.tsx,route.ts}")
    .sort()
    .map((file) => {
      const path = file
        .replace(/^app/, "")
        .replaceAll(/\/\([^)]+\)/g, "")
        .replace(/\/[^/]+$/, "");
      return { path: path === "" ? "/" : path, methods: methodsIn(file), isPage: file.endsWith("page.tsx") };
    });
}

function methodsIn(file: string): string[] {
  if (file.endsWith("page.tsx")) return ["GET"];
  const source = readFileSync(file, "utf8");
  return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    new RegExp(`^export (?:(?:async )?function|const) ${method}\\b|^export \\{.*\\b${method}\\b`, "m").test(source),
  );
}

/** The path with each of its places filled in. */
export function filled(path: string, value: (place: string) => string): string {
  return path.replaceAll(/\[(\w+)\]/g, (_, place: string) => value(place));
}
