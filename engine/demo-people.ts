/** Where all fictional readers have their address: a name that belongs to nobody. */
export const demoDomain = "demo.example";

/** A fictional reader and how far they have come. */
export type DemoPerson = {
  address: string;
  name: string | null;
  zone: string;
  sendMinute: number;
  state: "unconfirmed" | "active" | "paused" | "finished" | "left";
  /** How many lessons they have had. */
  had: number;
  /** Whether they did the lesson in that place, from 0. */
  did(index: number): boolean;
  /** How many minutes after its mail they did it, and how it felt; not everybody says. */
  restedMinutes(index: number): number;
  felt(index: number): "easy" | "right" | "hard" | null;
  /** Their address does not exist any more. */
  isGone: boolean;
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

/**
 * The same people at every call: mostly under way at every stage, some finished, paused, gone, or still to confirm.
 * Two in three lessons are done, more by the regular ones.
 */
export function demoPeople(input: { count: number; days: number }): DemoPerson[] {
  return Array.from({ length: input.count }, (_, number) => {
    const pick = <Option>(options: readonly Option[], salt: number): Option =>
      options[Math.floor(scatter(number, salt) * options.length)] as Option;
    const state = stateOf(scatter(number, 1));
    const name = scatter(number, 2) < 0.1 ? null : pick(names, 3);
    return {
      address: `reader-${String(number + 1).padStart(4, "0")}@${demoDomain}`,
      name,
      zone: pick(zones, 4),
      sendMinute: pick(hours, 5),
      state,
      had: hadOf(state, scatter(number, 6), input.days),
      did: (index) => scatter(number, 100 + index) < 0.45 + scatter(number, 7) * 0.5,
      restedMinutes: (index) => Math.floor(5 + scatter(number, 300 + index) ** 3 * 700),
      felt: (index) => feltOf(scatter(number, 500 + index), index),
      isGone: state === "left" && scatter(number, 8) < 0.1,
    };
  });
}

function stateOf(chance: number): DemoPerson["state"] {
  if (chance < 0.06) return "unconfirmed";
  if (chance < 0.12) return "paused";
  if (chance < 0.2) return "left";
  if (chance < 0.32) return "finished";
  return "active";
}

function hadOf(state: DemoPerson["state"], chance: number, days: number): number {
  if (state === "unconfirmed") return 0;
  if (state === "finished") return days;
  return Math.floor(chance * days);
}

/** A course gets harder as it goes on. */
function feltOf(chance: number, index: number): ReturnType<DemoPerson["felt"]> {
  if (chance < 0.35) return null;
  if (chance < 0.55 - index * 0.004) return "easy";
  return chance < 0.85 - index * 0.005 ? "right" : "hard";
}

/** A number from 0 to below 1 that looks random and is always the same for the same two numbers. */
function scatter(number: number, salt: number): number {
  const mixed = Math.sin(number * 127.1 + salt * 311.7) * 43_758.5453;
  return mixed - Math.floor(mixed);
}
