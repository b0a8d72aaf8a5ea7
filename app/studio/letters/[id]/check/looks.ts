export type Look = { show: "letter" | "text"; width: "wide" | "phone"; scheme: "light" | "dark"; name: string };

type Query = Record<string, string | string[] | undefined>;

/** How a letter is looked at, from the page's address. What is not understood is as usual. */
export function readLook(query: Query): Look {
  return {
    show: query.show === "text" ? "text" : "letter",
    width: query.width === "phone" ? "phone" : "wide",
    scheme: query.scheme === "dark" ? "dark" : "light",
    name: typeof query.name === "string" ? query.name.slice(0, 100) : "Ines",
  };
}

export function lookPath(path: string, look: Look): string {
  return `${path}?${new URLSearchParams(look)}#letter`;
}
