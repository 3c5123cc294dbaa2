import { expect, test } from 'vitest';
import yauzl from 'yauzl';
import { history } from '../../db/schema/history.js';
import { makeCallWorld } from '../support/calls.js';
import { addRow } from './rows.js';

const EXPORT = '/staff/applications.csv';

test('the file holds the rows that the list shows, all pages of them', async () => {
  const world = makeCallWorld();
  for (let i = 1; i <= 30; i += 1) addRow(world, world.openId, { name: `Person ${i}` });
  addRow(world, world.openId, { name: 'Somebody Else', state: 'accepted' });
  addRow(world, world.openId, { name: 'Zana Drafts', state: 'draft' });
  addRow(world, world.pastId, { name: 'Past Person' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const answer = await browser.get(`${EXPORT}?group=new&sort=reference&direction=asc`);

  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toBe(
    'attachment; filename=applications-sample-2026-10-22.csv',
  );
  expect(answer.headers['cache-control']).toBe('no-store');
  const lines = answer.text.trimEnd().split('\r\n');
  expect(lines[0]).toBe(
    '\ufeffReference,Name,Institution,Year,Average,Average as,Conditions,State,Submitted,Came,E-mail,Phone,Language',
  );
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(
    Array.from({ length: 30 }, (_one, i) => `Person ${i + 1}`),
  );
});

test('a cell is never a formula, and an average is a number as exact as it is', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, {
    name: '=HYPERLINK("http://evil.example","click")',
    email: '+cmd@example.org',
    institution: 'up',
    studyYear: 4,
    averageTenThousandths: 75_010,
    overall: 'to_verify',
    source: 'paper',
    referenceNumber: 7,
    reference: 'HLC-2026-0007',
  });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const { text } = await browser.get(EXPORT);

  expect(text.trimEnd().split('\r\n')[1]).toBe(
    `HLC-2026-0007,"'=HYPERLINK(""http://evil.example"",""click"")","University of Prishtina “Hasan Prishtina”, Faculty of Law",4,7.501,stated,To verify,Submitted,2026-10-22,On paper,'+cmd@example.org,,Shqip`,
  );
});

test('many rows arrive in pieces and whole', async () => {
  const world = makeCallWorld();
  for (let i = 1; i <= 1203; i += 1) addRow(world, world.openId, { name: `Person ${i}` });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const lines = (await browser.get(`${EXPORT}?group=all&direction=asc`)).text.trimEnd().split('\r\n');

  expect(lines).toHaveLength(1204);
  expect(new Set(lines).size).toBe(1204);
  expect(lines.filter((line) => line.includes('Reference'))).toHaveLength(1);
  expect(lines.at(-1)).toContain('Person 1203');
});

test('an empty list is a file with a header', async () => {
  const world = makeCallWorld();
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const answer = await browser.get(`${EXPORT}?group=waiting`);

  expect(answer.status).toBe(200);
  expect(answer.text.trimEnd().split('\r\n')).toHaveLength(1);
});

test('the spreadsheet holds the same as text and numbers, never as formulas', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: '=1+1', averageTenThousandths: 82_500, studyYear: 3 });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const answer = await browser.bytes('/staff/applications.xlsx?group=new');

  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toBe(
    'attachment; filename=applications-sample-2026-10-22.xlsx',
  );
  const sheet = await entryOf(answer.body, 'xl/worksheets/sheet1.xml');
  const words = await entryOf(answer.body, 'xl/sharedStrings.xml');
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(sheet).toContain('<v>8.25</v>');
  expect(words).toContain("<t>'=1+1</t>");
});

test('whoever takes a copy is recorded, with what and how much, and no name', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Arta Krasniqi', institution: 'up' });
  const { browser, personId } = world.signedIn('Dafina', ['coordinator']);

  await browser.get(`${EXPORT}?group=new&institution=up`);
  await browser.bytes('/staff/applications.xlsx');

  const rows = world.ctx.db
    .select()
    .from(history)
    .all()
    .filter((row) => row.event === 'export');
  expect(
    rows.map(({ actorId, entity, entityId, details }) => ({ actorId, entity, entityId, details })),
  ).toEqual([
    {
      actorId: personId,
      entity: 'call',
      entityId: world.openId,
      details: {
        format: 'csv',
        rows: 1,
        searched: false,
        group: 'new',
        state: null,
        overall: null,
        institution: 'up',
        source: null,
      },
    },
    {
      actorId: personId,
      entity: 'call',
      entityId: world.openId,
      details: {
        format: 'xlsx',
        rows: 1,
        searched: false,
        group: null,
        state: null,
        overall: null,
        institution: null,
        source: null,
      },
    },
  ]);
});

/** One file inside a zip, as text. */
function entryOf(zip: Buffer, name: string): Promise<string> {
  return new Promise((found, missing) => {
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) return missing(error);
      opened.on('entry', (entry) => {
        if (entry.fileName !== name) return opened.readEntry();
        opened.openReadStream(entry, (problem, stream) => {
          if (problem) return missing(problem);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => found(Buffer.concat(parts).toString('utf8')));
        });
      });
      opened.on('end', () => missing(new Error(`${name} is not in the file`)));
      opened.readEntry();
    });
  });
}
