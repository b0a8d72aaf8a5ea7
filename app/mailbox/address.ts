/** Where one stands in the mailbox: whose mail is listed, and from which message on. */
export type Place = { to: string | null; before: number | null };

/** How a letter is looked at. */
export type Look = {
  show: "letter" | "text" | "headers" | "source";
  width: "desktop" | "phone";
  scheme: "light" | "dark";
};

type Query = Readonly<Record<string, string | string[] | undefined>>;

const longestAddress = 254;

export function readPlace(query: Query): Place {
  // No address holds a zero byte, and the database takes no text that does.
  const to = single(query.to)?.replaceAll("\0", "").trim().toLowerCase().slice(0, longestAddress);
  return { to: to || null, before: readMailId(single(query.before) ?? "") };
}

/** Whose night has passed, as `mailboxPath` says it. */
export function readWhose(query: Query): string | null {
  return readPlace({ to: query.whose }).to ?? readPlace(query).to;
}

/** The id of a message; null for anything that no message of ours has. */
export function readMailId(raw: string): number | null {
  return /^[1-9]\d{0,14}$/.test(raw) ? Number(raw) : null;
}

export function readLook(query: Query): Look {
  return {
    show: oneOf(query.show, ["letter", "text", "headers", "source"]),
    width: oneOf(query.width, ["desktop", "phone"]),
    scheme: oneOf(query.scheme, ["light", "dark"]),
  };
}

type Address = {
  id?: number;
  place: Partial<Place>;
  look?: Partial<Look>;
  /** The first message of the night that has just passed, and whose night it was. */
  woke?: { from: number; whose: string | null };
};

/** The address of the list, or of one message in it. Only what differs from the usual is spelled out. */
export function mailboxPath({ id, place, look, woke }: Address): string {
  const query = new URLSearchParams();
  if (place.to) query.set("to", place.to);
  if (place.before) query.set("before", String(place.before));
  if (look?.show && look.show !== "letter") query.set("show", look.show);
  if (look?.width && look.width !== "desktop") query.set("width", look.width);
  if (look?.scheme && look.scheme !== "light") query.set("scheme", look.scheme);
  if (woke !== undefined) query.set("woke", String(woke.from));
  if (woke?.whose && woke.whose !== place.to) query.set("whose", woke.whose);
  const path = id === undefined ? "/mailbox" : `/mailbox/${id}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : (value?.[0] ?? null);
}

/** The one that was asked for, or the first. */
function oneOf<Option extends string>(
  value: string | string[] | undefined,
  options: readonly [Option, ...Option[]],
): Option {
  return options.find((option) => option === single(value)) ?? options[0];
}
