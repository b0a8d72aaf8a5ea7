import { createContext, useContext } from "react";
import type { FrameSlots, Slot } from "./props.ts";
import type { Ground } from "./theme.ts";

/** Where a part stands: in a mail or in a page, and on which ground. Parts ask; authors never pass it on. */
export type Place = {
  surface: FrameSlots["surface"];
  on: Extract<Ground, "surface" | "rest">;
  /** Where the site's pictures lie. */
  pictures: Slot;
};

const PlaceContext = createContext<Place>({ surface: "mail", on: "surface", pictures: "" });

export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  return useContext(PlaceContext);
}
