import { parseAddress } from "../addresses.ts";
import type { Meaning } from "./plan.ts";

/**
 * What the headings of lists out in the world are called: Mailchimp, Kit, Substack, listmonk, Buttondown, Ghost, Brevo and
 * people's own spreadsheets, in a few languages. Compared without case, blanks and marks.
 */
const names: Readonly<Record<Exclude<Meaning, "skip">, readonly string[]>> = {
  address: [
    "email",
    "emailaddress",
    "emailaddresses",
    "mail",
    "address",
    "subscriberemail",
    "useremail",
    "correo",
    "courriel",
  ],
  name: ["name", "fullname", "displayname", "subscribername", "nombre", "nom", "reader"],
  firstName: ["firstname", "fname", "givenname", "forename", "vorname", "prenom", "nombredepila"],
  lastName: ["lastname", "lname", "surname", "familyname", "nachname", "apellido", "apellidos"],
  zone: ["timezone", "zone", "tz", "timezonename", "zeitzone", "timezoneid"],
  sendTime: ["sendtime", "time", "hour", "sendat", "preferredtime", "deliverytime", "uhrzeit"],
  tags: ["tags", "tag", "labels", "label", "segments", "groups", "group"],
  course: ["course", "courses", "sequence", "program", "kurs"],
  nextLesson: ["nextlesson", "next", "position", "day", "lesson", "nextday", "startat", "lessonnumber", "step"],
  lessonsHad: [
    "lessonshad",
    "had",
    "lastlesson",
    "lastday",
    "completed",
    "progress",
    "daysdone",
    "lessonsreceived",
    "received",
  ],
  newsletter: ["newsletter", "newsletters", "list", "lists", "publication", "follows"],
  // Not "signed up", "created" or "added": on that day somebody came into a list, which is no proof that they agreed.
  consentDay: [
    "consent",
    "consentdate",
    "consentday",
    "consentat",
    "consentedat",
    "optintime",
    "optindate",
    "optedinat",
    "confirmtime",
    "confirmdate",
    "confirmedat",
  ],
  consentSource: ["consentsource", "source", "signupsource", "optinsource", "form", "signupform", "via", "attribution"],
  status: [
    "status",
    "state",
    "unsubscribed",
    "subscriberstatus",
    "subscriptionstatus",
    "emailstatus",
    "subscribed",
    "suppressed",
    "blocklisted",
    "emailmarketing",
    "expiry",
  ],
};

const meaningOf = new Map(
  Object.entries(names).flatMap(([meaning, headings]) => headings.map((heading) => [heading, meaning as Meaning])),
);

/** What each column seems to hold, by its heading; a meaning is given to one column only, the first that fits. */
export function guessMeanings(headings: readonly string[]): Meaning[] {
  const given = new Set<Meaning>();
  return headings.map((heading) => {
    const meaning = meaningOf.get(plain(heading)) ?? "skip";
    if (meaning === "skip" || (given.has(meaning) && meaning !== "tags")) return "skip";
    given.add(meaning);
    return meaning;
  });
}

/** What the columns seem to hold where no headings stand above them: the first that is full of addresses. */
export function guessFromRows(rows: readonly (readonly string[])[]): Meaning[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from(
    { length: width },
    (_, place) => rows.filter((row) => looksLikeAddress(row[place])).length,
  );
  const most = Math.max(0, ...columns);
  const found = most === 0 ? -1 : columns.indexOf(most);
  return columns.map((_, place) => (place === found ? "address" : "skip"));
}

/** Whether the first row names the columns: it holds no address, and a word that is known or a row below that does. */
export function hasHeadings([first = [], ...rest]: readonly (readonly string[])[]): boolean {
  if (first.some(looksLikeAddress)) return false;
  return guessMeanings(first).some((meaning) => meaning !== "skip") || rest.some((row) => row.some(looksLikeAddress));
}

function looksLikeAddress(cell: string | undefined): boolean {
  return cell?.includes("@") === true && parseAddress(cell).kind === "ok";
}

function plain(heading: string): string {
  return heading
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
