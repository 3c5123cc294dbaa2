// The sheet as browsers see it: what it knows, for whom, and that nothing of a protected person is on it but the pseudonym.
import { beforeAll, expect, test } from 'vitest';
import * as rota from '../../src/rota/service.js';
import { coordinator, makeCase, makeParticipant, makeProtected, makeTie } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: { browser: Browser; personId: number };
let ivana: { browser: Browser; personId: number };
let blerim: { browser: Browser; personId: number };
let caseId: number;
let hearingId: number;
let url: string;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']);
  ivana = world.signedIn('Ivana', ['intern']);
  blerim = world.signedIn('Blerim', ['intern']);
  for (const { personId } of [ivana, blerim]) makeIntern(world, personId, dafina.personId);
  caseId = makeCase(world);
  const accused = makeParticipant(world, caseId, { custody: 'detained' });
  makeParticipant(world, caseId, {
    role: 'DEF',
    name: 'Vjosa Mbrojtësi',
    custody: null,
    inAbsentia: false,
    forId: accused,
    counselKind: 'chosen',
  });
  makeParticipant(world, caseId, {
    role: 'PJ',
    name: 'Later Gjykatësi',
    custody: null,
    inAbsentia: false,
    sinceOn: '2026-12-01',
  });
  makeProtected(world, caseId, { pseudonym: 'W12', ground: 'sexual_violence' });
  hearingId = makeHearing(world, caseId);
  rota.assign(world.ctx, coordinator, { hearingId, personId: ivana.personId });
  rota.assign(world.ctx, coordinator, { hearingId, personId: blerim.personId });
  url = `/my/hearings/${hearingId}/note-sheet`;
});

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('it knows the case, the room and everybody expected that day, in the order of the report', async () => {
  const text = words((await ivana.browser.get(url)).text);

  expect(text).toContain('Prosecutor v. Shembulli');
  expect(text).toContain('PS.nr.76/19');
  expect(text).toContain('Tuesday, 3 November 2026, 09:30 (Prishtina time)');
  expect(text).toContain('Basic Court in Prishtina, Special Department');
  expect(text).toContain('Agim Shembulli');
  expect(text).toMatch(/Vjosa Mbrojtësi\s+Defence counsel · for Agim Shembulli/);
  expect(text).not.toContain('Later Gjykatësi');
  expect(text).toContain('Speak to nobody about the case');
  const order = [...text.matchAll(/ (\d+) (Outcome|Attendance|Times|Publicity|Actions|Witnesses) /g)];
  expect(order.map(([, at]) => at)).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('of a protected person it knows the pseudonym and the role, for staff too', async () => {
  for (const { browser } of [ivana, dafina]) {
    const text = words((await browser.get(url)).text);
    expect(text).toMatch(/W12\s+Protected witness/);
    expect(text).not.toMatch(/sexual|violence/i);
  }
});

test('an intern sees only their own name on it, staff see everybody who goes', async () => {
  const mine = await ivana.browser.get(url);
  expect(mine.text).toContain('<dd>Ivana</dd>');
  expect((await dafina.browser.get(url)).text).toContain('<dd>Blerim, Ivana</dd>');
});

test('it speaks each language', async () => {
  for (const [language, said] of [
    ['sq', 'Fletë shënimesh'],
    ['sr', 'List za beleške'],
    ['sr-Cyrl', 'Лист за белешке'],
  ] as const) {
    ivana.browser.cookies.set('__Host-language', language);
    expect((await ivana.browser.get(url)).text).toContain(said);
  }
  ivana.browser.cookies.set('__Host-language', 'en');
});

test('whoever does not read the hearing finds nothing; a tie closes it', async () => {
  const zana = world.signedIn('Zana', ['intern']);
  expect((await zana.browser.get(url)).status).toBe(404);
  expect((await zana.browser.get('/my/hearings/999/note-sheet')).status).toBe(404);
  expect((await world.browser().get(url)).status).toBe(303);
  expect((await world.signedIn('Arta', ['applicant']).browser.get(url)).status).toBe(403);
  makeTie(world, caseId, blerim.personId);
  expect((await blerim.browser.get(url)).status).toBe(404);
});

test('the calendar says on paper when it was printed and what it was narrowed to', async () => {
  const { text } = await dafina.browser.get('/staff/hearings?view=week&on=2026-11-03&court=BC-PR-SD');

  const line = /<p class="print-only">(.*?)<\/p>/.exec(text)?.[1];
  expect(line).toContain('Basic Court in Prishtina, Special Department · As of');
  dafina.browser.cookies.set('__Host-language', 'sq');
  expect((await dafina.browser.get('/staff/hearings?view=week')).text).toContain(
    '<th scope="col">e hënë</th>',
  );
});
