import type { ReactElement, ReactNode } from "react";
import { type Coat, fill, rule } from "./paint.ts";
import { colors } from "./theme.ts";

/**
 * The mark for mail, built of three nested tables: mail holds no SVG, and an image would not show before the reader
 * allows it. Where corners stay square (Outlook on Windows) it is three nested lanes.
 */
export function MailMark(): ReactElement {
  return (
    <div aria-hidden="true" data-skip-in-text="true">
      <Arch coat={lane(15)}>
        <Arch coat={lane(10)}>
          <Arch coat={fill("today", { ...tiny, width: 8, height: 5, borderRadius: "5px 5px 0 0" })}>{"\u00a0"}</Arch>
        </Arch>
      </Arch>
    </div>
  );
}

const tiny = { fontSize: 1, lineHeight: "5px" } as const;

function lane(radius: number): Coat {
  const border = `3px solid ${colors.light.brand}`;
  const sides = { borderTop: border, borderLeft: border, borderRight: border };
  return rule("brand", {
    className: "",
    style: { ...sides, borderRadius: `${radius}px ${radius}px 0 0`, padding: "2px 2px 0" },
  });
}

function Arch({ coat, children }: { coat: Coat; children: ReactNode }): ReactElement {
  return (
    <table role="presentation" border={0} cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td {...coat}>{children}</td>
        </tr>
      </tbody>
    </table>
  );
}
