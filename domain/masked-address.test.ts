import { expect, test } from "vitest";
import { maskAddress } from "./masked-address.ts";

test.each([
  ["maria@example.com", "m…a@e….com"],
  ["al@example.com", "a…@e….com"],
  ["a@b.co.uk", "a…@b….uk"],
  ["o'brien+run@mail.xn--mnchen-3ya.example", "o…n@m….example"],
])("shows of %s only the ends", (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
