// An internship as browsers see it: steps by the intern, preparation and deeds by staff, nobody else's.
import { beforeEach, expect, test } from 'vitest';
import type { Group } from '../../src/access/actor.js';
import { groupsOf } from '../../src/people/queries.js';
import { ownPlacement, stepsOf } from '../../src/placements/queries.js';
import * as placements from '../../src/placements/service.js';
import { actorOf, makeApplication, makeCall } from '../support/applications.js';
import { ledOn } from '../support/make.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: { browser: Browser; personId: number };
let arta: { browser: Browser; personId: number };
let id: number;
let page: string;

const account = {
  languages: ['sq', 'sr'],
  holder: 'Arta',
  bank: 'Sample Bank',
  account: 'xk05 1212 0123 4567 8906',
};
const dates = { startsOn: '2027-02-01', endsOn: '2027-05-31' };

beforeEach(() => {
  world = makeWorld();
  const application = makeApplication(world, makeCall(world));
  arta = application;
  dafina = world.signedIn('Dafina', ['coordinator']);
  id = placements.start(world.ctx, actorOf(dafina.personId, ['coordinator']), application);
  page = `/staff/placements/${id}`;
});

const current = () => ownPlacement(world.ctx.db, arta.personId)?.placement;
const letters = () => world.letters().map(({ letter, state }) => `${letter} ${state}`);

async function internDoesTheirs(): Promise<void> {
  for (const text of ['code_of_conduct', 'confidentiality'])
    ledOn(await arta.browser.submit(`/my/placement/sign/${text}`, { agreed: 'on' }), text);
  ledOn(await arta.browser.submit('/my/placement/conflicts', { has: 'no', ties: '' }), 'conflicts');
  ledOn(await arta.browser.submit('/my/placement/details', account), 'details');
}

function prepared(changes: Record<string, string> = {}) {
  const supervisor = String(dafina.personId);
  return {
    ...dates,
    supervisor,
    firstHearingOn: '2027-02-03',
    agreement: 'on',
    safetyBriefing: 'on',
    ...changes,
  };
}

test('from the first step to the last day: the group comes with the beginning and goes with the end', async () => {
  await internDoesTheirs();
  expect((await dafina.browser.get(page)).text).not.toContain(`${page}/activate`);
  ledOn(await dafina.browser.submit(`${page}/prepare`, prepared()), 'prepare');
  expect((await dafina.browser.get(page)).text).toContain(`href="${page}/activate"`);

  ledOn(await dafina.browser.submit(`${page}/activate`, {}), 'activate');
  expect(current()?.state).toBe('active');
  expect(groupsOf(world.ctx.db, arta.personId).sort()).toEqual(['applicant', 'intern']);
  expect(letters()).toEqual(['application-received queued', 'invitation queued', 'placement-begins draft']);

  const extended = { endsOn: '2027-06-30', reason: 'The trial goes on' };
  ledOn(await dafina.browser.submit(`${page}/extend`, extended), 'extend');
  expect(current()?.endsOn).toBe('2027-06-30');

  const early = await dafina.browser.submit(`${page}/end`, { reason: '' });
  expect(early.status).toBe(422);
  expect(early.text).toContain('It ends before its last day: say why.');
  world.clock.pass(300 * 86_400_000);
  const again = world.signedIn('Luljeta', ['coordinator']).browser;
  ledOn(await again.submit(`${page}/end`, { reason: '' }), 'end');
  expect(current()?.state).toBe('completed');
  expect(groupsOf(world.ctx.db, arta.personId)).toEqual(['applicant']);
  expect(letters()).toContain('placement-ends draft');
});

test('nothing begins while a step is missing, and the page says which', async () => {
  ledOn(await dafina.browser.submit(`${page}/prepare`, prepared()), 'prepare');

  const early = await dafina.browser.get(`${page}/activate`);

  expect(early.text).toContain('A step is still missing.');
  expect(early.text).not.toContain(`action="${page}/activate"`);
  const deed = { id, version: current()?.version ?? 0 };
  expect(() => placements.activate(world.ctx, actorOf(dafina.personId, ['coordinator']), deed)).toThrow(
    'placements.problem.missing',
  );
  expect(current()?.state).toBe('onboarding');
  expect((await dafina.browser.get(page)).text).toMatch(/Code of conduct in court[\s\S]{0,200}Not yet/);
});

test('each field wrong once: a sentence beside it, everything typed kept, nothing written', async () => {
  const wrong: [string, Record<string, string | string[]>, string, string][] = [
    ['/my/placement/sign/code_of_conduct', {}, 'agreed', ''],
    ['/my/placement/conflicts', { has: 'yes', ties: '' }, 'ties', ''],
    ['/my/placement/conflicts', { ties: 'a cousin' }, 'has', 'a cousin'],
    ['/my/placement/details', { ...account, account: 'XK051212012345678907' }, 'account', 'Sample Bank'],
    ['/my/placement/details', { ...account, languages: [] }, 'languages', 'Sample Bank'],
    ['/my/placement/details', { ...account, holder: '' }, 'holder', 'Sample Bank'],
  ];
  for (const [url, fields, field, kept] of wrong) {
    const answer = await arta.browser.submit(url, fields);
    expect([url, answer.status]).toEqual([url, 422]);
    expect(answer.text).toContain(`<a href="#${field}">`);
    expect(answer.text).toContain(kept);
  }
  const staffWrong: [Record<string, string>, string][] = [
    [{ endsOn: '2027-04-01' }, 'endsOn'],
    [{ startsOn: '' }, 'startsOn'],
    [{ supervisor: String(arta.personId) }, 'supervisor'],
    [{ firstHearingOn: '2027-01-31' }, 'firstHearingOn'],
  ];
  for (const [fields, field] of staffWrong) {
    const answer = await dafina.browser.submit(`${page}/prepare`, prepared(fields));
    expect([field, answer.status]).toEqual([field, 422]);
    expect(answer.text).toContain(`<a href="#${field}">`);
  }
  expect(stepsOf(world.ctx.db, id)).toEqual([]);
  expect(current()?.startsOn).toBeNull();
});

test('two coordinators at once: the second is shown what the first saved, and nothing is overwritten', async () => {
  const url = `${page}/prepare`;
  const shown = hiddenFields((await dafina.browser.get(url)).text, url);
  const besa = world.signedIn('Besa', ['coordinator']).browser;
  ledOn(await besa.submit(url, prepared({ endsOn: '2027-06-30' })), 'the first');

  const second = await dafina.browser.post(url, { ...prepared(), ...shown });

  expect(second.status).toBe(409);
  expect(second.text).toContain('2027-06-30');
  expect(current()?.endsOn).toBe('2027-06-30');
  await internDoesTheirs();
  const stale = hiddenFields((await dafina.browser.get(`${page}/activate`)).text, `${page}/activate`);
  ledOn(await besa.submit(url, prepared()), 'once more');
  expect((await dafina.browser.post(`${page}/activate`, stale)).status).toBe(409);
});

test('whose it is: staff see it, its intern sees their own, and for anybody else it is not there', async () => {
  const zana = world.signedIn('Zana', ['applicant']).browser;
  const mira = world.signedIn('Mira', ['reviewer']).browser;
  const luan = world.signedIn('Luan', ['director']).browser;

  expect((await arta.browser.get('/my/placement')).status).toBe(200);
  expect((await zana.get('/my/placement')).status).toBe(404);
  expect((await mira.get('/my/placement')).status).toBe(403);
  expect((await world.browser().get('/my/placement')).status).toBe(303);
  expect((await arta.browser.get(page)).status).toBe(403);
  expect((await luan.get(page)).status).toBe(200);
  expect((await luan.get(`${page}/prepare`)).status).toBe(403);
  expect((await luan.get(page)).text).not.toContain(`${page}/prepare`);
  for (const other of ['0', '999', 'x', '1e1'])
    expect((await dafina.browser.get(`/staff/placements/${other}`)).status).toBe(404);
  expect((await arta.browser.get('/my/placement/sign/anything')).status).toBe(404);
});

test('what an intern declares is read by staff, kept sealed, and handed to them with everything held about them', async () => {
  ledOn(
    await arta.browser.submit('/my/placement/conflicts', { has: 'yes', ties: 'My uncle, case PKR 1' }),
    'ties',
  );
  ledOn(await arta.browser.submit('/my/placement/details', account), 'details');

  expect((await dafina.browser.get(page)).text).toContain('My uncle, case PKR 1');
  expect((await arta.browser.get('/my/placement/details')).text).toContain('value="XK051212012345678906"');
  expect((await arta.browser.get('/my/data')).text).toContain('My uncle, case PKR 1');
  expect((await arta.browser.get('/my/data.json')).text).toContain('XK051212012345678906');
  expect(world.ctx.db.$client.serialize().includes('My uncle')).toBe(false);
});

test('somebody who was an intern before gets an internship here once, of three to six months', async () => {
  const groups: Group[] = ['intern'];
  const ivana = world.signedIn('Ivana', groups);
  expect((await dafina.browser.get('/staff/placements')).text).toContain('1 intern without an internship');

  const made = ledOn(
    await dafina.browser.submit('/staff/placements/new', { person: String(ivana.personId) }),
    'new',
  );
  const shown = await dafina.browser.get('/staff/placements/new');
  expect(shown.text).toContain('Every intern has an internship here already.');
  const form = hiddenFields((await dafina.browser.get('/account/profile')).text, '/account/profile');
  const forged = { _token: form._token ?? '', _key: form._key ?? '', person: String(arta.personId) };
  expect((await dafina.browser.post('/staff/placements/new', forged)).status).toBe(422);
  expect((await dafina.browser.get(`${made.location}/prepare`)).text).toContain('3 to 6 months');
  expect((await ivana.browser.get('/my/placement')).status).toBe(200);
});
