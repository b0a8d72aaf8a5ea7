import {
  type Cipheriv,
  createCipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";

/**
 * What a token opens. A purpose's place decides its bytes, so new ones are added at the end and none is ever moved or
 * taken out: links in mail live as long as the mail. The four that every lesson carries fill the first block.
 */
const purposes = ["lesson", "me", "leave", "click", "open", "confirm"] as const;
export type Purpose = (typeof purposes)[number];

/** `id` is one byte derived from the secret, so the order in which secrets are listed does not matter. */
export type SigningKey = { id: number; secret: Buffer };

/**
 * A token is 25 bytes, 34 characters of base64url: the key's id, the delivery's id encrypted, and a 16-byte tag that
 * authenticates key, purpose and delivery. It is a synthetic-IV scheme (RFC 5297's idea): the tag is a MAC of the
 * plain id, and the mask over the id is the cipher of the tag. So nothing of the id is readable, two purposes of one
 * delivery have nothing in common, and the same delivery always has the same token. One HMAC-SHA-512 gives four tags.
 */
const tagBytes = 16;
const idBytes = 8;
const tokenBytes = 1 + idBytes + tagBytes;
const tokenPattern = /^[\w-]{34}$/;
const purposesPerBlock = 64 / tagBytes;

/** Derives the signing keys, in the order of the secrets; the first signs, all of them read. */
export function signingKeys(secrets: readonly string[]): SigningKey[] {
  if (secrets.length === 0 || secrets.includes("")) throw new Error("APP_SECRET is empty: give at least one secret");
  const keys = secrets.map((secret) => {
    const bytes = Buffer.from(hkdfSync("sha512", secret, "", "dayletter tokens", 65));
    return { id: bytes[64] as number, secret: bytes.subarray(0, 64) };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new Error("Two of the secrets in APP_SECRET share a key id (one pair in 256 does): replace the newer one");
  }
  return keys;
}

export function mintTokens<Wanted extends Purpose>({
  key,
  deliveryId,
  purposes: wanted,
}: {
  key: SigningKey;
  deliveryId: bigint;
  purposes: readonly Wanted[];
}): Record<Wanted, string> {
  const blocks = new Map<number, Buffer>();
  const tokens: Partial<Record<Wanted, string>> = {};
  for (const purpose of wanted) {
    const { block, offset } = placeOf(purpose);
    const macs = blocks.get(block) ?? macBlock(key, deliveryId, block);
    blocks.set(block, macs);
    tokens[purpose] = seal(key, deliveryId, macs.subarray(offset, offset + tagBytes));
  }
  return tokens as Record<Wanted, string>;
}

/**
 * The delivery that a token was minted for, or null when it is forged, cut, of another purpose, or of a key that is no
 * longer listed. The tag is compared in constant time.
 */
export function readToken({
  keys,
  purpose,
  token,
}: {
  keys: readonly SigningKey[];
  purpose: Purpose;
  token: string;
}): bigint | null {
  if (!tokenPattern.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  // The last character carries four bits that decode to nothing; only the spelling that was minted is a token.
  if (bytes.length !== tokenBytes || bytes.toString("base64url") !== token) return null;
  const key = keys.find(({ id }) => id === bytes[0]);
  if (!key) return null;
  const tag = bytes.subarray(1 + idBytes);
  const deliveryId = bytes.readBigUInt64BE(1) ^ maskOf(key, tag);
  const { block, offset } = placeOf(purpose);
  const expected = macBlock(key, deliveryId, block).subarray(offset, offset + tagBytes);
  return timingSafeEqual(tag, expected) ? deliveryId : null;
}

function placeOf(purpose: Purpose): { block: number; offset: number } {
  const place = purposes.indexOf(purpose);
  if (place < 0) throw new Error(`"${purpose}" is no purpose of a token`);
  return { block: Math.floor(place / purposesPerBlock), offset: (place % purposesPerBlock) * tagBytes };
}

function seal(key: SigningKey, deliveryId: bigint, tag: Buffer): string {
  const bytes = Buffer.allocUnsafe(tokenBytes);
  bytes[0] = key.id;
  bytes.writeBigUInt64BE(deliveryId ^ maskOf(key, tag), 1);
  tag.copy(bytes, 1 + idBytes);
  return bytes.toString("base64url");
}

/** Four tags: the MAC of the key's id, the number of the block, and the delivery's id. */
function macBlock(key: SigningKey, deliveryId: bigint, block: number): Buffer {
  const message = Buffer.allocUnsafe(2 + idBytes);
  message[0] = key.id;
  message[1] = block;
  message.writeBigUInt64BE(deliveryId, 2);
  return createHmac("sha512", toolsOf(key).macKey).update(message).digest();
}

function maskOf(key: SigningKey, tag: Buffer): bigint {
  return toolsOf(key).cipher.update(tag).readBigUInt64BE(0);
}

/** Setting up a cipher costs more than using it. In ECB no block depends on those before it, so one serves for ever. */
const tools = new WeakMap<SigningKey, { macKey: KeyObject; cipher: Cipheriv }>();

function toolsOf(key: SigningKey): { macKey: KeyObject; cipher: Cipheriv } {
  const known = tools.get(key);
  if (known) return known;
  const cipher = createCipheriv("aes-256-ecb", key.secret.subarray(32), null).setAutoPadding(false);
  const fresh = { macKey: createSecretKey(key.secret.subarray(0, 32)), cipher };
  tools.set(key, fresh);
  return fresh;
}
