"use client";

import { useState } from "react";
import { FieldError } from "../../../components/field.tsx";

type Taken = { kind: "taken"; name: string } | { kind: "wrong"; message: string };

/** A picture is uploaded together with the words for those who do not see it; without them there is no picture. */
export function PictureForm({ onTaken }: { onTaken: (markdown: string) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [alt, setAlt] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const put = async () => {
    if (file === null) return setWrong("Choose a picture first.");
    if (alt.trim() === "") return setWrong("Say what is to be seen, for readers who do not see it.");
    setIsBusy(true);
    setWrong(null);
    const taken = await upload(file);
    setIsBusy(false);
    if (taken.kind === "wrong") return setWrong(taken.message);
    onTaken(`![${alt.trim().replaceAll(/[[\]\\\n]/g, " ")}](/pictures/${taken.name})`);
  };
  return (
    <div className="mt-2 grid gap-3 rounded-card bg-sunk p-4">
      <label className="grid gap-1 font-semibold text-small">
        Picture (PNG, JPEG or WebP, up to 10 MB)
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          className="min-h-11 font-normal"
        />
      </label>
      <label className="grid gap-1 font-semibold text-small">
        What is to be seen
        <input
          value={alt}
          onChange={(event) => setAlt(event.target.value)}
          aria-describedby={wrong === null ? undefined : "picture-wrong"}
          className="min-h-11 w-full rounded-card border border-edge bg-surface px-3.5 font-normal text-body"
        />
      </label>
      {wrong === null ? null : <FieldError id="picture-wrong">{wrong}</FieldError>}
      <div>
        <button
          type="button"
          onClick={put}
          disabled={isBusy}
          className="inline-flex min-h-11 cursor-pointer items-center rounded-baton border-2 border-edge px-5 font-semibold text-small hover:border-ink"
        >
          {isBusy ? "Uploading …" : "Put it into the letter"}
        </button>
      </div>
    </div>
  );
}

async function upload(file: File): Promise<Taken> {
  const form = new FormData();
  form.set("picture", file);
  try {
    const response = await fetch("/studio/letters/pictures", {
      method: "POST",
      body: form,
      headers: { Accept: "application/json" },
    });
    if (response.status === 413) return { kind: "wrong", message: "This file is larger than 10 MB. Save it smaller." };
    const taken: unknown = await response.json();
    if (typeof taken === "object" && taken !== null && "kind" in taken) return taken as Taken; // From our own route.
    return { kind: "wrong", message: "This picture was not taken. Sign in again in another tab, then try once more." };
  } catch {
    return { kind: "wrong", message: "The picture did not arrive: there was no connection. Try once more." };
  }
}
