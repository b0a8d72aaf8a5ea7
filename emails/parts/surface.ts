import { createContext, useContext } from "react";
import type { FrameSlots } from "./props.ts";
import type { Ground } from "./theme.ts";

/** Where a part stands: in a mail or in a page, and on which ground. Parts ask; authors never pass it on. */
export type Place = { surface: FrameSlots["surface"]; on: Extract<Ground, "surface" | "rest"> };

const PlaceContext = createContext<Place>({ surface: "mail", on: "surface" });

export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  return useContext(PlaceContext);
}
