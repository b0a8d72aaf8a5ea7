import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress, suggestAddress } from "./addresses.ts";

const wrongDomain = "Please check the part after the @. It should look like example.com.";
const onePlain = "Please enter one plain address, without spaces, quotes, commas or brackets.";
const oneAt = "Please enter an address with one @, like ann@example.com.";
const wrongLocal = "Please check the part before the @. Dots stand singly, between other characters.";
const tooLong = "This address is too long. An address has at most 254 characters.";

/** A domain of exactly so many characters. */
function domainOf(length: number): string {
  return "x"
    .repeat(60)
    .concat(".")
    .repeat(5)
    .slice(0, length - 4)
    .replace(/\.$/, "x")
    .concat(".com");
}

describe("an address", () => {
  test.each([
    ["ann@example.com", "ann@example.com"],
    ["  Ann.Lee+Core@Example.COM \n", "ann.lee+core@example.com"],
    ["\u212aann@example.com", "kann@example.com"],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ["bounce=ann&co/x_y-z!#$%*?^`{|}~@example.com", "bounce=ann&co/x_y-z!#$%*?^`{|}~@example.com"],
    ["ann@mail.sub.example.co.uk", "ann@mail.sub.example.co.uk"],
    ["ann@MÜLLER.de", "ann@xn--mller-kva.de"],
    ["ann@mu\u0308ller.de", "ann@xn--mller-kva.de"],
    ["ann@почта.рф", "ann@xn--80a1acny.xn--p1ai"],
    ["ann@例え。テスト", "ann@xn--r8jz45g.xn--zckzah"],
    ["ann@xn--mller-kva.de", "ann@xn--mller-kva.de"],
    ["ann@1and1.com", "ann@1and1.com"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
    [`ann@${domainOf(250)}`, `ann@${domainOf(250)}`],
  ])("%s is stored as %s", (raw, address) => {
    expect(parseAddress(raw)).toEqual({ kind: "ok", address });
  });

  test.each([
    ["nothing", " ", "Please enter your email address."],
    ["no @", "ann.example.com", oneAt],
    ["two @", "ann@home@example.com", oneAt],
    ["nothing before the @", "@example.com", oneAt],
    ["nothing after the @", "ann@", oneAt],
    ["a space inside", "ann lee@example.com", onePlain],
    ["a header of its own", "ann@example.com\r\nBcc: all@example.com", onePlain],
    ["a NUL", "ann\u0000@example.com", onePlain],
    ["a zero-width space", "ann\u200b@example.com", onePlain],
    ["a display name", "Ann <ann@example.com>", onePlain],
    ["two addresses", "ann@example.com,lee@example.com", onePlain],
    ["a quoted part", '"ann lee"@example.com', onePlain],
    ["a mailto link", "mailto:ann@example.com", onePlain],
    ["a network address", "ann@[127.0.0.1]", onePlain],
    ["a bare network address", "ann@127.0.0.1", wrongDomain],
    ["a network address in disguise", "ann@2130706433", wrongDomain],
    ["a port or a path", "ann@example.com/x", wrongDomain],
    ["an escaped domain", "ann@ex%61mple.com", wrongDomain],
    ["no dot after the @", "ann@localhost", wrongDomain],
    ["two dots after the @", "ann@example..com", wrongDomain],
    ["a dot at the end", "ann@example.com.", wrongDomain],
    ["a hyphen at the edge of a label", "ann@-example.com", wrongDomain],
    ["an underscore after the @", "ann@my_host.com", wrongDomain],
    ["a top-level domain of digits", "ann@example.123", wrongDomain],
    ["a label of 64 characters", `ann@${"x".repeat(64)}.com`, wrongDomain],
    ["a domain that IDNA forbids", "ann@exa\u2260mple.com\u0338", wrongDomain],
    ["a dot at the start", ".ann@example.com", wrongLocal],
    ["two dots before the @", "ann..lee@example.com", wrongLocal],
    [
      "65 characters before the @",
      `${"a".repeat(65)}@example.com`,
      "Please use an address with at most 64 characters before the @.",
    ],
    ["255 characters", `ann@${domainOf(251)}`, tooLong],
    ["255 characters once the domain is encoded", `ann@${"ü".repeat(45).concat(".").repeat(5)}de`, tooLong],
    ["ten million characters", "a".repeat(10_000_000), tooLong],
    [
      "another script before the @",
      "анна@example.com",
      "We cannot send to addresses with accents or other scripts before the @. Please use another address.",
    ],
    [
      "an accent before the @",
      "josé@example.com",
      "We cannot send to addresses with accents or other scripts before the @. Please use another address.",
    ],
  ])("with %s is refused in a sentence", (_, raw, message) => {
    expect(parseAddress(raw)).toEqual({ kind: "invalid", message });
  });

  test("is one reader's in whatever case it is typed, and reads back as itself", () => {
    const local = fc.stringMatching(/^[A-Za-z0-9+_-]{1,20}$/);
    const domain = fc.domain();
    fc.assert(
      fc.property(local, domain, (local, domain) => {
        const parsed = parseAddress(`${local}@${domain}`);
        if (parsed.kind === "invalid") return;
        expect(parseAddress(`${local}@${domain}`.toUpperCase())).toEqual(parsed);
        expect(parseAddress(parsed.address)).toEqual(parsed);
        expect(parsed.address).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });

  test("that is accepted never holds what could write a header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (local, rest) => {
        const parsed = parseAddress(`a${local}@b${rest}.com`);
        if (parsed.kind === "ok") expect(parsed.address).toMatch(/^[^\s"<>(),;:\\[\]@\u0080-\uffff]+@[a-z0-9.-]+$/);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("a slip of the finger", () => {
  test.each([
    ["ann@gmial.com", "ann@gmail.com"],
    ["ann.lee+core@gmail.con", "ann.lee+core@gmail.com"],
    ["ann@hotmial.com", "ann@hotmail.com"],
    ["ann@yaho.com", "ann@yahoo.com"],
    ["ann@outlok.com", "ann@outlook.com"],
    ["ann@yahoo.co", "ann@yahoo.com"],
    ["o'brien@icloud.co", "o'brien@icloud.com"],
  ])("in %s is taken for %s", (address, meant) => {
    expect(suggestAddress(address)).toBe(meant);
  });

  test.each([
    "gmail.com",
    "googlemail.com",
    "ymail.com",
    "gmx.de",
    "web.de",
    "posteo.de",
    "proton.me",
    "hey.com",
    "qq.com",
  ])("is not seen in %s", (domain) => {
    expect(suggestAddress(`ann@${domain}`)).toBeNull();
  });

  test.each(["dayletter.test", "xn--mller-kva.de", "man.com", "arts.net", "uni-koeln.de", "acme.io", "example.co"])(
    "is not seen in a domain that is somebody's own: %s",
    (domain) => {
      expect(suggestAddress(`ann@${domain}`)).toBeNull();
    },
  );
});
