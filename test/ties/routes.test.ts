// Ties of monitors to cases: declared by staff, lifted by staff, each known once.
import { beforeAll, expect, test } from 'vitest';
import * as hearings from '../../src/hearings/service.js';
import { standing } from '../../src/rota/queries.js';
import * as rota from '../../src/rota/service.js';
import { insertTask, openTasks } from '../../src/tasks/queries.js';
import { tiesTo } from '../../src/ties/queries.js';
import { coordinator, makeCase, makeCaseDocument, makeProtected } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let ivana: { browser: Browser; personId: number };
let id: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  ivana = world.signedIn('Ivana', ['intern']);
  id = makeCase(world);
});

const declare = (fields: Record<string, string>) =>
  dafina.submit(`/staff/cases/${id}/ties`, { personId: String(ivana.personId), kind: 'family', ...fields });

test.each([
  ['personId', '999999'],
  ['personId', ''],
  ['kind', 'enemy'],
])('%s wrong is told: "%s"', async (field, value) => {
  const { status, text } = await declare({ [field]: value });

  expect(status).toBe(422);
  expect(text).toContain(`id="${field}-error"`);
});

test('whoever chose nobody is asked to choose, not to fill in', async () => {
  const { text } = await declare({ personId: '' });

  expect(text).toContain('<a href="#personId">Person: Choose one of the options.</a>');
});

test('a tie is declared once, shown, and lifted', async () => {
  const first = await declare({});
  const shown = await dafina.get(`/staff/cases/${id}/ties`);
  const [tie] = tiesTo(world.ctx.db, id);
  const lifted = await dafina.submit(`/staff/cases/${id}/ties/${tie?.id}/lift`, {});

  expect(first.status).toBe(303);
  expect(shown.text).toContain('Ivana · family of somebody in the case');
  expect(shown.text).toContain('Declare a tie');
  expect(lifted.status).toBe(303);
  expect(tiesTo(world.ctx.db, id)).toEqual([]);
  expect((await dafina.get(`/staff/cases/${id}/ties/${tie?.id}/lift`)).status).toBe(404);
});

test('the director does not declare, and an intern is told nothing', async () => {
  const luan = world.signedIn('Luan', ['director']).browser;

  expect((await luan.get(`/staff/cases/${id}/ties`)).status).toBe(403);
  expect((await ivana.browser.get(`/staff/cases/${id}/ties`)).status).toBe(403);
});

test('an intern reads the case of their hearing, its pseudonyms and open documents, until a tie stands', async () => {
  const { personId: supervisor } = world.signedIn('Mira', ['coordinator']);
  makeIntern(world, ivana.personId, supervisor);
  const mine = makeCase(world, { against: 'Caktuar', written: 'PS 601/26' });
  const theirs = makeCase(world, { against: 'Tjetër', written: 'PS 602/26' });
  makeProtected(world, mine, { pseudonym: 'K3', ground: 'sexual_violence' });
  const open = makeCaseDocument(world, mine, supervisor, 'case');
  const closed = makeCaseDocument(world, mine, supervisor, 'staff');
  rota.assign(world.ctx, coordinator, { hearingId: makeHearing(world, mine), personId: ivana.personId });
  const ask = async (path: string) => (await ivana.browser.get(path)).status;
  const shown = await ivana.browser.get(`/staff/cases/${mine}`);

  expect(shown.text).toContain('>K3</b>');
  expect(shown.text).not.toContain('/edit');
  expect((await ivana.browser.get('/staff/cases')).text).not.toContain('Tjetër');
  expect(await ask(`/staff/cases/${mine}/chronology`)).toBe(200);
  expect(await ask(`/staff/cases/${mine}/documents/${open}`)).toBe(200);
  expect(await ask(`/staff/cases/${mine}/documents/${closed}`)).toBe(404);
  expect(await ask(`/staff/cases/${mine}/protected`)).toBe(403);
  expect(await ask(`/staff/cases/${theirs}`)).toBe(404);

  await dafina.submit(`/staff/cases/${mine}/ties`, { personId: String(ivana.personId), kind: 'family' });

  expect(await ask(`/staff/cases/${mine}`)).toBe(404);
  expect(await ask(`/staff/cases/${mine}/documents/${open}`)).toBe(404);
  expect((await ivana.browser.submit('/staff/cases', { q: 'PS 601/26' })).text).not.toContain('Caktuar');
});

test('a monitor declares a tie themselves: the case is closed to them, their hearings to come wait for cover', async () => {
  const own = world.signedIn('Teuta', ['intern']);
  const staff = world.signedIn('Vesa', ['coordinator']);
  makeIntern(world, own.personId, staff.personId);
  const caseId = makeCase(world, { written: 'PS.nr.81/26' });
  const hearingId = makeHearing(world, caseId, { scheduledOn: '2026-11-05' });
  const [later, other] = [
    makeHearing(world, caseId, { scheduledOn: '2026-11-19' }),
    makeHearing(world, makeCase(world, { written: 'PS.nr.82/26' }), { scheduledOn: '2026-11-12' }),
  ];
  for (const id of [hearingId, later, other])
    rota.assign(world.ctx, coordinator, { hearingId: id, personId: own.personId });
  const url = `/my/hearings/${hearingId}/tie`;
  expect((await own.browser.get(`/staff/hearings/${hearingId}`)).text).toContain(`href="${url}"`);
  const refused = await own.browser.submit(url, { kind: 'enemy' });
  expect(refused.status).toBe(422);

  const answer = await own.browser.submit(url, { kind: 'family' });

  expect(answer.status).toBe(303);
  expect(answer.location).toBe('/my/work');
  for (const page of [`/staff/hearings/${hearingId}`, `/staff/cases/${caseId}`, url])
    expect((await own.browser.get(page)).status).toBe(404);
  expect(tiesTo(world.ctx.db, caseId).map(({ personId, kind }) => [personId, kind])).toEqual([
    [own.personId, 'family'],
  ]);
  const goes = (id: number) => standing(world.ctx.db, id, own.personId) !== undefined;
  expect([hearingId, later, other].map(goes)).toEqual([false, false, true]);
  const waiting = () =>
    openTasks(world.ctx.db, 'hearing-to-cover')
      .map(({ entityId }) => entityId)
      .filter((id) => [hearingId, later, other].includes(id));
  expect(waiting()).toEqual([hearingId, later]);
  expect((await own.browser.get('/my/work')).text).not.toContain(`/staff/hearings/${later}`);

  rota.assign(world.ctx, coordinator, { hearingId, personId: ivana.personId });
  hearings.cancel(world.ctx, coordinator, { id: later, reason: null, version: 1 });
  expect(waiting()).toEqual([]);
});

test('of a hearing one does not go to nothing is there to declare, and staff declare elsewhere', async () => {
  const hearingId = makeHearing(world, makeCase(world, { written: 'PS.nr.83/26' }));
  const url = `/my/hearings/${hearingId}/tie`;

  expect((await ivana.browser.get(url)).status).toBe(404);
  expect((await dafina.get(url)).status).toBe(403);
  expect((await world.browser().get(url)).status).toBe(303);
});

test('a tie that staff declare releases from the hearings to come too, not from those that were', async () => {
  const own = world.signedIn('Arbër', ['intern']);
  const staff = world.signedIn('Vera', ['coordinator']);
  makeIntern(world, own.personId, staff.personId);
  const caseId = makeCase(world, { written: 'PS.nr.84/26' });
  const [past, coming] = ['2026-10-06', '2026-11-06'].map((scheduledOn) =>
    makeHearing(world, caseId, { scheduledOn }),
  );
  for (const hearingId of [past ?? 0, coming ?? 0])
    rota.assign(world.ctx, coordinator, { hearingId, personId: own.personId });

  await dafina.submit(`/staff/cases/${caseId}/ties`, { personId: String(own.personId), kind: 'work' });

  const goes = (id = 0) => standing(world.ctx.db, id, own.personId) !== undefined;
  expect([goes(past), goes(coming)]).toEqual([true, false]);
});

test('whoever of staff has a tie finds nothing of the case any more, and cannot lift it', async () => {
  const against = 'Farefisi';
  const caseId = makeCase(world, { against, written: 'PS.nr.404/24' });
  const hearingId = makeHearing(world, caseId);
  insertTask(world.ctx.db, {
    kind: 'case-without-date',
    entity: 'case',
    entityId: caseId,
    details: {},
    createdAt: 1,
  });
  const teuta = world.signedIn('Teuta Koordinon', ['coordinator'], 'en');
  const urls = [
    `/staff/cases/${caseId}`,
    `/staff/cases/${caseId}/ties`,
    `/staff/cases/${caseId}/chronology`,
    `/staff/hearings/${hearingId}`,
  ];
  const lists = [
    '/staff/cases',
    '/staff/cases.csv',
    '/staff/hearings.csv',
    '/staff/hearings?view=list&on=2026-11-03',
  ];
  const found = async ({ browser }: { browser: Browser }) => {
    const pages = await Promise.all(urls.map(async (url) => (await browser.get(url)).status));
    const named = await Promise.all(
      lists.map(async (url) => (await browser.get(url)).text.includes(against)),
    );
    const tasks = (await browser.get('/staff/tasks')).text.includes(`case&#x3D;${caseId}"`);
    return { pages, named, tasks };
  };
  const before = await found(teuta);

  const declared = await teuta.browser.submit(`/staff/cases/${caseId}/ties`, {
    personId: String(teuta.personId),
    kind: 'family',
  });
  const [tie] = tiesTo(world.ctx.db, caseId);

  expect(before).toEqual({ pages: [200, 200, 200, 200], named: [true, true, true, true], tasks: true });
  expect(declared.location).toBe('/staff/cases');
  expect(await found(teuta)).toEqual({
    pages: [404, 404, 404, 404],
    named: [false, false, false, false],
    tasks: false,
  });
  expect((await teuta.browser.get(`/staff/cases/${caseId}/ties/${tie?.id}/lift`)).status).toBe(404);
  expect((await found({ browser: dafina })).tasks).toBe(true);
  expect((await dafina.get(`/staff/cases/${caseId}/ties`)).text).toContain('Teuta Koordinon');
});
