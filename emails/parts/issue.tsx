import type { ReactElement, ReactNode } from "react";
import { Band, BandLine } from "./band.tsx";
import { Frame } from "./frame.tsx";
import { also, write } from "./paint.ts";
import type { IssueProps } from "./props.ts";
import { headline } from "./prose.tsx";
import { space } from "./theme.ts";

// biome-ignore lint/performance/noBarrelFile: An author takes all the words of a letter from this one module.
export { Code, Divider, H3, Picture, Quote } from "./letter-prose.tsx";
export { A, H2, Item, List, Note, P } from "./prose.tsx";

/** One letter of a newsletter around the author's own words: in a mail within the frame, in a page under its title. */
export function Issue(props: IssueProps & { children: ReactNode }): ReactElement {
  const { newsletter, issue, surface } = props;
  return (
    <Frame
      slots={props}
      title={issue.title}
      preheader={issue.preheader}
      reason={`You get this letter because you follow “${newsletter.title}” and confirmed it.`}
      leaving="this letter"
      onWeb={issue.url}
      band={
        <div data-part="frame">
          <Band>
            <BandLine>
              <strong>{newsletter.title}</strong>
            </BandLine>
          </Band>
        </div>
      }
    >
      {surface === "web" ? <WebTitle title={issue.title} /> : <MailTitle title={issue.title} />}
      {props.children}
    </Frame>
  );
}

function WebTitle({ title }: { title: string }): ReactElement {
  return (
    <header className="lesson-head" data-part="frame">
      <h1>{title}</h1>
    </header>
  );
}

function MailTitle({ title }: { title: string }): ReactElement {
  const style = { ...headline("title"), fontSize: 30, lineHeight: "34px", margin: `0 0 ${space.wide}px` };
  return <h1 {...also("title", write("surface", "ink", style))}>{title}</h1>;
}
