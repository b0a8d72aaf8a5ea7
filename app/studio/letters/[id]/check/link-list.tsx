import type { LinkReport } from "../../../../../engine/letters/check-issue.ts";
import { Cell, RowHead, Table } from "../../../components/table.tsx";

/** Each link with what was seen of it. None of it keeps a letter from being sent. */
export function LinkList({ links }: { links: readonly LinkReport[] }) {
  if (links.length === 0) return <p>There are no links to other sites.</p>;
  return (
    <Table caption="Links" columns={[{ words: "Link" }, { words: "What was seen" }, { words: "Line" }]}>
      {links.map((link) => (
        <tr key={link.href}>
          <RowHead>
            <a href={link.href} target="_blank" rel="noreferrer" className="wrap-anywhere font-normal">
              {link.href}
            </a>
          </RowHead>
          <Cell>
            <Seen state={link.state} />
          </Cell>
          <Cell numbers>{link.line}</Cell>
        </tr>
      ))}
    </Table>
  );
}

function Seen({ state }: { state: LinkReport["state"] }) {
  switch (state.kind) {
    case "ok":
      return <span className="rounded-cell bg-rest px-2 py-0.5 text-rest-ink">OK</span>;
    case "moved":
      return (
        <>
          <b>Moved</b> for good, to <span className="wrap-anywhere">{state.to}</span>
        </>
      );
    case "broken":
      return <b className="text-alarm">Broken: there is nothing at this address ({state.status})</b>;
    case "unreachable":
      return (
        <>
          <b>Could not be reached</b>: {state.reason}. Open it yourself.
        </>
      );
    case "private":
      return "In a private network, which is not asked";
    case "unchecked":
      return "Not asked: a letter with so many links is checked by hand";
  }
}
