/** A place of the drawing. Its units are tenths of what a panel of 320 is wide, so whole numbers are fine enough. */
export type Point = { readonly x: number; readonly y: number };

/** Writes the data of an SVG path as short as it gets: whole numbers, each place told from the one before it. */
export type Pen = {
  move(to: Point): Pen;
  line(to: Point): Pen;
  /** A part of a circle, clockwise unless told otherwise. */
  arc(to: Point, circle: { r: number; large: boolean; counter?: boolean }): Pen;
  curve(by: Point, to: Point): Pen;
  close(): Pen;
  written(): string;
};

export function createPen(): Pen {
  let at: Point = { x: 0, y: 0 };
  let data = "";
  const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });
  const apart = (to: Point) => joined(to.x - at.x, to.y - at.y);
  const write = (text: string, to: Point): Pen => {
    data += text;
    at = to;
    return pen;
  };
  const pen: Pen = {
    move: (to) => write(`M${joined(rounded(to).x, rounded(to).y)}`, rounded(to)),
    line: (to) => write(`l${apart(rounded(to))}`, rounded(to)),
    arc: (to, { r, large, counter = false }) =>
      write(
        `a${Math.round(r)} ${Math.round(r)} 0 ${large ? 1 : 0} ${counter ? 0 : 1} ${apart(rounded(to))}`,
        rounded(to),
      ),
    curve: (by, to) => write(`q${apart(rounded(by))} ${apart(rounded(to))}`, rounded(to)),
    close: () => write("Z", at),
    written: () => data,
  };
  return pen;
}

/** A minus parts two numbers as well as a space does. */
function joined(x: number, y: number): string {
  return y < 0 ? `${x}${y}` : `${x} ${y}`;
}
