// Owns the thread in which copies of the database are checked, encrypted and opened again: it may take its time.
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, statSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Decrypter, Encrypter } from 'age-encryption';
import Database from 'better-sqlite3';

/**
 * @typedef {{ task: 'seal', plain: string, sealed: string, recipient: string }
 *   | { task: 'open', sealed: string, plain: string, identity: string }} Order
 * @typedef {{ counts: Record<string, number>, bytes: number, sealedSha256: string }} Report
 */

/**
 * Opens a copy, checks all of it and counts its rows. Throws when anything is wrong with it.
 * @param {string} file
 */
function inspect(file) {
  const client = new Database(file, { fileMustExist: true });
  try {
    client.pragma('journal_mode = DELETE'); // one file, no -wal beside it
    const [first] = client.pragma('integrity_check');
    if (first.integrity_check !== 'ok') throw new Error('the copy fails integrity_check');
    if (client.pragma('foreign_key_check').length > 0) throw new Error('the copy has dangling references');
    const tables = client
      .prepare(
        "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
      )
      .pluck()
      .all();
    /** @type {Record<string, number>} */
    const counts = {};
    for (const name of tables.sort())
      counts[name] = client.prepare(`select count(*) from "${name}"`).pluck().get();
    return counts;
  } finally {
    client.close();
  }
}

/** @param {string} from @param {string} to @param {(stream: ReadableStream) => Promise<ReadableStream>} change */
async function through(from, to, change) {
  const sha256 = createHash('sha256');
  const listen = new Transform({
    transform(chunk, _encoding, done) {
      sha256.update(chunk);
      done(null, chunk);
    },
  });
  const changed = await change(Readable.toWeb(createReadStream(from)));
  await pipeline(Readable.fromWeb(changed), listen, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  const handle = openSync(to, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return sha256.digest('hex');
}

/** @param {Order} order @returns {Promise<Report>} */
async function carryOut(order) {
  if (order.task === 'seal') {
    const counts = inspect(order.plain);
    const encrypter = new Encrypter();
    encrypter.addRecipient(order.recipient);
    const sealedSha256 = await through(order.plain, order.sealed, (stream) => encrypter.encrypt(stream));
    return { counts, bytes: statSync(order.plain).size, sealedSha256 };
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(order.identity);
  const sealed = createHash('sha256');
  for await (const chunk of createReadStream(order.sealed)) sealed.update(chunk);
  await through(order.sealed, order.plain, (stream) => decrypter.decrypt(stream));
  return {
    counts: inspect(order.plain),
    bytes: statSync(order.plain).size,
    sealedSha256: sealed.digest('hex'),
  };
}

carryOut(workerData).then(
  (report) => parentPort?.postMessage({ report }),
  (error) => parentPort?.postMessage({ problem: error instanceof Error ? error.message : 'unknown' }),
);
