// The chronology: every source has its lines, new ones are marked for each reader, few statements whatever the case holds.
import { inflateRawSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import * as cases from '../../src/cases/service.js';
import { sources } from '../../src/chronology/queries.js';
import { addDays } from '../../src/lib/time.js';
import { participantsOf } from '../../src/participants/queries.js';
import * as participants from '../../src/participants/service.js';
import * as parties from '../../src/parties/service.js';
import {
  coordinator,
  makeCase,
  makeCaseDocument,
  makeCharge,
  makeParticipant,
  makeProtected,
  makeRuling,
} from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { statementsDuring } from '../support/statements.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: { browser: Browser; personId: number };
let id: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']);
  id = makeCase(world);
  fill(id, 1);
});

/** Something of every source, `times` over. */
function fill(caseId: number, times: number): void {
  const accused = makeParticipant(world, caseId, { name: `Agim Shembulli ${caseId}`, party: 'new' });
  for (let at = 0; at < times; at += 1) {
    const judge = makeParticipant(world, caseId, {
      role: 'PM',
      name: `Ana Sudić ${caseId} ${at}`,
      party: 'new',
      custody: null,
    });
    participants.change(world.ctx, coordinator, {
      caseId,
      id: judge,
      sinceOn: '2026-03-02',
      untilOn: '2026-07-01',
      custody: null,
      inAbsentia: false,
      forId: null,
      counselKind: null,
      version: 1,
    });
    makeProtected(world, caseId, { pseudonym: `W${at}` });
    makeCharge(world, caseId, { participantId: accused });
    makeHearing(world, caseId, { scheduledOn: addDays('2026-11-03', at) });
    makeRuling(world, caseId, { participantId: accused });
    makeCaseDocument(world, caseId, dafina.personId, at % 2 === 0 ? 'protected' : 'staff');
    cases.addNumber(world.ctx, coordinator, {
      id: caseId,
      kind: 'appeal',
      written: `APS ${caseId * 1000 + at}/26`,
    });
    cases.addStage(world.ctx, coordinator, {
      id: caseId,
      phase: 'AP',
      court: 'CA-SD',
      startedOn: '2026-06-01',
    });
  }
  const [party] = participantsOf(world.ctx.db, caseId);
  parties.addAlias(world.ctx, coordinator, {
    id: party?.partyId ?? 0,
    kind: 'cyrillic',
    written: `Агим ${caseId}`,
  });
}

const url = () => `/staff/cases/${id}/chronology`;
const plain = (html: string) =>
  (html.split('<main')[1] ?? '').replace(/<[^>]+>|&#160;/g, ' ').replace(/\s+/g, ' ');

test('every source of the table has its line, and a panel member who left has two', async () => {
  const text = plain((await dafina.browser.get(url())).text);

  expect(Object.keys(sources)).toHaveLength(11);
  for (const words of [
    'Prosecutor v. Shembulli',
    'First-instance trial',
    'Appeal Court of Appeals, Special Department',
    'Number PS.nr.76/19',
    'Agim Shembulli 1: accused',
    'Ana Sudić 1 0: panel member, no longer',
    'W0: protected witness',
    'Charge: Article 142, Criminal Code of the SFRY (1976)',
    'Detention was extended Agim Shembulli 1 · until 01/06/2026',
    'Indictment',
    'Main trial session Scheduled · 09:30',
    'Агим 1',
  ])
    expect(text).toContain(words);
  expect(text.indexOf('02/03/2026')).toBeLessThan(text.indexOf('01/07/2026'));
});

test('whoever has not marked it yet gets everything, even under an address that asks for what is new', async () => {
  const { text } = await dafina.browser.get(`${url()}?only=new`);

  expect(plain(text)).toContain('You have not marked it as read yet.');
  expect(plain(text)).toContain('Number PS.nr.76/19');
  expect(plain(text)).not.toContain('Nothing is new since you marked it as read.');
});

test('what came since somebody looked is marked for them alone', async () => {
  const first = await dafina.browser.get(url());
  const marked = await dafina.browser.submit(url(), {});
  world.clock.pass(60_000);
  makeRuling(world, id, { kind: 'detention_ended', untilOn: null, decidedOn: '2026-05-20' });
  const second = await dafina.browser.get(url());
  const fresh = await dafina.browser.get(`${url()}?only=new`);
  const luan = world.signedIn('Luan', ['director']).browser;

  expect(first.text).not.toContain('is-new');
  expect(marked.location).toBe(url());
  expect(second.text.match(/is-new/g)).toHaveLength(1);
  expect(second.text).toContain('1 line is new.');
  expect(plain(fresh.text)).toContain('Detention was ended');
  expect(plain(fresh.text)).not.toContain('Detention was extended');
  expect((await luan.get(url())).text).not.toContain('is-new');
});

test('a reader who may not open a document does not see its line', async () => {
  const hidden = makeCase(world, { written: 'PS 8/26' });
  makeCaseDocument(world, hidden, dafina.personId, 'protected');
  const ivana = world.signedIn('Ivana', ['intern']).browser;

  expect((await dafina.browser.get(`/staff/cases/${hidden}/chronology`)).text).toContain(
    `/cases/${hidden}/documents/`,
  );
  expect((await ivana.get(`/staff/cases/${hidden}/chronology`)).status).toBe(404);
  expect((await ivana.get(`/staff/cases/${hidden}/chronology.docx`)).status).toBe(404);
});

test('a case with a hundred times as much asks the database as often', async () => {
  const large = makeCase(world, { written: 'PS 300/26' });
  fill(large, 100);
  await dafina.browser.get(`/staff/cases/${large}/chronology`);
  const small = await statementsDuring(world, () => dafina.browser.get(url()));
  const big = await statementsDuring(world, () => dafina.browser.get(`/staff/cases/${large}/chronology`));

  expect(big).toHaveLength(small.length);
  expect(big.length).toBeLessThan(20);
});

test('the document holds the same words and is recorded; text is never a field of the word processor', async () => {
  const odd = makeCase(world, { against: 'X <w:instrText> & Y', written: 'PS 11/26' });
  makeProtected(world, odd, { pseudonym: 'K7', ground: 'sexual_violence' });
  const { status, body, headers } = await dafina.browser.bytes(`/staff/cases/${odd}/chronology.docx`);
  const xml = entryOf(body, 'word/document.xml');

  expect(status).toBe(200);
  expect(headers['content-type']).toContain('wordprocessingml');
  expect(xml).toContain('Prosecutor v. X &lt;w:instrText&gt; &amp; Y');
  expect(xml).toContain('Chronology · Basic Court in Prishtina, Special Department');
  expect(xml).toContain('K7: protected witness');
  expect(xml.match(/<w:gridCol[^>]*>/g)?.slice(0, 2)).toEqual([
    '<w:gridCol w:w="1700"/>',
    '<w:gridCol w:w="7326"/>',
  ]);
  expect(new Set(xml.match(/\d\d\/\d\d\/\d{4}/g)).size).toBe(xml.match(/\d\d\/\d\d\/\d{4}/g)?.length);
  expect(xml).not.toContain('sexual');
  const taken = world.ctx.db
    .select()
    .from(history)
    .all()
    .filter((row) => row.event === 'take_chronology' && row.entityId === odd);
  expect(taken).toHaveLength(1);
});

/** One entry of a zip, read from its local header. */
function entryOf(zip: Buffer, name: string): string {
  const at = zip.indexOf(name) - 30;
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  return inflateRawSync(zip.subarray(start)).toString();
}
