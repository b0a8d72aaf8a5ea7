"use client";

import { useEffect, useRef } from "react";
import { colors } from "../../../../emails/parts/theme.ts";
import { asSeen, type Scheme } from "../../../mailbox/as-seen.ts";

/**
 * The letter in a frame that runs no script, whatever it holds. Each new drawing takes the place of the one before
 * inside the same document: a frame that is loaded anew would flash with every word.
 */
export function PreviewFrame({ html, scheme, isPhone }: { html: string; scheme: Scheme; isPhone: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const measure = () => {
      const height = current.contentDocument?.documentElement?.offsetHeight ?? 0;
      if (height > 0) current.style.height = `${Math.max(300, height + 2)}px`;
    };
    const draw = () => {
      const inside = current.contentDocument;
      // While the frame's own empty document is being loaded there is none, and it is drawn when that is there.
      if (!inside?.documentElement) return;
      const drawn = new DOMParser().parseFromString(asSeen(html, scheme), "text/html").documentElement;
      inside.replaceChild(inside.adoptNode(drawn), inside.documentElement);
      measure();
    };
    draw();
    // Pictures have a height once they are there, and a frame that was not shown once it is.
    const timer = setTimeout(measure, 500);
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    current.addEventListener("load", draw);
    return () => {
      clearTimeout(timer);
      watcher.disconnect();
      current.removeEventListener("load", draw);
    };
  }, [html, scheme]);
  return (
    <div className={isPhone ? "mx-auto max-w-[390px]" : ""}>
      <iframe
        ref={frame}
        title="The letter as a reader sees it"
        srcDoc="<!doctype html><html><head></head><body></body></html>"
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        className="block h-[60svh] w-full rounded-card border border-edge"
        style={{ colorScheme: scheme, background: colors[scheme].surface }}
      />
    </div>
  );
}
