import type { ReactElement, ReactNode } from "react";
import { paint, write } from "./paint.ts";
import { face } from "./prose.tsx";
import { usePlace } from "./surface.ts";
import { radii } from "./theme.ts";

/**
 * The one big button of a mail: a baton. Outlook ignores the padding of a link, so the cell carries the same padding
 * for it alone (`mso-padding-alt`). A page has real forms, so on the web this is nothing.
 */
export function Button({ href, children }: { href: string; children: ReactNode }): ReactElement | null {
  const { surface } = usePlace();
  if (surface === "web") return null;
  const cell = paint("brand", "brandInk", {
    borderRadius: radii.baton,
    msoPaddingAlt: "17px 44px",
    textAlign: "center",
  });
  const text = { ...face("lead"), lineHeight: "24px", fontWeight: 700, textDecoration: "none" };
  const link = write("brand", "brandInk", { ...text, display: "inline-block", padding: "17px 44px" });
  return (
    <table role="presentation" border={0} cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td {...cell}>
            <a href={href} {...link}>
              {children}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
