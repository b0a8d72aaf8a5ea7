"use client";
import { usePathname } from "next/navigation";
import { rooms } from "../navigation.ts";

/** A client component only because a layout is not told which page it frames; drawn on the server like the rest. */
export function RoomLinks() {
  const path = usePathname();
  return (
    <ul className="flex flex-wrap gap-x-1 whitespace-nowrap px-3 sm:px-7">
      {rooms.map(({ href, words }) => {
        const isHere = path === href || (href !== "/studio" && path.startsWith(`${href}/`));
        return (
          <li key={href}>
            <a
              href={href}
              aria-current={isHere ? "page" : undefined}
              className="inline-flex min-h-11 items-center border-transparent border-b-4 px-2 text-ink no-underline hover:border-edge aria-[current]:border-brand aria-[current]:font-semibold"
            >
              {words}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
