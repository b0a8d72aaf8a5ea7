/**
 * Stands around every place of a template that would look into a value (see watch.ts, which puts it there) and lets
 * everything pass but a slot. It is bundled with the templates as its own text, so it refers to nothing outside.
 */
export function watched<Value>(value: Value, how: string, at: string): Value {
  if (typeof value !== "string") return value;
  const sentinel = /\uE000[\uE100-\uF8FF]/.exec(value)?.[0];
  if (sentinel === undefined) return value;
  const inspected = { name: "SlotInspected", sentinel, how, at };
  throw Object.assign(new Error(`A slot is looked into with ${how}.`), inspected);
}
