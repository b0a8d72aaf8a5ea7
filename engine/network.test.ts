import fc from "fast-check";
import { expect, it, test } from "vitest";
import { networkOf } from "./network.ts";

it.each([
  ["203.0.113.9", "203.0.113.0/24"],
  ["::ffff:203.0.113.9", "203.0.113.0/24"],
  ["2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::/48"],
  ["2001:DB8::1", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["fe80::1%eth0", "fe80:0:0::/48"],
  ["2001:db8:1::", "2001:db8:1::/48"],
  ["", null],
  ["unknown", null],
  ["203.0.113", null],
  ["evil]/@1::", null],
])("of %j only %j is kept", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("two addresses of one house are of one network, whatever they end in", () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.ipV4(), (six, four) => {
      expect(networkOf(six)).toMatch(/^([\da-f]{1,4}:){3}:\/48$/);
      expect(networkOf(four)).toMatch(/^\d+\.\d+\.\d+\.0\/24$/);
    }),
  );
});
