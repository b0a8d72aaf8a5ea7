import { HtmlValidate, StaticConfigLoader } from "html-validate";
import type { Mail } from "./fill.ts";
import { mailRules } from "./mail-rules.ts";

const validator = new HtmlValidate(new StaticConfigLoader(mailRules));

/** Html as a mail program's own parser wants it: nested soundly, nothing twice, nothing that a browser would mend. */
export function findMarkupFaults({ name, html, document }: Mail): string[] {
  const { results } = validator.validateStringSync(html, "mail.html");
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${message} (${ruleId}, at ${selector ?? "its beginning"})`),
  );
  return [...faults, ...tablesWithoutRole(document), ...styleThatIsDropped(document)].map(
    (fault) => `${name}: ${fault}.`,
  );
}

/** Gmail passes over a style element of more: https://github.com/hteumeuleu/email-bugs/issues/90 */
const styleLimitBytes = 16 * 1024;

function styleThatIsDropped({ css }: Mail["document"]): string[] {
  const sizeBytes = Buffer.byteLength(css);
  return sizeBytes > styleLimitBytes ? [`Its styles are ${sizeBytes} bytes, and Gmail drops them beyond 16 KB`] : [];
}

/** A table without a role is read out as one: "table, one row, three columns", and so on through the whole letter. */
function tablesWithoutRole({ elements }: Mail["document"]): string[] {
  return elements
    .filter(({ tag, attributes }) => tag === "table" && attributes.role !== "presentation")
    .map(({ where }) => `A table that lays out is announced as a table: give it role="presentation" (at ${where})`);
}
