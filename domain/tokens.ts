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
const purposes = ["lesson", "me", "leave", "click", "open", "confirm", "address"] as const;
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

/** One token for each of `purposes`, always the same for the same key and delivery. */
export function mintTokens<Wanted extends Purpose>(minted: {
  key: SigningKey;
  deliveryId: bigint;
  purposes: readonly Wanted[];
}): Record<Wanted, string> {
  const { key, deliveryId } = minted;
  const blocks: Block[] = [];
  const tokens: Partial<Record<Wanted, string>> = {};
  for (const purpose of minted.purposes) {
    const { place, at } = placeOf(purpose);
    const block = blocks[place] ?? blockOf({ key, deliveryId, place });
    blocks[place] = block;
    const token = Buffer.allocUnsafe(tokenBytes);
    token[0] = key.id;
    token.writeBigUInt64BE(deliveryId ^ block.masks.readBigUInt64BE(at), 1);
    block.tags.copy(token, 1 + idBytes, at, at + tagBytes);
    tokens[purpose] = token.toString("base64url");
  }
  // The loop has filled every wanted purpose.
  return tokens as Record<Wanted, string>;
}

/**
 * The delivery that a token was minted for, or null when it is forged, cut, of another purpose, or of a key that is no
 * longer listed. The tag is compared in constant time.
 */
export function readToken(read: { keys: readonly SigningKey[]; purpose: Purpose; token: string }): bigint | null {
  if (!tokenPattern.test(read.token)) return null;
  const bytes = Buffer.from(read.token, "base64url");
  // The last character carries four bits that decode to nothing; only the spelling that was minted is a token.
  if (bytes.toString("base64url") !== read.token) return null;
  const key = read.keys.find(({ id }) => id === bytes[0]);
  if (!key) return null;
  const tag = bytes.subarray(1 + idBytes);
  const deliveryId = bytes.readBigUInt64BE(1) ^ toolsOf(key).cipher.update(tag).readBigUInt64BE();
  const { place, at } = placeOf(read.purpose);
  const expected = tagsOf({ key, deliveryId, place }).subarray(at, at + tagBytes);
  return timingSafeEqual(tag, expected) ? deliveryId : null;
}

/** The number of the block that holds a purpose, and where in the block it begins. */
function placeOf(purpose: Purpose): { place: number; at: number } {
  const index = purposes.indexOf(purpose);
  return { place: Math.floor(index / purposesPerBlock), at: (index % purposesPerBlock) * tagBytes };
}

/** Four tags with the mask that belongs to each. One call of the cipher: its cost lies in the call, not the bytes. */
type Block = { tags: Buffer; masks: Buffer };

function blockOf(asked: { key: SigningKey; deliveryId: bigint; place: number }): Block {
  const tags = tagsOf(asked);
  return { tags, masks: toolsOf(asked.key).cipher.update(tags) };
}

/** The MAC of the key's id, the block's number and the delivery's id. */
function tagsOf({ key, deliveryId, place }: { key: SigningKey; deliveryId: bigint; place: number }): Buffer {
  const message = Buffer.allocUnsafe(2 + idBytes);
  message[0] = key.id;
  message[1] = place;
  message.writeBigUInt64BE(deliveryId, 2);
  return createHmac("sha512", toolsOf(key).macKey).update(message).digest();
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
