import { colors, fonts, type Role, radii, roles, type Scheme, type } from "./theme.ts";

/**
 * The text of `app/theme.css`: the site's variables, and the names that Tailwind makes classes of. Its test keeps the
 * file equal to this text; `npx vitest run emails/parts/theme-css.test.ts -u` writes it anew after a token changed.
 */
export function themeCss(): string {
  return `/* Printed from emails/parts/theme.ts. Change the tokens there, not here. */
:root {
  color-scheme: light dark;
${variables("light", "  ")}
}

@media screen and (prefers-color-scheme: dark) {
  :root {
${variables("dark", "    ")}
  }
}

@theme inline {
${roleNames.map((role) => `  --color-${dashed(role)}: var(--${dashed(role)});`).join("\n")}
  --font-display: ${fonts.display};
  --font-text: ${fonts.text};
${Object.entries(type).map(printType).join("\n")}
${Object.entries(radii)
  .map(([name, pixels]) => `  --radius-${name}: ${pixels}px;`)
  .join("\n")}
}
`;
}

const roleNames = Object.keys(roles) as Role[]; // `roles` declares exactly the roles.

function variables(scheme: Scheme, indent: string): string {
  return roleNames.map((role) => `${indent}--${dashed(role)}: ${colors[scheme][role]};`).join("\n");
}

/** Tailwind reads a size and its line height as `text-title`. Rem, so that a reader's own text size is kept. */
function printType([name, { size, line }]: [string, { size: number; line: number }]): string {
  return `  --text-${name}: ${size / 16}rem;\n  --text-${name}--line-height: ${Number((line / size).toFixed(3))};`;
}

function dashed(role: string): string {
  return role.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
