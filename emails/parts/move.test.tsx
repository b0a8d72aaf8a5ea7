import { render } from "react-email";
import { expect, test } from "vitest";
import { Move } from "./move.tsx";
import type { Work } from "./props.ts";

const move: Work["move"] = {
  name: "Plank",
  aim: "Hold.",
  cues: [],
  easier: "",
  harder: "",
  mistake: "",
  muscles: ["core"],
  stride: { phase: "foot strike", how: "It holds." },
  stopWhen: "",
};

test.each<[string, Omit<Work, "move">]>([
  [
    "3 sets of 8 reps on each side, 30 seconds of rest between sets",
    { sets: 3, reps: 8, eachSide: true, restSeconds: 30 },
  ],
  ["1 set of 90 seconds", { sets: 1, seconds: 90, restSeconds: 30 }],
  ["1 set of 4 minutes", { sets: 1, seconds: 240, restSeconds: 30 }],
  ["2 sets of 3½ minutes, 30 seconds of rest between sets", { sets: 2, seconds: 210, restSeconds: 30 }],
  ["2 sets of 5 reps of 10 seconds", { sets: 2, reps: 5, seconds: 10, restSeconds: 0 }],
  ["1 set of 1 rep", { sets: 1, reps: 1, restSeconds: 0 }],
])("work is asked for in words: %s", async (words, work) => {
  const html = await render(<Move move={move} {...work} />);
  expect(html.replaceAll(/<[^>]*>/g, "")).toContain(`Plank${words}Hold.`);
});

test("a move that asks for neither reps nor seconds is a mistake that names it", async () => {
  await expect(render(<Move move={move} sets={2} restSeconds={0} />)).rejects.toThrow("Plank");
});
