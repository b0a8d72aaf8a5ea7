import type { Nodes } from "mdast";

/** What reading one letter carries along. */
export type Reading = {
  source: string;
  definitions: ReadonlyMap<string, { url: string; title: string | null }>;
  /** Notes what the author must mend, at this place. */
  tell(node: Nodes, message: string): void;
};

/** What the author typed there. */
export function typed(node: Nodes, { source }: Pick<Reading, "source">): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}
