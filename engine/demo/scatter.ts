/** A number from 0 to below 1 that looks random and is always the same for the same two numbers. */
export function scatter(number: number, salt: number): number {
  const mixed = Math.sin(number * 127.1 + salt * 311.7) * 43_758.5453;
  return mixed - Math.floor(mixed);
}

export function pick<Option>(options: readonly Option[], chance: number): Option {
  return options[Math.floor(chance * options.length)] as Option; // The chance is below 1, so the place exists.
}
