import { expect, test } from "vitest";
import { themeCss } from "./theme-css.ts";

test("the site wears the same tokens as the mail", async () => {
  await expect(themeCss()).toMatchFileSnapshot("../../app/theme.css");
});
