// Owns the thread that moves what was written from the log into the database file, while requests are answered.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { file, every, enough } = workerData;
const client = new Database(file, { fileMustExist: true });
client.pragma('synchronous = FULL');
client.pragma('busy_timeout = 0');
// It reads no pages of its own.
client.pragma('cache_size = -200');

const timer = setInterval(() => {
  try {
    const [{ log, checkpointed }] = client.pragma('wal_checkpoint(NOOP)');
    if (log - checkpointed >= enough) client.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    // A full or busy disk: the log grows on, and whoever writes next does it in its place.
    parentPort?.postMessage({ code: error.code ?? 'unknown' });
  }
}, every);

parentPort?.once('message', () => {
  clearInterval(timer);
  client.close();
  parentPort?.close();
});
