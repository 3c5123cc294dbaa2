// The process itself: it starts with settings and not without, answers, and stops without cutting anybody off.
import {
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  execFileSync,
  spawn,
} from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseKeyring, seal } from '../../src/lib/seal.js';
import { ROOT } from '../../src/paths.js';
import { freePort } from '../support/port.js';

type Running = {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
  /** With what it ended before it listened. */
  refused: Promise<number | null | 'listening'>;
};

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hlc-process-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const settings = (dataDir: string, port: number) => ({
  PORT: String(port),
  DATA_DIR: join(dataDir, 'data'),
  BASE_URL: 'https://apply.example.org',
  SECRET: 'Zq8vT2mX6cR1nB9wL4pK7sD3fG5hJ0aY',
  FILE_KEYS: `first:${Buffer.alloc(32, 7).toString('base64')}`,
});

// What is started here is what npm start starts: the one file that the build makes.
beforeAll(() => {
  execFileSync('npm', ['run', '-s', 'build'], { cwd: ROOT });
});

function run(environment: Record<string, string>, script = 'dist/server.js', words: string[] = []): Running {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, join(ROOT, script), ...words], {
    env: { PATH: process.env.PATH, ...environment },
    cwd: ROOT,
  });
  return watched(child, 'close');
}

/** `over`: 'close' when all that it said is here too; 'exit' when somebody else may go on speaking for it. */
function watched(child: ChildProcessWithoutNullStreams, over: 'exit' | 'close'): Running {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (text += part.toString()));
  const ended = new Promise<number | null>((done) => child.once(over, done));
  const listens = new Promise<'listening'>((done) =>
    child.stdout.on('data', () => text.includes('Listening') && done('listening')),
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, output: () => text, ended, refused: Promise.race([ended, listens]) };
}

async function listening({ output, ended }: Running): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  await expect.poll(() => over || output().includes('Listening'), { interval: 20 }).toBe(true);
  expect(output()).toContain('Listening');
}

test('the build holds every worker that the sources start', () => {
  const named = ['src', 'db'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .flatMap((entry) => [
        ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/new URL\('\.\/([\w-]+\.mjs)'/g),
      ])
      .map((match) => match[1]),
  );

  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !existsSync(join(ROOT, 'dist', String(name))))).toEqual([]);
});

describe('a start', () => {
  test('without settings ends with a sentence for each', async () => {
    const { refused, output } = run({});

    expect(await refused).toBe(1);
    expect(
      output()
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['BASE_URL', 'DATA_DIR', 'SECRET', 'FILE_KEYS']);
  });

  test('makes an empty installation, which says what is missing and how to set it up, and answers', async () => {
    const root = folder();
    const port = await freePort();
    const server = run(settings(root, port));
    await listening(server);

    const health = await fetch(`http://127.0.0.1:${port}/health`);

    expect(health.status).toBe(200);
    expect(server.output()).toContain(
      'SMTP_URL is not set: letters stay in the outbox, to be read at https://apply.example.org/staff/letters',
    );
    expect(server.output()).toContain('BACKUP_RECIPIENT is not set: no backups are made');
    expect(server.output()).toMatch(
      /Set up the first coordinator, once, at https:\/\/apply\.example\.org\/setup\?token=[\w-]{43}/,
    );
    const data = join(root, 'data');
    expect(readdirSync(data).filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0)).toEqual([]);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test('on folders or files that will not do says which, in one sentence', async () => {
    const root = folder();
    const good = settings(root, await freePort());
    const junk = { ...good, DATA_DIR: join(root, 'junk') };
    mkdirSync(junk.DATA_DIR, { mode: 0o700 });
    writeFileSync(
      join(junk.DATA_DIR, 'database.sqlite'),
      'no database at all, but as long as its header is'.repeat(9),
    );
    const tries = [
      { ...good, DATA_DIR: join(junk.DATA_DIR, 'database.sqlite/data') },
      { ...good, BACKUP_DIR: join(junk.DATA_DIR, 'database.sqlite/backups') },
      junk,
    ].map((environment) => run(environment));

    expect(await Promise.all(tries.map(({ refused }) => refused))).toEqual([1, 1, 1]);
    expect(tries.map(({ output }) => output().replaceAll(root, ''))).toEqual([
      'DATA_DIR /junk/database.sqlite/data cannot be made or written (ENOTDIR)\n',
      'BACKUP_DIR /junk/database.sqlite/backups cannot be made or written (ENOTDIR)\n',
      'database.sqlite in DATA_DIR is no database, or damaged: restore a backup\n',
    ]);
  });

  test('refuses a database of a newer program, and leaves it as it is', async () => {
    const root = folder();
    const environment = settings(root, await freePort());
    expect(await run(environment, 'src/cli.ts', ['migrate']).ended).toBe(0);
    const client = new Database(join(environment.DATA_DIR, 'database.sqlite'));
    client.exec("INSERT INTO _migrations VALUES ('9999_newer.sql', 'x', 0)");
    client.close();

    const { refused, output } = run(environment);

    expect(await refused).toBe(1);
    expect(output()).toBe(
      'The database is of a newer program (9999_newer.sql): run that one, or restore a backup from before\n',
    );
  });

  test('on a port that is taken says so', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;

    const { refused, output } = run(settings(folder(), port));

    expect(await refused).toBe(1);
    expect(output()).toContain(`Port ${port} is in use: stop what listens there, or set PORT`);
  });

  test('with other keys than those of the database says which is missing', async () => {
    const root = folder();
    const environment = settings(root, await freePort());
    expect(await run(environment, 'src/cli.ts', ['migrate']).ended).toBe(0);
    const client = new Database(join(environment.DATA_DIR, 'database.sqlite'));
    client.pragma('foreign_keys = OFF');
    const sealed = seal(parseKeyring(environment.FILE_KEYS), Buffer.from('a file'), 'file:');
    client.prepare('insert into file_contents (file_id, sealed) values (1, ?)').run(sealed);
    client.close();
    const others = `second:${Buffer.alloc(32, 8).toString('base64')}`;

    const { refused, output } = run({ ...environment, FILE_KEYS: others });

    expect(await refused).toBe(1);
    expect(output().trim()).toBe('FILE_KEYS lacks the key "first", with which stored data is sealed');
  });

  test('on a database of an older program makes a copy before it migrates', async () => {
    const root = folder();
    const port = await freePort();
    const environment = settings(root, port);
    expect(await run(environment, 'src/cli.ts', ['migrate']).ended).toBe(0);
    const client = new Database(join(environment.DATA_DIR, 'database.sqlite'));
    client.exec("DELETE FROM _migrations WHERE name <> 'triggers.sql'");
    client.exec("INSERT INTO _migrations VALUES ('0000_older.sql', 'x', 0)");
    client.close();

    const { refused, output } = run(environment);

    // The tables are there already, so the migration fails; what matters is that nothing began before the copy.
    expect(await refused).toBe(1);
    expect(output()).toContain('already exists');
    expect(readdirSync(environment.DATA_DIR).some((name) => name.startsWith('database.sqlite.before-'))).toBe(
      true,
    );
  });
});

describe('a stop', () => {
  test('asked of npm start reaches the server, which would go on alone otherwise', async () => {
    const environment = settings(folder(), await freePort());
    const env = { ...process.env, ...environment };
    const child = spawn('npm', ['start'], { env, cwd: ROOT, detached: true });
    onTestFinished(() => {
      try {
        process.kill(-Number(child.pid), 'SIGKILL'); // the server too, where npm left it alone
      } catch {
        // all of them have ended
      }
    });
    const server = watched(child, 'exit');
    await listening(server);

    child.kill('SIGTERM');

    await server.ended;
    const health = `http://127.0.0.1:${environment.PORT}/health`;
    const refused = await fetch(health).catch(() => 'refused');
    expect(refused).toBe('refused');
    expect(existsSync(join(environment.DATA_DIR, 'database.sqlite-wal'))).toBe(false);
  });

  test('lets a request that has begun finish, takes no new one, and closes the database', async () => {
    const root = folder();
    const port = await freePort();
    const server = run(settings(root, port));
    await listening(server);
    const body = 'email=arta%40example.org';
    const slow = request({
      port,
      host: '127.0.0.1',
      path: '/sign-in',
      method: 'POST',
      headers: {
        'Content-Length': body.length,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'same-origin',
        // Answered as soon as the request is known there.
        Expect: '100-continue',
      },
    });
    const begun = new Promise((done) => slow.once('continue', done));
    const answered = new Promise<number | undefined>((done, fail) =>
      slow.once('response', (response) => done(response.resume().statusCode)).once('error', fail),
    );
    slow.write(body.slice(0, 5));
    await begun;

    server.child.kill('SIGTERM');
    const asked = () =>
      new Promise<string>((done) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('connect', () => done('taken')).once('error', () => done('refused'));
        socket.once('connect', () => socket.destroy());
      });
    await expect.poll(asked, { interval: 20 }).toBe('refused');
    slow.end(body.slice(5));

    expect(await answered).toBe(403); // it carries no token; what matters is that it was answered
    expect(await server.ended).toBe(0);
    expect(existsSync(join(root, 'data/database.sqlite-wal'))).toBe(false);
  });

  test('answers everybody who is connected, those too whom it has not noticed yet', async () => {
    const root = folder();
    const port = await freePort();
    const server = run(settings(root, port));
    await listening(server);
    // While it sleeps the system connects them for it, and keeps what they send.
    server.child.kill('SIGSTOP');
    const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
    const answers = sockets.map(
      (socket) =>
        new Promise<string>((done) => {
          let text = '';
          socket.on('data', (part: Buffer) => (text += part.toString()));
          socket.once('error', (error) => done(error.message)).once('end', () => done(text));
        }),
    );
    await Promise.all(sockets.map((socket) => new Promise((done) => socket.once('connect', done))));
    for (const socket of sockets) socket.write('GET /sign-in HTTP/1.1\r\nHost: apply.example.org\r\n\r\n');

    server.child.kill('SIGTERM');
    server.child.kill('SIGCONT');

    const whole = (text: string) => text.startsWith('HTTP/1.1 200 ') && text.includes('</html>');
    expect((await Promise.all(answers)).filter((text) => !whole(text))).toEqual([]);
    expect(await server.ended).toBe(0);
  });
});
