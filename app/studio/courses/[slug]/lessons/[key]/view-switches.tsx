import { type SampleName, sampleProgress } from "../../../../../../engine/courses/preview.ts";
import { Option, Switch } from "../../../../../components/switch.tsx";
import { type View, viewPath } from "./view.ts";

const names: readonly (readonly [SampleName, string])[] = [
  ["named", "A name"],
  ["unnamed", "No name"],
  ["longest", "The longest name"],
  ["rtl", "Right to left"],
];

const progressWords = {
  "every day done": "Every day done",
  "one missed": "One missed",
  "none done": "None done",
  "done today": "Today done too",
} as const;

/** The ways to look at a lesson. Who is shown can be chosen only where it is nobody real. */
export function ViewSwitches({ path, view }: { path: string; view: View }) {
  const to = (change: Partial<View>) => viewPath(path, { ...view, ...change });
  const one = <Field extends keyof View>(field: Field, value: View[Field], words: string) => (
    <Option key={String(value)} href={to({ [field]: value })} isOn={view[field] === value} words={words} />
  );
  return (
    <nav aria-label="Ways to look at it" className="flex flex-wrap items-center gap-3">
      <Switch label="Show">
        {one("show", "letter", "Letter")}
        {one("show", "text", "Text")}
      </Switch>
      {view.show === "letter" ? (
        <>
          <Switch label="Width">
            {one("width", "desktop", "Desktop")}
            {one("width", "phone", "Phone")}
          </Switch>
          <Switch label="Colors">
            {one("scheme", "light", "Light")}
            {one("scheme", "dark", "Dark")}
          </Switch>
        </>
      ) : null}
      {view.reader === null ? (
        <>
          <Switch label="For whom">{names.map(([name, words]) => one("name", name, words))}</Switch>
          <Switch label="Who has done">
            {sampleProgress.map((progress) => one("progress", progress, progressWords[progress]))}
          </Switch>
        </>
      ) : null}
    </nav>
  );
}
