import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mintTokens, type Purpose, readToken, signingKeys } from "./tokens.ts";

const purposes: Purpose[] = ["lesson", "me", "leave", "click", "open", "confirm"];
const keys = signingKeys(["a secret for tests"]);
const [key = fail()] = keys;
const deliveryIds = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

function fail(): never {
  throw new Error("there is one key for one secret");
}

describe("a token in a link", () => {
  test("opens its delivery, for its purpose and no other", () => {
    fc.assert(
      fc.property(deliveryIds, (deliveryId) => {
        const tokens = mintTokens({ key, deliveryId, purposes });
        for (const minted of purposes) {
          expect(tokens[minted]).toMatch(/^[A-Za-z0-9_-]{34}$/);
          for (const purpose of purposes) {
            const read = readToken({ keys, purpose, token: tokens[minted] });
            expect(read).toBe(purpose === minted ? deliveryId : null);
          }
        }
      }),
    );
  });

  test("is the same whichever other purposes are minted with it", () => {
    const all = mintTokens({ key, deliveryId: 7n, purposes });
    for (const purpose of purposes) {
      expect(mintTokens({ key, deliveryId: 7n, purposes: [purpose] })).toEqual({ [purpose]: all[purpose] });
    }
    expect(mintTokens({ key, deliveryId: 7n, purposes: [] })).toEqual({});
  });

  test("that stands in an old mail still opens: the format never changes", () => {
    expect(mintTokens({ key, deliveryId: 1234n, purposes })).toMatchInlineSnapshot(`
      {
        "click": "5yR9kY7Gjajd_Ri3PAO84-nu0RIiMCiMlA",
        "confirm": "53apnnJT3w4_dSTb5XfM0xuP3_jrRV1d1w",
        "leave": "5x8oBvx2o1YfbrC9dJGlIY9g_ORXQhyoiw",
        "lesson": "57udhSIPFlYIm9i7-0iEDHCNVVhu8pV8Aw",
        "me": "57j-XRK80J5eBNi25QDF3m8WDYuc7saBGQ",
        "open": "53aGGN7ZRmyWzg_ecdoy-jZVTVz1HrQ1yA",
      }
    `);
  });

  test("is worthless with any one character changed", () => {
    const token = mintTokens({ key, deliveryId: 99n, purposes: ["me"] }).me;
    const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
    for (let place = 0; place < token.length; place += 1) {
      for (const letter of alphabet) {
        const forged = token.slice(0, place) + letter + token.slice(place + 1);
        if (forged !== token) expect(readToken({ keys, purpose: "me", token: forged })).toBeNull();
      }
    }
  });

  test.each(["", "me", "x".repeat(34), "x".repeat(10_000), "%00", "é".repeat(34), "=".repeat(34)])(
    "%j opens nothing",
    (token) => {
      expect(readToken({ keys, purpose: "me", token })).toBeNull();
    },
  );

  test("that was cut, padded or spelled otherwise opens nothing", () => {
    const { me } = mintTokens({ key, deliveryId: 99n, purposes: ["me"] });
    const spelled = Buffer.from(me, "base64url").toString("base64");
    for (const token of [me.slice(0, -1), me.slice(1), `${me}A`, `${me}=`, ` ${me}`, `${me}\n`, spelled]) {
      expect(readToken({ keys, purpose: "me", token })).toBeNull();
    }
  });

  test("tells nothing of the delivery: neighbours share no more than the key's byte", () => {
    const tokens = Array.from({ length: 200 }, (_, id) => mintTokens({ key, deliveryId: BigInt(id), purposes }));
    const secretParts = tokens.flatMap((each) => Object.values(each).map((token) => token.slice(2, 12)));
    expect(new Set(secretParts).size).toBe(secretParts.length);
    // Each bit of the hidden id is set about as often as not, though the ids themselves are all small.
    const bytes = tokens.map(({ me }) => Buffer.from(me, "base64url").subarray(1, 9));
    for (let place = 0; place < 8; place += 1) {
      expect(new Set(bytes.map((hidden) => hidden[place])).size).toBeGreaterThan(90);
    }
  });
});

describe("signing keys", () => {
  const [older, newer] = ["the first secret", "the second secret"];

  test("open old tokens after a rotation, in whatever order the secrets are listed", () => {
    const [signing = fail()] = signingKeys([older]);
    const token = mintTokens({ key: signing, deliveryId: 5n, purposes: ["leave"] }).leave;
    expect(readToken({ keys: signingKeys([newer, older]), purpose: "leave", token })).toBe(5n);
    expect(readToken({ keys: signingKeys([older, newer]), purpose: "leave", token })).toBe(5n);
    expect(readToken({ keys: signingKeys([newer]), purpose: "leave", token })).toBeNull();
  });

  test("of another site with the same key id open nothing", () => {
    const { me } = mintTokens({ key, deliveryId: 99n, purposes: ["me"] });
    const foreign = { id: key.id, secret: Buffer.alloc(64, 1) };
    expect(readToken({ keys: [foreign], purpose: "me", token: me })).toBeNull();
  });

  test("have an id of one byte that depends on the secret alone", () => {
    expect(signingKeys([newer, older]).map(({ id }) => id)).toEqual(
      [...signingKeys([newer]), ...signingKeys([older])].map(({ id }) => id),
    );
    for (const { id, secret } of signingKeys(["x", "y", "z"])) {
      expect(id).toBe(id & 255);
      expect(secret).toHaveLength(64);
    }
  });

  test("cannot be made of nothing, nor of two secrets that share an id", () => {
    expect(() => signingKeys([])).toThrow("APP_SECRET is empty");
    expect(() => signingKeys(["x", ""])).toThrow("APP_SECRET is empty");
    expect(() => signingKeys(["x", "x"])).toThrow("share a key id");
  });
});
