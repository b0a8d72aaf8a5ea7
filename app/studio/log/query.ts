export type LogQuery = {
  authorName?: string | undefined;
  act?: string | undefined;
  readerId?: number | undefined;
  before?: number | undefined;
};

/** What the log is asked for. Whatever makes no sense is not asked. */
export function readLogQuery(query: Record<string, string | string[] | undefined>): LogQuery {
  const text = (field: string) => {
    const value = query[field];
    return typeof value === "string" && value !== "" && value.length <= 300
      ? value.toWellFormed().replaceAll("\0", "")
      : undefined;
  };
  const number = (field: string) => {
    const value = text(field);
    return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  };
  return { authorName: text("by"), act: text("act"), readerId: number("reader"), before: number("before") };
}

export function logPath({ authorName, act, readerId, before }: LogQuery): string {
  const params = new URLSearchParams();
  if (authorName !== undefined) params.set("by", authorName);
  if (act !== undefined) params.set("act", act);
  if (readerId !== undefined) params.set("reader", String(readerId));
  if (before !== undefined) params.set("before", String(before));
  return params.size === 0 ? "/studio/log" : `/studio/log?${params}`;
}
