// Saying that one knows an applicant, and what one then no longer gets: the file, its letters, exports and documents.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { applicationDocuments } from '../../db/schema/documents.js';
import { letters } from '../../db/schema/mail.js';
import { SYSTEM } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import { move } from '../../src/applications/service.js';
import { conflictOf } from '../../src/conflicts/queries.js';
import { timelineOf } from '../../src/history/queries.js';
import { personById } from '../../src/people/queries.js';
import { barredOf } from '../../src/reading/queries.js';
import { open } from '../../src/tasks/service.js';
import { makeApplication, makeCall } from '../support/applications.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

function cast() {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { name: 'Arta Krasniqi' });
  const nenad = makeApplication(world, call, { name: 'Nenad Uzorak', language: 'sr' });
  const dafina = world.signedIn('Dafina', ['coordinator']);
  const luan = world.signedIn('Luan', ['director']);
  const { db } = world.ctx;
  const letterId = db.select().from(letters).where(eq(letters.personId, arta.personId)).get()?.id;
  const fileId = db
    .select()
    .from(applicationDocuments)
    .where(eq(applicationDocuments.applicationId, arta.id))
    .get()?.fileId;
  return { world, arta, nenad, dafina, luan, letterId, fileId };
}

const declareUrl = (id: number) => `/staff/applications/${id}/conflict`;
const boardUrl = (id: number) => `/staff/applications/${id}/conflicts`;

/** What of Arta's this browser gets, each by its answer or by her name in it. */
async function reach(browser: Browser, { arta, letterId, fileId }: ReturnType<typeof cast>) {
  const has = async (url: string) => (await browser.get(url)).text.includes('Arta');
  const status = async (url: string) => (await browser.get(url)).status;
  const list = (await browser.get('/staff/applications')).text;
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(list)?.[1] ?? '';
  const searched = await browser.post('/staff/applications', {
    _token: hidden('_token'),
    _key: hidden('_key'),
    q: 'arta',
  });
  const search = await browser.get(String(searched.location));
  return {
    page: await status(`/staff/applications/${arta.id}`),
    conflict: await status(declareUrl(arta.id)),
    list: await has('/staff/applications'),
    group: await has('/staff/applications?group=new'),
    search: search.text.includes(`/staff/applications/${arta.id}`),
    csv: await has('/staff/applications.csv'),
    letters: await has('/staff/letters?state=waiting'),
    letter: await status(`/staff/letters/${letterId}`),
    file: (await browser.bytes(`/files/${fileId}`)).status,
    picture: (await browser.bytes(`/files/${fileId}/pages/1`)).status,
    withdraw: await status(`/staff/applications/${arta.id}/withdraw`),
  };
}

const everything = {
  page: 200,
  conflict: 200,
  list: true,
  group: true,
  search: true,
  csv: true,
  letters: true,
  letter: 200,
  file: 200,
  picture: 200,
  withdraw: 200,
};
const nothing = {
  page: 404,
  conflict: 404,
  list: false,
  group: false,
  search: false,
  csv: false,
  letters: false,
  letter: 404,
  file: 404,
  picture: 404,
  withdraw: 404,
};

test('whoever says that they know the applicant no longer gets anything of the file; a colleague still does', async () => {
  const all = cast();
  const { world, arta, nenad, dafina, luan } = all;
  expect(await reach(luan.browser, all)).toEqual({ ...everything, withdraw: 403 });

  const answer = await luan.browser.submit(declareUrl(arta.id), { kind: 'relative', note: 'My cousin' });

  expect([answer.status, answer.location]).toEqual([303, '/staff/applications']);
  expect(await reach(luan.browser, all)).toEqual({ ...nothing, withdraw: 403 });
  expect(await reach(dafina.browser, all)).toEqual(everything);
  expect((await luan.browser.get('/staff/applications')).text).toContain('Nenad Uzorak');
  expect((await luan.browser.get(`/staff/applications/${nenad.id}?from=`)).text).not.toContain(
    `/staff/applications/${arta.id}`,
  );
  expect((await luan.browser.get(`/staff/history?entity=application&id=${arta.id}`)).text).not.toContain(
    'Application sent',
  );
  expect(conflictOf(world.ctx.db, luan.personId, arta.id)).toBe('relative');
});

test('"none" opens nothing more and closes nothing, is kept, and twice is harmless', async () => {
  const { world, arta, luan } = cast();
  expect(conflictOf(world.ctx.db, luan.personId, arta.id)).toBeUndefined();
  expect((await luan.browser.get(`/staff/applications/${arta.id}`)).text).toContain('Before you judge this');

  await luan.browser.submit(declareUrl(arta.id), { kind: 'none' });
  await luan.browser.submit(declareUrl(arta.id), { kind: 'none' });

  expect(conflictOf(world.ctx.db, luan.personId, arta.id)).toBe('none');
  const page = await luan.browser.get(`/staff/applications/${arta.id}`);
  expect(page.text).toContain('You said that you do not know this person.');
  const events = timelineOf(world.ctx.db, 'application', arta.id).filter(
    ({ event }) => event === 'declare_conflict',
  );
  expect(events.map(({ reasonCode, actorName }) => [reasonCode, actorName])).toEqual([
    ['none', 'Luan'],
    ['none', 'Luan'],
  ]);
});

test('a conflict that a coordinator set cannot be overruled by the person concerned, and is lifted by a coordinator', async () => {
  const { world, arta, dafina, luan } = cast();
  const open = await luan.browser.get(declareUrl(arta.id));
  const set = { person: String(luan.personId), kind: 'friend', note: 'They travel together' };
  await dafina.browser.submit(boardUrl(arta.id), set);

  // A page that was open before is of no use, and the file does not exist.
  const token = /name="_token" value="([^"]+)"/.exec(open.text)?.[1] ?? '';
  const key = /name="_key" value="([^"]+)"/.exec(open.text)?.[1] ?? '';
  const answer = await luan.browser.post(declareUrl(arta.id), { _token: token, _key: key, kind: 'none' });
  expect(answer.status).toBe(404);
  expect(conflictOf(world.ctx.db, luan.personId, arta.id)).toBe('friend');

  const board = await dafina.browser.get(boardUrl(arta.id));
  expect(board.text).toContain('They travel together');
  await dafina.browser.submit(boardUrl(arta.id), { ...set, kind: 'none', note: '' });
  expect(conflictOf(world.ctx.db, luan.personId, arta.id)).toBe('none');
  // What a coordinator set stands, "none" too.
  const again = await luan.browser.submit(declareUrl(arta.id), { kind: 'friend' });
  expect(again.status).toBe(409);
  expect(again.text).toContain('Somebody else set this');
});

test('nobody sets it for themselves there, nor for people who judge nothing', async () => {
  const { arta, dafina, world } = cast();
  const { personId: igor } = world.signedIn('Igor', ['administrator']);

  for (const person of [dafina.personId, igor, 987_654]) {
    const answer = await dafina.browser.submit(boardUrl(arta.id), { person: String(person), kind: 'friend' });
    expect([answer.status, answer.text.includes('href="#person"')]).toEqual([422, true]);
  }
});

test('what was typed wrongly is kept', async () => {
  const { arta, luan } = cast();

  const answer = await luan.browser.submit(declareUrl(arta.id), { kind: 'other', note: '' });
  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(/value="other"[^>]* checked/);
  expect(answer.text).toContain('<a href="#note">');
  const long = await luan.browser.submit(declareUrl(arta.id), { kind: 'friend', note: 'y'.repeat(601) });
  expect(long.status).toBe(422);
  expect(long.text).toContain('y'.repeat(601));
});

test('the note is sealed in the database, and nobody but coordinators reads it', async () => {
  const { world, arta, dafina, luan } = cast();
  await luan.browser.submit(declareUrl(arta.id), { kind: 'other', note: 'planted-reason-of-luan' });

  expect(rawOf(world)).not.toContain('planted-reason-of-luan');
  expect((await dafina.browser.get(boardUrl(arta.id))).text).toContain('planted-reason-of-luan');
  expect((await luan.browser.get(boardUrl(arta.id))).status).toBe(403);
});

function rawOf(world: World): string {
  return world.ctx.db.$client.serialize().toString('latin1');
}

test('what is about the account or the letters of the applicant is nobody’s who is in conflict either', async () => {
  const { world, arta, dafina, luan, letterId } = cast();
  const email = personById(world.ctx.db, arta.personId)?.email ?? '';
  await world.browser().submit('/sign-in', { email }, '/sign-in');
  open(world.ctx, {
    kind: 'letter-failed',
    entity: 'letter',
    entityId: letterId ?? 0,
    details: { subject: 'HLC-2026-0001', problem: 'mail.problem.refused' },
  });
  const shown = async (browser: Browser) => [
    (await browser.get('/staff/letters?state=waiting')).text.includes('Arta'),
    (await browser.get('/staff/tasks')).text.includes('HLC-2026-0001'),
  ];
  expect(await shown(dafina.browser)).toEqual([true, true]);

  await dafina.browser.submit(declareUrl(arta.id), { kind: 'friend' });

  expect(await shown(dafina.browser)).toEqual([false, false]);
  expect((await shown(luan.browser))[1]).toBe(true);
});

test('nobody judges themselves: one’s own application is not there for its writer on the staff’s side', async () => {
  const { world, arta, dafina, luan, letterId, fileId } = cast();
  const { db } = world.ctx;
  db.$client.exec(`update applications set person_id = ${dafina.personId} where id = ${arta.id}`);
  const urls = [`/staff/applications/${arta.id}`, declareUrl(arta.id), `/staff/letters/${letterId}`];
  for (const url of urls) {
    expect([url, (await dafina.browser.get(url)).status]).toEqual([url, 404]);
    expect([url, (await luan.browser.get(url)).status]).toEqual([url, 200]);
  }
  expect((await dafina.browser.bytes(`/files/${fileId}`)).status).toBe(404);
  expect((await dafina.browser.get('/staff/applications.csv')).text).not.toContain('HLC-2026-0001');
  expect(conflictOf(db, dafina.personId, arta.id)).toBe('other');
  const application = applicationById(db, arta.id);
  if (!application) throw new Error('no application');
  const barred = barredOf(db, application.callId);
  expect(barred).toContainEqual({ applicationId: arta.id, personId: dafina.personId });
  const actor = { ...SYSTEM, personId: dafina.personId, groups: ['coordinator'] as const };
  const propose = () => move(world.ctx, actor, application, 'screen_in', { role: 'coordinator' });
  expect(propose).toThrow(expect.objectContaining({ key: 'applications.conflict.interest' }));
});
