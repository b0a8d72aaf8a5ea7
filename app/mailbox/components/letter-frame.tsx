"use client";

import { colors } from "../../../emails/parts/theme.ts";
import type { Look } from "../address.ts";

type Framed = { html: string; width: Look["width"]; scheme: Look["scheme"] };

/**
 * A letter in a frame that runs no script, whatever the letter holds. Its links work as in a mail client: each opens a
 * tab of its own. `allow-same-origin` is safe without `allow-scripts`, and lets the page measure the letter and make
 * the frame as high. Without JavaScript the frame keeps its height and the letter scrolls inside.
 */
export function LetterFrame({ html, width, scheme }: Framed) {
  return (
    <div className={`mt-4 ${width === "phone" ? "mx-auto max-w-[390px]" : ""}`}>
      <iframe
        ref={growWithLetter}
        // Another look is another letter to measure.
        key={`${width} ${scheme}`}
        title="The letter"
        srcDoc={html}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
        className="block h-[80svh] w-full rounded-card border border-edge"
        style={{ colorScheme: scheme, background: colors[scheme].surface }}
      />
    </div>
  );
}

function growWithLetter(frame: HTMLIFrameElement): () => void {
  const measure = () => {
    const letter = frame.contentDocument?.documentElement;
    if (letter && letter.offsetHeight > 0) frame.style.height = `${letter.offsetHeight + 2}px`;
  };
  const watcher = new ResizeObserver(measure);
  const begin = () => {
    const letter = frame.contentDocument?.documentElement;
    if (letter) watcher.observe(letter);
    measure();
  };
  // The letter may have been loaded before this script was.
  begin();
  frame.addEventListener("load", begin);
  return () => {
    frame.removeEventListener("load", begin);
    watcher.disconnect();
  };
}
