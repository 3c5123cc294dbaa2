// Declared ties and the people register: staff are asked to look, whichever came first; nothing is decided for them.
import { beforeEach, expect, test } from 'vitest';
import * as parties from '../../src/parties/service.js';
import { ownPlacement } from '../../src/placements/queries.js';
import * as placements from '../../src/placements/service.js';
import { tiesTo } from '../../src/ties/queries.js';
import { actorOf } from '../support/applications.js';
import { coordinator, makeCase, makeParticipant, makeParty } from '../support/cases.js';
import { makeIntern } from '../support/hearings.js';
import { ledOn } from '../support/make.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: { browser: Browser; personId: number };
let ivana: { browser: Browser; personId: number };
let id: number;

beforeEach(() => {
  world = makeWorld();
  dafina = world.signedIn('Dafina', ['coordinator'], 'en');
  ivana = world.signedIn('Ivana', ['intern'], 'en');
  makeIntern(world, ivana.personId, dafina.personId);
  id = ownPlacement(world.ctx.db, ivana.personId)?.placement.id ?? 0;
});

const declare = (ties: string | null) =>
  placements.declareConflicts(world.ctx, actorOf(ivana.personId, ['intern']), ties);
const asked = () =>
  world.ctx.db.$client
    .prepare("select count(*) from tasks where kind = 'placement-alike' and done_at is null")
    .pluck()
    .get();

test('a declaration that names somebody of the register is a task; the page says who and in which case; no tie is made', async () => {
  const caseId = makeCase(world);
  makeParticipant(world, caseId, { name: 'Agim Shembulli', party: 'new' });
  expect(asked()).toBe(0);

  ledOn(
    await ivana.browser.submit('/my/placement/conflicts', {
      has: 'yes',
      ties: 'Jam mbesa e Agim Shembullit.',
    }),
    'declaring',
  );

  expect(asked()).toBe(1);
  expect((await dafina.browser.get('/staff/tasks')).text).toContain(`/staff/placements/${id}/alike`);
  expect((await dafina.browser.get(`/staff/placements/${id}`)).text).toContain(
    `/staff/placements/${id}/alike`,
  );
  const { text } = await dafina.browser.get(`/staff/placements/${id}/alike`);
  expect(text).toContain('Agim Shembulli</a>');
  expect(text).toContain('First name and surname');
  expect(text).toContain(`/staff/cases/${caseId}/ties`);
  expect((await dafina.browser.get(`/staff/cases/${caseId}/ties`)).text).toContain('Ivana: Agim Shembulli');
  expect(tiesTo(world.ctx.db, caseId)).toEqual([]);
});

test.each([
  ['somebody new in the register', () => makeParty(world, 'Agim Shembulli')],
  ['somebody new in a case', () => makeParticipant(world, makeCase(world), { party: 'new' })],
  [
    'another spelling',
    () => {
      const party = makeParty(world, 'Avdyl Tjetri');
      parties.addAlias(world.ctx, coordinator, { id: party, kind: 'press', written: 'Agim Shembulli' });
    },
  ],
  [
    'another name',
    () => {
      const party = makeParty(world, 'Avdyl Tjetri');
      parties.rename(world.ctx, coordinator, { id: party, name: 'Agim Shembulli', version: 1 });
    },
  ],
])('%s asks anew of a declaration that was there before', (_what, happens) => {
  declare('Agim Shembulli është dajë.');
  expect(asked()).toBe(0);

  happens();

  expect(asked()).toBe(1);
});

test('somebody of the register who comes into another case is asked about again after it was looked at', async () => {
  const party = makeParty(world, 'Agim Shembulli');
  declare('Agim Shembulli është dajë.');
  const url = `/staff/placements/${id}/alike`;
  ledOn(await dafina.browser.submit(url, {}), 'looking');
  expect(asked()).toBe(0);
  ledOn(await dafina.browser.submit(url, {}), 'looking twice');

  makeParticipant(world, makeCase(world), { party: String(party) });

  expect(asked()).toBe(1);
});

test('a declaration without such a name, or the end of the internship, takes the question away', () => {
  makeParty(world, 'Agim Shembulli');
  declare('Agim Shembulli është dajë.');
  declare(null);
  expect(asked()).toBe(0);

  declare('Agim Shembulli është dajë.');
  const { version } = placements.opened(world.ctx, id).placement;
  placements.end(world.ctx, coordinator, { id, version, reason: 'Moved away.', today: '2026-10-22' });
  expect(asked()).toBe(0);
});

test('coordinators alone; of nobody else’s internship, and of none there is nothing', async () => {
  const url = `/staff/placements/${id}/alike`;
  expect((await world.browser().get(url)).status).toBe(303);
  expect((await ivana.browser.get(url)).status).toBe(403);
  expect((await world.signedIn('Luan', ['director']).browser.get(url)).status).toBe(403);
  expect((await dafina.browser.get('/staff/placements/999/alike')).status).toBe(404);
});
