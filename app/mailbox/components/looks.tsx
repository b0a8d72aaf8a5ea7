import { Option, Switch } from "../../components/switch.tsx";
import { type Look, mailboxPath, type Place } from "../address.ts";

type Shown = { id: number; place: Place; look: Look };

/** The ways to look at a letter. Links, so each look has an address of its own and needs no JavaScript. */
export function Looks({ id, place, look }: Shown) {
  const path = (change: Partial<Look>) => mailboxPath({ id, place, look: { ...look, ...change } });
  return (
    <nav aria-label="Ways to look at it" className="mt-6 flex flex-wrap items-center gap-3">
      <Switch label="Show">
        <Option href={path({ show: "letter" })} isOn={look.show === "letter"} words="Letter" />
        <Option href={path({ show: "text" })} isOn={look.show === "text"} words="Text" />
        <Option href={path({ show: "headers" })} isOn={look.show === "headers"} words="Headers" />
        <Option href={path({ show: "source" })} isOn={look.show === "source"} words="Source" />
      </Switch>
      {look.show === "letter" ? (
        <>
          <Switch label="Width">
            <Option href={path({ width: "desktop" })} isOn={look.width === "desktop"} words="Desktop" />
            <Option href={path({ width: "phone" })} isOn={look.width === "phone"} words="Phone" />
          </Switch>
          <Switch label="Colors">
            <Option href={path({ scheme: "light" })} isOn={look.scheme === "light"} words="Light" />
            <Option href={path({ scheme: "dark" })} isOn={look.scheme === "dark"} words="Dark" />
          </Switch>
        </>
      ) : null}
    </nav>
  );
}
