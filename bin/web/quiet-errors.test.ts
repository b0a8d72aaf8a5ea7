import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { expect, it } from "vitest";
import { quietErrors } from "./quiet-errors.ts";

it("prints a failed query without the address that it failed for", () => {
  const printed: unknown[] = [];
  const printer = { error: (...parts: unknown[]) => void printed.push(...parts) };
  quietErrors(printer);
  const failed = new Error("Failed query: select $1\nparams: maria@example.com", {
    cause: new Error("the connection was lost"),
  });
  printer.error(" ⨯", failed);
  expect(printed.join(" ")).toMatch(/⨯ .*Failed query: select \$1[\s\S]+the connection was lost/);
  expect(printed.join(" ")).not.toContain("maria");
});

it("prints one line of a request whose sender went away", async () => {
  const printed: unknown[] = [];
  const printer = { error: (...parts: unknown[]) => void printed.push(...parts) };
  quietErrors(printer);
  const cut = new PassThrough();
  const reading = finished(cut);
  cut.destroy();
  await reading.catch((error: unknown) => printer.error("⨯", error));
  expect(printed).toEqual(["⨯", "whoever sent a request went away amid it"]);
});
