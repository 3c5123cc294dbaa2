// Answers that no device gave: signed with another key, for another site, another ceremony, or by a copy that lags behind.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import supertest from 'supertest';
import { beforeAll, expect, test } from 'vitest';
import { insertPasskey } from '../../src/passkeys/queries.js';
import { makeStaff } from '../support/staff.js';
import { makeWorld, type World } from '../support/world.js';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const others = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const credentialId = Buffer.from('the laptop of Dafina').toString('base64url');

/** A public key as passkeys have it (COSE: EC2, ES256, P-256). */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const head = Buffer.from('a5010203262001', 'hex');
  const [xs, ys] = [x, y].map((one) => Buffer.from(one, 'base64url'));
  return Buffer.concat([
    head,
    Buffer.from('215820', 'hex'),
    xs ?? Buffer.alloc(0),
    Buffer.from('225820', 'hex'),
    ys ?? Buffer.alloc(0),
  ]);
}

let world: World;
let headers: Record<string, string>;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  const { personId } = await makeStaff(world, 'Dafina', ['administrator']);
  insertPasskey(world.ctx.db, {
    personId,
    credentialId,
    publicKey: coseOf(keys.publicKey),
    counter: 7,
    name: 'Laptop',
    createdAt: world.clock.now(),
  });
  const browser = world.browser();
  const { text } = await browser.get('/staff/sign-in');
  headers = {
    Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'Sec-Fetch-Site': 'same-origin',
    'X-Form-Token': /data-token="([^"]+)"/.exec(text)?.[1] ?? '',
  };
});

const post = (url: string, body: object) => supertest(world.app).post(url).set(headers).send(body);

type Forgery = Partial<{
  key: KeyObject;
  origin: string;
  host: string;
  type: string;
  flags: number;
  counter: number;
}>;

/** What a device would answer now, but for what is forged; with the status of the answer to it. */
async function answered(forged: Forgery): Promise<number> {
  const { challenge } = (await post('/staff/sign-in/passkey/options', {})).body;
  const { key = keys.privateKey, origin = 'http://127.0.0.1', host = '127.0.0.1' } = forged;
  const { type = 'webauthn.get', flags = 0b101, counter = 8 } = forged;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const data = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const device = Buffer.concat([sha256(host), Buffer.from([flags]), count]);
  const response = {
    clientDataJSON: data.toString('base64url'),
    authenticatorData: device.toString('base64url'),
    signature: sign('sha256', Buffer.concat([device, sha256(data)]), key).toString('base64url'),
  };
  const answer = { id: credentialId, rawId: credentialId, type: 'public-key', response };
  const given = { answer: { ...answer, clientExtensionResults: {} }, next: '/' };
  return (await post('/staff/sign-in/passkey', given)).status;
}

test.each<[string, Forgery]>([
  ['signed with another key', { key: others.privateKey }],
  ['given to another site', { origin: 'http://evil.example' }],
  ['given for another host', { host: 'evil.example' }],
  ['given when a passkey is made', { type: 'webauthn.create' }],
  ['of a device that did not ask who it was', { flags: 0b001 }],
  ['of a copy whose counter lags behind', { counter: 7 }],
])('an answer %s opens nothing', async (_how, forged) => {
  expect(await answered(forged)).toBe(422);
});

test('the same answer unforged opens', async () => {
  expect(await answered({})).toBe(200);
});
