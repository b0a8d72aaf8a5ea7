"use client";

import { useState } from "react";
import type { Scheme } from "../../../mailbox/as-seen.ts";
import type { Draft } from "./draft.ts";
import { InboxLines } from "./inbox-lines.tsx";
import { PreviewFrame } from "./preview-frame.tsx";
import { type Complained, usePreview } from "./use-preview.ts";

type Shown = { id: number; draft: Draft; sender: string };

/** The letter as a reader gets it, beside the text it is made of. */
export function PreviewPane({ id, draft, sender }: Shown) {
  const [show, setShow] = useState<"letter" | "text">("letter");
  const [isPhone, setIsPhone] = useState(false);
  const [scheme, setScheme] = useState<Scheme>("light");
  const [name, setName] = useState("Ines");
  const { preview, isLost } = usePreview({ id, draft, name });
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Switch
          label="Show"
          now={show}
          options={[
            ["letter", "Letter"],
            ["text", "Text"],
          ]}
          choose={setShow}
        />
        <Switch
          label="Width"
          now={isPhone ? "phone" : "wide"}
          options={[
            ["wide", "Wide"],
            ["phone", "Phone"],
          ]}
          choose={(width) => setIsPhone(width === "phone")}
        />
        <Switch
          label="Colors"
          now={scheme}
          options={[
            ["light", "Light"],
            ["dark", "Dark"],
          ]}
          choose={setScheme}
        />
        <label className="grid gap-1 text-small">
          <span className="font-semibold">For a reader named</span>
          <input
            value={name}
            maxLength={100}
            placeholder="no name"
            onChange={(event) => setName(event.target.value)}
            className="min-h-11 w-40 rounded-card border border-edge bg-surface px-3 text-body placeholder:text-quiet"
          />
        </label>
      </div>
      {isLost ? (
        <p className="text-alarm text-small">No preview just now: there is no connection. It comes back by itself.</p>
      ) : null}
      {preview === null ? (
        <p className="text-quiet">One moment, the letter is being drawn …</p>
      ) : (
        <>
          <Complaints complaints={preview.complaints} />
          <InboxLines sender={sender} subject={preview.subject} preheader={preview.preheader} />
          {show === "text" ? (
            <pre className="wrap-anywhere whitespace-pre-wrap rounded-card bg-surface p-4 font-mono text-small">
              {preview.text}
            </pre>
          ) : preview.html === null ? (
            <p className="text-quiet">The letter can be shown once what stands above is put right.</p>
          ) : (
            <PreviewFrame html={preview.html} scheme={scheme} isPhone={isPhone} />
          )}
          <p className="text-small text-quiet tabular-nums">
            {preview.words.toLocaleString("en-US")} words, {Math.ceil(preview.sizeBytes / 1024)} of{" "}
            {Math.ceil(preview.limitBytes / 1024)} KB
          </p>
        </>
      )}
    </div>
  );
}

const fieldWords: Readonly<Record<string, string>> = {
  title: "The title",
  subject: "The subject",
  subjectB: "The other subject",
  preheader: "The preview line",
};

/** What has to be put right before the letter can go, each with its line and its cure. */
export function Complaints({ complaints }: { complaints: readonly Complained[] }) {
  if (complaints.length === 0) return null;
  return (
    <section aria-label="To put right" className="rounded-card border-2 border-alarm bg-surface px-4 py-3">
      <p className="font-semibold">
        {complaints.length === 1 ? "One thing to put right" : `${complaints.length} things to put right`}
      </p>
      <ul className="mt-1 list-disc pl-5 text-small">
        {complaints.slice(0, 20).map(({ field, line, message }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said of two places in one line.
          <li key={place} className="wrap-anywhere">
            {fieldWords[field] ?? `Line ${line}`} {message}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Switched<Value extends string> = {
  label: string;
  now: Value;
  options: readonly (readonly [Value, string])[];
  choose: (value: Value) => void;
};

function Switch<Value extends string>({ label, now, options, choose }: Switched<Value>) {
  return (
    <fieldset className="grid gap-1 text-small">
      <legend className="mb-1 font-semibold">{label}</legend>
      <div className="flex rounded-baton border border-edge p-0.5">
        {options.map(([value, words]) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === now}
            onClick={() => choose(value)}
            className="min-h-10 cursor-pointer rounded-baton px-3 font-semibold aria-pressed:bg-ink aria-pressed:text-ground"
          >
            {words}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
