// Owns encryption at rest: AES-256-GCM under a ring of named keys, bound to the place it belongs to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Named 32-byte keys; `current` seals, all of them can unseal. */
export type Keyring = { readonly current: string; readonly keys: Readonly<Record<string, Buffer>> };

/** What was sealed was changed, cut, sealed for another place, or its key is not on the ring. */
export class SealBroken extends Error {
  constructor(why: string) {
    super(`Sealed data cannot be opened: ${why}`);
    this.name = 'SealBroken';
  }
}

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;
const KEY = 32;
const keyName = /^[A-Za-z0-9._-]{1,32}$/;

/** The bytes in front of the nonce; they are authenticated together with the context. */
function headOf(sealed: Buffer): { id: string; head: Buffer } {
  const length = sealed[1];
  if (sealed[0] !== FORMAT || length === undefined) throw new SealBroken('it is not in our format');
  const head = sealed.subarray(0, 2 + length);
  const id = head.subarray(2).toString('latin1');
  if (head.length !== 2 + length || !keyName.test(id)) throw new SealBroken('it is not in our format');
  return { id, head };
}

function keyOf(keyring: Keyring, id: string): Buffer | undefined {
  return Object.hasOwn(keyring.keys, id) ? keyring.keys[id] : undefined;
}

/**
 * Seals bytes with the current key: format, key name, nonce, tag, ciphertext. The context (for example
 * "file:17") must be the same when unsealing, so that sealed bytes cannot be moved elsewhere.
 * Throws Error when the keyring lacks its current key.
 */
export function seal(keyring: Keyring, plain: Buffer, context: string): Buffer {
  const key = keyOf(keyring, keyring.current);
  if (key === undefined || !keyName.test(keyring.current))
    throw new Error('The keyring lacks its current key.');
  const id = Buffer.from(keyring.current, 'latin1');
  const head = Buffer.concat([Buffer.from([FORMAT, id.length]), id]);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.concat([head, Buffer.from(context, 'utf8')]));
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), hidden]);
}

/** The bytes that were sealed for this context. Throws SealBroken, and only that, when they cannot be had. */
export function unseal(keyring: Keyring, sealed: Buffer, context: string): Buffer {
  const { id, head } = headOf(sealed);
  const key = keyOf(keyring, id);
  if (key === undefined) throw new SealBroken(`the key "${id}" is not on the ring`);
  const nonce = sealed.subarray(head.length, head.length + NONCE);
  const tag = sealed.subarray(head.length + NONCE, head.length + NONCE + TAG);
  if (tag.length !== TAG) throw new SealBroken('it is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.concat([head, Buffer.from(context, 'utf8')]));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(head.length + NONCE + TAG)), decipher.final()]);
  } catch {
    throw new SealBroken('it was changed, or belongs to another place');
  }
}

/** The name of the key that sealed these bytes. Throws SealBroken when they are not in our format. */
export function keyIdOf(sealed: Buffer): string {
  return headOf(sealed).id;
}

/**
 * Reads "name:base64key,older:base64key"; the first key is the current one. Throws Error with a plain
 * sentence, which never repeats a key, when a name or a key is not usable.
 */
export function parseKeyring(text: string): Keyring {
  const keys: [string, Buffer][] = text.split(',').map((entry, i) => {
    const [, name = '', code = ''] = /^([^:]*):(.*)$/s.exec(entry.trim()) ?? [];
    if (!keyName.test(name)) {
      throw new Error(`Key ${i + 1} of the keyring must look like name:base64key, with a simple name.`);
    }
    const key = Buffer.from(code, 'base64');
    if (key.length !== KEY || key.toString('base64').replace(/=+$/, '') !== code.trim().replace(/=+$/, '')) {
      throw new Error(`The key "${name}" must be ${KEY} bytes written in base64.`);
    }
    return [name, key];
  });
  const names = keys.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`The key "${twice}" is on the keyring twice.`);
  return { current: names[0] ?? '', keys: Object.fromEntries(keys) };
}
