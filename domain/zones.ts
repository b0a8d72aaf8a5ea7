/**
 * Node's zone list keeps the names that its Unicode data began with. Readers look for the names of today, which
 * Node understands just as well.
 */
const namesOfToday = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

/**
 * The name of today of the zone that `raw` names, in whatever case and under whatever old name:
 * "asia/calcutta" is "Asia/Kolkata", "US/Pacific" is "America/Los_Angeles". Null where Node knows no such zone.
 */
export function zoneNamed(raw: string): string | null {
  // Intl would take "+02:00" too: an offset, not a zone.
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(raw)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: raw }).resolvedOptions();
    return namesOfToday.get(timeZone) ?? timeZone;
  } catch (error) {
    // Intl has no other way to say that it does not know the name.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

let names: readonly string[] | null = null;

/** Every zone that Node lists, and UTC, by its name of today, sorted. */
export function namedZones(): readonly string[] {
  names ??= [...Intl.supportedValuesOf("timeZone"), "UTC"]
    .map((zone) => namesOfToday.get(zone) ?? zone)
    .filter((zone, place, all) => all.indexOf(zone) === place)
    .sort();
  return names;
}
