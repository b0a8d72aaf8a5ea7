/**
 * A cell that begins so is run as a formula by Excel, LibreOffice and Google Sheets, quoted or not (OWASP, "CSV
 * injection"). An apostrophe before it makes it text; ours take it away again when such a file is imported.
 */
const armed = /^[=+\-@\t\r]/;

/** A cell of a CSV file (RFC 4180) that is safe to open in a spreadsheet. A number keeps its sign: it runs nothing. */
export function safeCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = armed.test(value) ? `'${value}` : value;
  return /[",;\r\n\t']/.test(harmless) || harmless !== harmless.trim()
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/** A line of a CSV file, with its end. */
export function safeLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(safeCell).join(",")}\r\n`;
}

/** What stood in a cell before `safeCell` made it harmless. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && armed.test(cell.slice(1)) ? cell.slice(1) : cell;
}
