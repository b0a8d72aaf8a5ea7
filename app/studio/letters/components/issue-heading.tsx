import type { ReactNode } from "react";
import { PageHeading } from "../../components/page-heading.tsx";
import { Tabs } from "../../components/tabs.tsx";
import type { OpenedIssue } from "../issue-id.ts";
import { stateWords } from "../state-words.ts";

type Place = "write" | "check" | "send" | "results";

/** The head of every page of one letter: its title, how it stands, and the four places where something is done to it. */
export function IssueHeading({ opened, here, children }: { opened: OpenedIssue; here: Place; children?: ReactNode }) {
  const { issue, newsletter } = opened;
  const path = `/studio/letters/${issue.id}`;
  const tabs = [
    { place: "write", words: "Write" },
    { place: "check", words: "Check" },
    { place: "send", words: "Send" },
    { place: "results", words: "Results" },
  ] as const;
  const shown = issue.state === "draft" ? tabs.slice(0, 3) : tabs;
  return (
    <>
      <PageHeading
        title={<span className="wrap-anywhere">{issue.title || "Untitled letter"}</span>}
        lead={`${newsletter.title} · ${stateWords(issue)}`}
        back={{ href: "/studio/letters", words: "Letters" }}
      >
        {children}
      </PageHeading>
      <Tabs
        label="This letter"
        tabs={shown.map(({ place, words }) => ({ href: `${path}/${place}`, words, isHere: place === here }))}
      />
    </>
  );
}
