import { addDays, instantOf, localDay } from "../../domain/calendar.ts";
import { pick, scatter } from "./scatter.ts";

/** Where all fictional readers have their address: a name that belongs to nobody. */
export const demoDomain = "demo.example";

/** A fictional reader, before anything happened to them. */
export type DemoPerson = {
  number: number;
  address: string;
  name: string | null;
  zone: string;
  sendMinute: number;
  /** By which form they came. */
  source: string;
  /** How much of what comes they do, from 0 to 1. */
  keenness: number;
  /** What can be seen of their reading: their own program, a proxy that fetches for everybody, or nothing. */
  mailProgram: "open" | "proxied" | "hidden";
};

const names = [
  "Ada",
  "Bao",
  "Chidi",
  "Daria",
  "Emre",
  "Fatima",
  "Goran",
  "Hana",
  "Ines",
  "Jonas",
  "Kofi",
  "Leila",
  "María",
  "Noor",
  "Oisín",
  "Priya",
  "Quentin",
  "Rosa",
  "Søren",
  "Tomoko",
  "Uma",
  "Viktor",
  "Wanjiru",
  "Ximena",
  "Yusuf",
  "Zoë",
  "سلمى",
  "美咲",
];
const zones = [
  "Pacific/Auckland",
  "Australia/Adelaide",
  "Asia/Tokyo",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Africa/Nairobi",
  "Europe/Helsinki",
  "Europe/Berlin",
  "Europe/London",
  "America/Sao_Paulo",
  "America/St_Johns",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "Pacific/Honolulu",
];
const hours = [5 * 60 + 30, 6 * 60, 6 * 60 + 30, 7 * 60, 7 * 60 + 30, 8 * 60, 12 * 60, 18 * 60, 20 * 60 + 30, 22 * 60];

const sources = ["course page", "course page", "course page", "article", "article", "api"];
const programs = ["open", "open", "open", "proxied", "proxied", "hidden"] as const;

/** The same people at every call. */
export function demoPeople({ from = 0, count }: { from?: number; count: number }): DemoPerson[] {
  return Array.from({ length: count }, (_, index) => from + index).map((number) => ({
    number,
    address: `reader-${String(number + 1).padStart(4, "0")}@${demoDomain}`,
    name: scatter(number, 2) < 0.1 ? null : pick(names, scatter(number, 3)),
    zone: pick(zones, scatter(number, 4)),
    sendMinute: pick(hours, scatter(number, 5)),
    source: pick(sources, scatter(number, 9)),
    keenness: scatter(number, 7),
    mailProgram: pick(programs, scatter(number, 10)),
  }));
}

const daysOpen = 84;
const talkedAboutDaysAgo = 37;

/**
 * When they sent the form, within the last twelve weeks and in their waking hours: more with every week, and a crowd on
 * the two days on which somebody with many friends ran along.
 */
export function askedAt({ number, zone }: Pick<DemoPerson, "number" | "zone">, now: Date): Date {
  const chance = scatter(number, 11);
  const daysAgo = chance < 0.1 ? talkedAboutDaysAgo + chance * 20 : daysOpen * (1 - Math.sqrt(scatter(number, 12)));
  const minute = 6 * 60 + Math.floor(scatter(number, 13) * 16 * 60);
  const day = addDays(localDay(now, zone), -Math.floor(daysAgo));
  const at = instantOf({ day, minute, zone });
  return at < now ? at : instantOf({ day: addDays(day, -1), minute, zone });
}
