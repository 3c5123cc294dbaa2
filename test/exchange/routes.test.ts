// Files in and out: a dry run that changes nothing, all rows or none, bounds, and an export that may come back.
import { beforeAll, describe, expect, test } from 'vitest';
import { cases as casesTable } from '../../db/schema/cases.js';
import { fileImports } from '../../db/schema/exchange.js';
import { history } from '../../db/schema/history.js';
import { numbersOf } from '../../src/cases/queries.js';
import { forgetOld } from '../../src/exchange/service.js';
import { hearingsOfCase } from '../../src/hearings/queries.js';
import { cancel } from '../../src/hearings/service.js';
import { safeCell } from '../../src/lib/csv.js';
import { toXlsx } from '../../src/paper/sheet.js';
import { aliasesOf, withKey } from '../../src/parties/queries.js';
import { coordinator, makeCase, makeParticipant, makeParty, makeProtected } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
});

const HEADING = 'id,against,court,phase,started_on,numbers';
async function bring(kind: string, bytes: Buffer | string, name = 'cases.csv', browser = dafina) {
  const fields = { ...hiddenFields((await browser.get('/staff/imports')).text, '/staff/imports'), kind };
  return browser.upload('/staff/imports', fields, 'files', [{ name, bytes: Buffer.from(bytes) }]);
}
const rowsIn = (html: string) =>
  [...(html.split('<tbody>')[1] ?? '').matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    row
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
const count = () => world.ctx.db.select().from(casesTable).all().length;

describe('bringing cases in', () => {
  test('the dry run says row by row, changes nothing, and applying does all of it once', async () => {
    const known = makeCase(world, {
      against: 'Njohuri',
      written: 'PS 500/26',
      startedOn: '2026-01-02',
      phase: 'IND',
    });
    const file = [
      HEADING,
      `,Fillestar,BC-PR-SD,IND,2026-03-04,"first_instance: PS 501/26; indictment: PPS 5/26"`,
      `${known},Njohuri,BC-PR-SD,IND,2026-01-02,first_instance: ps 500-26`,
      `,Njohuri e re,BC-PE,AP,2026-08-01,first_instance: PS.nr.500/2026; appeal: APS 9/26`,
    ].join('\r\n');
    const before = count();
    const brought = await bring(
      'cases',
      `\ufeff${file}`.replace('PS.nr.500/2026; appeal', 'PS.nr.502/2026; appeal'),
    );
    const run = await dafina.get(brought.location);

    expect(brought.status).toBe(303);
    expect(count()).toBe(before);
    expect(rowsIn(run.text)).toEqual([
      '2 Fillestar would be added 2 numbers are added',
      '3 Njohuri no change',
      '4 Njohuri e re would be added 2 numbers are added',
    ]);

    const applied = await dafina.submit(brought.location, {});
    expect(applied.location).toBe('/staff/cases');
    expect(count()).toBe(before + 2);
    expect((await dafina.submit('/staff/cases', { q: 'pps 5/26' })).text).toContain(
      'Prosecutor v. Fillestar',
    );
    expect((await dafina.get(brought.location)).status).toBe(404);
    expect(world.ctx.db.select().from(fileImports).all().at(-1)?.sealed).toBeNull();
  });

  test('a case is known by its number too, and gets what it lacks', async () => {
    const known = makeCase(world, { against: 'Plotësim', written: 'PS 510/26' });
    const brought = await bring(
      'cases',
      `${HEADING}\n,Plotësim B,BC-PR-SD,AP,2026-09-01,first_instance: ps510/26; appeal: APS 511/26`,
    );
    const run = await dafina.get(brought.location);
    await dafina.submit(brought.location, {});

    expect(rowsIn(run.text)[0]).toContain('would be changed');
    expect(numbersOf(world.ctx.db, known).map((one) => one.written)).toEqual(['PS 510/26', 'APS 511/26']);
    expect((await dafina.get(`/staff/cases/${known}`)).text).toContain('Prosecutor v. Plotësim B');
  });

  test('one bad row, and the whole file changes nothing', async () => {
    const before = count();
    const file = [
      HEADING,
      ',Mirë,BC-PR-SD,IND,2026-03-04,first_instance: PS 520/26',
      ',Pa gjykatë,NOWHERE,IND,2026-02-30,first_instance PS 521/26',
      '999999,Pa çështje,BC-PR-SD,IND,2026-03-04,first_instance: PS 522/26',
      ',Dy herë,BC-PR-SD,IND,2026-03-04,first_instance: ps 520-26',
      ',Pa numër,BC-PR-SD,IND,2026-03-04,',
    ].join('\n');
    const brought = await bring('cases', file);
    const run = await dafina.get(brought.location);
    const rows = rowsIn(run.text);

    expect(run.text).toContain('4 rows cannot be taken.');
    expect(run.text).not.toContain('Apply it');
    expect(rows[0]).toMatch(/^3 Pa gjykatë cannot be taken court: .*started_on: .*numbers: Write the kind/);
    expect(rows[1]).toContain('There is no case with this id.');
    expect(rows[2]).toContain('This is in another row too.');
    const forced = await dafina.post(
      brought.location,
      hiddenFields((await dafina.get('/staff/imports')).text, '/staff/imports'),
    );
    expect(forced.status).toBe(409);
    expect(count()).toBe(before);
  });

  test.each<[string, string | Buffer, string]>([
    ['without a column', 'id,against\n1,x', 'The column court is missing'],
    ['no table', 'Dear colleagues,\nthe list comes on Monday.', 'This file is not a table of that kind'],
    ['empty', '', 'at least one row'],
    ['not text', Buffer.from([0xff, 0xfe, 0, 1]), 'cannot be read'],
    ['a quote that never ends', `${HEADING}\n"abc`, 'cannot be read'],
    ['a zip that is none', 'PK\u0003\u0004rubbish', 'cannot be read'],
    ['too many rows', `${HEADING}\n${'1,a,b,c,d,e\n'.repeat(2001)}`, 'more than 2,000 rows'],
    ['too large', `${HEADING}\n${'x'.repeat(2 * 1024 * 1024)}`, 'too large'],
  ])('a file that is %s is refused', async (_what, bytes, sentence) => {
    const answer = await bring('cases', bytes);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
  });
});

describe('bringing people in', () => {
  test('somebody known gets spellings, somebody new is added, two of one name are asked about', async () => {
    const known = makeParty(world, 'Zoran Primerović');
    makeParty(world, 'Dy Emra');
    makeParty(world, 'Emra Dy');
    const bytes = await toXlsx(
      ['id', 'name', 'spellings'],
      [
        [
          [null, 'Зоран Примеровић', 'cyrillic: Зоран Примеровић'],
          [null, 'Krejt Irisi', 'sr: Krejt Irisi S.; press: K. I.'],
        ],
      ],
    );
    const brought = await bring('parties', bytes, 'people.xlsx');
    expect(rowsIn((await dafina.get(brought.location)).text)).toEqual([
      '2 Зоран Примеровић would be changed 1 spelling is added',
      '3 Krejt Irisi would be added 2 spellings are added',
    ]);
    await dafina.submit(brought.location, {});

    expect(aliasesOf(world.ctx.db, known).map((alias) => alias.written)).toEqual(['Зоран Примеровић']);
    expect(withKey(world.ctx.db, ['irisi krejt'], 0)).toHaveLength(1);
    const twice = await bring('parties', 'id,name,spellings\n,Dy Emra,\n');
    expect((await dafina.get(twice.location)).text).toContain('Several people have this name');
  });
});

describe('taking out', () => {
  test('an export comes back without a change, holds no formula and nobody protected, and is recorded', async () => {
    const id = makeCase(world, { against: '=HYPERLINK("x")', written: 'PS 530/26' });
    makeParticipant(world, id, { name: '@Agim Eksporti', party: 'new' });
    makeProtected(world, id, { pseudonym: 'QZ9' });
    const csv = (await dafina.bytes('/staff/cases.csv')).body.toString();
    const brought = await bring('cases', csv);
    const people = await bring('parties', (await dafina.bytes('/staff/parties.csv')).body);

    expect(csv).toContain(safeCell('=HYPERLINK("x")').replaceAll('"', '""'));
    expect(csv).toContain('@Agim Eksporti');
    expect(csv).not.toContain('QZ9');
    for (const location of [brought.location, people.location]) {
      const rows = rowsIn((await dafina.get(location)).text);
      expect(rows.length).toBeGreaterThan(2);
      expect(rows.filter((row) => !row.includes('no change') && !row.includes('Several people'))).toEqual([]);
    }
    for (const kind of ['cases', 'parties', 'hearings']) {
      const { status, body } = await dafina.bytes(`/staff/${kind}.xlsx`);
      expect(status).toBe(200);
      expect(body.subarray(0, 2).toString()).toBe('PK');
    }
    const exports = world.ctx.db
      .select()
      .from(history)
      .all()
      .filter((row) => row.entity === 'file_import' && row.event === 'export');
    expect(exports.length).toBe(5);
  });
});

test("a file is its bringer's alone, and is forgotten after a day", async () => {
  const brought = await bring(
    'cases',
    `${HEADING}\n,Harresa,BC-PR-SD,IND,2026-03-04,first_instance: PS 540/26`,
  );
  const mira = world.signedIn('Mira', ['coordinator']).browser;
  const luan = world.signedIn('Luan', ['director']).browser;

  expect((await mira.get(brought.location)).status).toBe(404);
  expect((await luan.get('/staff/imports')).status).toBe(403);
  expect((await luan.get('/staff/cases.csv')).status).toBe(200);
  expect(world.ctx.db.$client.serialize().toString('latin1')).not.toContain('Harresa');
  world.clock.pass(25 * 3_600_000);
  expect(forgetOld(world.ctx, world.clock.now() - 86_400_000)).toBeGreaterThan(0);
  expect(
    world.ctx.db
      .select()
      .from(fileImports)
      .all()
      .filter((row) => row.sealed !== null),
  ).toEqual([]);
});

describe('bringing hearings in', () => {
  // The clock has gone on: the session of the others is over.
  let planner: Browser;
  beforeAll(() => {
    planner = world.signedIn('Drita', ['coordinator']).browser;
  });
  const bringHearings = (file: string) => bring('hearings', file, 'hearings.csv', planner);
  const HEAD = 'id,number,court,courtroom,type,scheduled_on,scheduled_time,languages,purpose';
  const of = (caseId: number) =>
    hearingsOfCase(world.ctx.db, coordinator, caseId)
      .map((row) => `${row.scheduledOn} ${row.scheduledTime} ${row.courtroom} ${row.state}`)
      .sort();

  test('new, moved, changed and known rows are told apart, and applied together', async () => {
    const caseId = makeCase(world, { against: 'Seanca', written: 'PS 700/26' });
    const stays = makeHearing(world, caseId, { scheduledOn: '2026-11-10' });
    const moves = makeHearing(world, caseId, { scheduledOn: '2026-11-11' });
    const file = [
      HEAD,
      `,ps.nr. 700/26,BC-PR-SD,3,MT,2026-12-01,9.30,sq; sr,`,
      `${stays},PS 700/26,BC-PR-SD,4,MT,2026-11-10,09:30,sq,Two witnesses`,
      `${moves},PS 700/26,BC-PR-SD,2,MT,2026-11-18,,sq,Two witnesses`,
    ].join('\n');

    const brought = await bringHearings(file);
    expect(rowsIn((await planner.get(brought.location)).text)).toEqual([
      '2 ps.nr. 700/26 2026-12-01 would be added',
      '3 PS 700/26 2026-11-10 would be changed details of the hearing change',
      '4 PS 700/26 2026-11-18 would be changed the hearing is moved to another day',
    ]);
    expect(of(caseId)).toHaveLength(2);

    expect((await planner.submit(brought.location, {})).location).toBe('/staff/hearings');
    expect(of(caseId)).toEqual([
      '2026-11-10 09:30 4 scheduled',
      '2026-11-11 09:30 2 moved',
      '2026-11-18  2 scheduled',
      '2026-12-01 09:30 3 scheduled',
    ]);
    const again = await bringHearings([HEAD, file.split('\n')[1], file.split('\n')[2]].join('\n'));
    expect((await planner.get(again.location)).text).toContain('Everything in the file is here already.');
  });

  test('each row that cannot be taken says why, and then nothing is', async () => {
    const caseId = makeCase(world, { against: 'Gabim', written: 'PS 710/26' });
    const over = makeHearing(world, caseId, { scheduledOn: '2026-11-10' });
    cancel(world.ctx, coordinator, { id: over, reason: null, version: 1 });
    const brought = await bringHearings(
      [
        HEAD,
        ',PS 711/26,BC-PR-SD,,MT,2026-12-01,09:30,sq,',
        ',PS 710/26,BC-XX,,MT,2026-12-02,09:30,sq,',
        ',PS 710/26,BC-PR-SD,,MT,2026-12-03,25:00,sq,',
        ',PS 710/26,BC-PR-SD,,MT,2026-12-04,09:30,sq; xx,',
        '987654,PS 710/26,BC-PR-SD,,MT,2026-12-05,09:30,sq,',
        `${over},PS 710/26,BC-PR-SD,,MT,2026-12-06,09:30,sq,`,
        ',PS 710/26,BC-PR-SD,,MT,2026-12-07,09:30,sq,',
        ',PS 710/26,BC-PR-SD,,MT,2026-12-07,9:30,sq,',
      ].join('\n'),
    );
    const { text } = await planner.get(brought.location);

    expect(rowsIn(text).map((row) => row.split(' cannot be taken ')[1] ?? 'fine')).toEqual([
      'number: No case bears this number.',
      'court: This value is not known. Write one of these: BC-PR-SD, BC-PR, BC-GL, BC-PZ, BC-GJ, BC-PE, BC-FE, BC-MI, CA-SD, CA, SC, CC, KSC.',
      'scheduled_time: Type the time as 14:30.',
      'languages: Write the codes of languages, with a space or a semicolon between them: sq, sr, en.',
      'id: This case has no hearing with this number.',
      'id: This hearing is no longer scheduled, and no file changes it.',
      'scheduled_on: This is in another row too.',
      'fine',
    ]);
    expect(text).not.toContain('Apply it');
    expect(of(caseId)).toHaveLength(1);
  });

  test('what leaves may come back as it left', async () => {
    const caseId = makeCase(world, { against: 'Kthim', written: 'PS 720/26' });
    makeHearing(world, caseId, { scheduledOn: '2026-11-20', languages: ['sr', 'sq'] });
    const { text } = await planner.get('/staff/hearings.csv');
    const [heading = ''] = text.split('\r\n');
    const row = text.split('\r\n').find((line) => line.includes('PS 720/26')) ?? '';

    expect(heading.replace('\ufeff', '')).toBe(`${HEAD},against,state`);
    expect(row).toMatch(
      /^\d+,PS 720\/26,BC-PR-SD,2,MT,2026-11-20,09:30,sr; sq,Two witnesses,Kthim,scheduled$/,
    );
    const brought = await bringHearings(`${heading}\n${row}`);
    expect((await planner.get(brought.location)).text).toContain('Everything in the file is here already.');
  });
});
