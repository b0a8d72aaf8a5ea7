import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { muscleGroups } from "../../../domain/muscles.ts";
import { stride } from "../../(site)/articles/what-muscles-does-running-work/stride.ts";
import { BodyMap, BodyPicture } from "./body-map.tsx";

const groups = Object.keys(muscleGroups);

test("draws every muscle group as a link with its name", () => {
  const html = renderToStaticMarkup(<BodyMap />);
  for (const [group, { name }] of Object.entries(muscleGroups)) {
    expect(html).toMatch(new RegExp(`<a href="#${group}" data-muscles="${group}" aria-label="${name}">.*?<path`));
  }
});

test("shows the picture alone without anything to press", () => {
  expect(renderToStaticMarkup(<BodyPicture lit={["core"]} />)).not.toContain("<a ");
});

test("the article speaks of every group once", () => {
  expect(stride.map(({ group }) => group).sort()).toEqual(groups.toSorted());
});
