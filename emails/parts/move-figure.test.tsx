import { render } from "react-email";
import { expect, test } from "vitest";
import type { Figure } from "../figures/figure.ts";
import { pictureOf } from "../figures/picture.ts";
import { Move } from "./move.tsx";
import type { MoveFacts } from "./props.ts";
import { PlaceProvider } from "./surface.ts";

const figure: Figure = {
  start: { place: { joint: "pelvis", at: [0, 84, 0] }, touches: [] },
  end: { place: { joint: "pelvis", at: [0, 84, 0] }, arms: { forward: 90 }, touches: [] },
  alt: "Standing with hanging arms. Then both arms are raised in front.",
};
const move: MoveFacts = {
  name: "Arm raise",
  aim: "Raise.",
  cues: ["Raise both arms."],
  easier: "One arm.",
  harder: "Slowly.",
  mistake: "Leaning back.",
  muscles: ["arms"],
  stride: { phase: "swing", how: "Arms swing." },
  stopWhen: "it hurts.",
};

const htmlOf = (surface: "mail" | "web", facts: MoveFacts) =>
  render(
    <PlaceProvider value={{ surface, on: "surface", pictures: "https://run.example/pictures" }}>
      <Move move={facts} sets={2} reps={8} restSeconds={20} />
    </PlaceProvider>,
  );

test("a letter shows both positions as one picture of a known size, told in words, before it says how", async () => {
  const html = await htmlOf("mail", { ...move, figure });
  const [tag = ""] = /<img\b[^>]*>/.exec(html) ?? [];
  const { name, width, height } = pictureOf(figure);
  expect(tag).toContain(`src="https://run.example/pictures/${name}"`);
  expect(tag).toContain(`alt="${figure.alt}"`);
  expect(tag).toContain(`width="${width}" height="${height}"`);
  expect(tag).toMatch(/style="[^"]*display:block;width:100%;max-width:520px;height:auto/);
  expect(html.indexOf("<img")).toBeLessThan(html.indexOf("Raise both arms."));
});

test("a page has the drawing inside it, told in the same words", async () => {
  const html = await htmlOf("web", { ...move, figure });
  expect(html).toMatch(/<svg class="figure" viewBox="0 0 6400 \d+" role="img"/);
  expect(html).toContain(`aria-label="${figure.alt}"`);
  expect(html).not.toContain("<img");
});

test("a move that nobody has drawn yet is told in words alone", async () => {
  for (const surface of ["mail", "web"] as const) expect(await htmlOf(surface, move)).not.toMatch(/<img|<svg/);
});
