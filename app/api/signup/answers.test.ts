import { describe, expect, test } from "vitest";
import { parseKept } from "../../components/signup/parse-kept.ts";
import { jsonIn } from "../../kept-json.ts";
import { formAnswer, jsonAnswer } from "./answers.ts";
import type { SignupFields } from "./fields.ts";

const typed: SignupFields = {
  email: "ann@gmial.com",
  name: "O'Brien <b>&\"",
  course: "some-course",
  timezone: "America/New_York",
  sendTime: "06:30",
  weeklyLetter: true,
  honeypot: "",
  form: "course page",
};

function keptBy(response: Response) {
  const cookie = response.headers.get("Set-Cookie") ?? "";
  return parseKept(jsonIn(cookie.split(";")[0]?.split("=")[1] ?? ""));
}

const mistaken = (input: Partial<SignupFields> = {}) =>
  formAnswer({
    outcome: { kind: "invalid", errors: { email: "Is this address right?" }, suggestion: "ann@gmail.com" },
    typed: { ...typed, ...input },
    isSecure: true,
  });

describe("a form with a mistake", () => {
  test("leads back to its page, with everything that was typed and no address in the URL", () => {
    const response = mistaken();
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toBe("/courses/some-course?again");
    expect(keptBy(response)).toEqual({
      typed: {
        email: "ann@gmial.com",
        name: "O'Brien <b>&\"",
        timezone: "America/New York",
        sendTime: "06:30",
        weeklyLetter: "yes",
      },
      errors: { email: "Is this address right?" },
      suggestion: "ann@gmail.com",
    });
  });

  test("leads back to the article when it was sent there", () => {
    expect(mistaken({ form: "article" }).headers.get("Location")).toMatch(/^\/articles\/.+\?again$/);
  });

  test("keeps what was typed from scripts, from other sites and from plain http", () => {
    expect(mistaken().headers.get("Set-Cookie")).toMatch(/; Max-Age=300; HttpOnly; SameSite=Lax; Secure$/);
  });

  test("never writes a cookie that a browser would drop for its length", () => {
    const response = mistaken({ email: "é".repeat(9_000), name: "🏃".repeat(10_000), timezone: "字".repeat(500) });
    expect(response.headers.get("Set-Cookie")?.length).toBeLessThan(4_096);
    expect(keptBy(response)?.typed.name).toMatch(/^🏃+/);
  });
});

test("an accepted form leads to the page that says what comes next", () => {
  const response = formAnswer({ outcome: { kind: "received", address: "ann@gmail.com" }, typed, isSecure: false });
  expect(response.headers.get("Location")).toBe("/check-your-mail");
  expect(keptBy(response)?.typed.email).toBe("ann@gmail.com");
});

test("a form for a course that is gone gets a page with 422", () => {
  const outcome = { kind: "invalid", errors: { course: "No such course." }, suggestion: null } as const;
  expect(formAnswer({ outcome, typed, isSecure: false }).status).toBe(422);
});

test("JSON is answered with 202 and 422", async () => {
  const accepted = jsonAnswer({ kind: "received", address: "ann@gmail.com" });
  expect([accepted.status, await accepted.json()]).toEqual([202, { status: "received" }]);
  const refused = jsonAnswer({ kind: "invalid", errors: { email: "Mend it." }, suggestion: "ann@gmail.com" });
  expect([refused.status, await refused.json()]).toEqual([
    422,
    { errors: { email: "Mend it." }, suggestion: "ann@gmail.com" },
  ]);
});

test("a cookie that we did not write counts as none", () => {
  expect(parseKept(jsonIn("bm9uc2Vuc2U"))).toBeNull();
  expect(parseKept({ typed: 5 })).toBeNull();
});
