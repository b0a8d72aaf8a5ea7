import type { ReactNode } from "react";
import { asSeen } from "../../../../mailbox/as-seen.ts";
import { LetterFrame } from "../../../../mailbox/components/letter-frame.tsx";
import { type Look, lookPath } from "./looks.ts";

type Viewed = { path: string; look: Look; letter: { subject: string; preheader: string; html: string; text: string } };

/** The whole letter, in the way that the page's address asks for. */
export function LetterView({ path, look, letter }: Viewed) {
  const to = (change: Partial<Look>) => lookPath(path, { ...look, ...change });
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Switch label="Show">
          <Option href={to({ show: "letter" })} isOn={look.show === "letter"} words="Letter" />
          <Option href={to({ show: "text" })} isOn={look.show === "text"} words="Text" />
        </Switch>
        <Switch label="Width">
          <Option href={to({ width: "wide" })} isOn={look.width === "wide"} words="Wide" />
          <Option href={to({ width: "phone" })} isOn={look.width === "phone"} words="Phone" />
        </Switch>
        <Switch label="Colors">
          <Option href={to({ scheme: "light" })} isOn={look.scheme === "light"} words="Light" />
          <Option href={to({ scheme: "dark" })} isOn={look.scheme === "dark"} words="Dark" />
        </Switch>
        <Switch label="Reader">
          <Option href={to({ name: "Ines" })} isOn={look.name === "Ines"} words="Ines" />
          <Option href={to({ name: "" })} isOn={look.name === ""} words="No name" />
          <Option href={to({ name: longest })} isOn={look.name === longest} words="Longest name" />
        </Switch>
      </div>
      <p className="mt-4">
        <b className="wrap-anywhere">{letter.subject}</b>
        <br />
        <span className="wrap-anywhere text-quiet">{letter.preheader}</span>
      </p>
      {look.show === "letter" ? (
        <LetterFrame
          html={asSeen(letter.html, look.scheme)}
          width={look.width === "phone" ? "phone" : "desktop"}
          scheme={look.scheme}
        />
      ) : (
        <pre className="wrap-anywhere mt-4 whitespace-pre-wrap rounded-card bg-sunk p-4 font-mono text-small">
          {letter.text}
        </pre>
      )}
    </>
  );
}

const longest = "Wilhelmina".repeat(10);

function Switch({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-wrap rounded-baton border border-edge p-0.5">
      {children}
    </ul>
  );
}

function Option({ href, isOn, words }: { href: string; isOn: boolean; words: string }) {
  return (
    <li>
      <a
        href={href}
        aria-current={isOn ? "true" : undefined}
        className="flex min-h-10 items-center rounded-baton px-3.5 font-semibold text-ink text-small no-underline hover:underline aria-[current]:bg-ink aria-[current]:text-ground aria-[current]:no-underline"
      >
        {words}
      </a>
    </li>
  );
}
