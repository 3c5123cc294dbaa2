// Reading and marking as browsers see it: declare, mark, next; others' marks after one's own; split, lock, names.
import { expect, test } from 'vitest';
import { callById } from '../../src/calls/queries.js';
import { conflictOf } from '../../src/conflicts/queries.js';
import { criteriaValues } from '../../src/questions/form.js';
import { readersOf } from '../../src/reading/queries.js';
import * as scores from '../../src/scores/service.js';
import { makeCall } from '../support/applications.js';
import { giveOut, makeInReview, makeReader, markFile, readingOf, redactAll } from '../support/reading.js';
import { hiddenFields, makeWorld } from '../support/world.js';

function cast() {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const luan = makeReader(world, 'Luan', 'director');
  const mira = makeReader(world, 'Mira', 'reviewer');
  const igor = makeReader(world, 'Igor', 'reviewer');
  const teuta = makeReader(world, 'Teuta', 'reviewer');
  const arta = makeInReview(world, call, dafina.actor, { name: 'Arta Krasniqi' });
  const nenad = makeInReview(world, call, dafina.actor, { name: 'Nenad Uzorak', language: 'sr' });
  redactAll(world, dafina.actor, [arta, nenad]);
  giveOut(world, dafina.actor, call, [mira.personId, igor.personId]);
  const marks = (mark: number) =>
    Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, String(mark)]));
  return { world, call, dafina, luan, mira, igor, teuta, arta, nenad, marks };
}

test('a reader declares, marks, and the next file opens; the last one leads back to the list', async () => {
  const { world, mira, arta, nenad, marks } = cast();
  const [first, second] = [arta, nenad].map((file) => readingOf(world, mira, file.id));
  expect((await mira.browser.get(`/staff/reading/${first}`)).text).toContain(
    `/staff/reading/${first}/conflict`,
  );
  for (const id of [first, second])
    await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });

  const draft = await mira.browser.submit(`/staff/reading/${first}`, {
    ...marks(2),
    recommendation: '',
    comment: 'to be read again',
    deed: 'draft',
  });
  expect(draft.location).toBe(`/staff/reading/${first}`);
  expect((await mira.browser.get(`/staff/reading/${first}`)).text).toContain('to be read again');
  const in1 = await mira.browser.submit(`/staff/reading/${first}`, {
    ...marks(3),
    recommendation: 'yes',
    comment: '',
    deed: 'submit',
  });
  expect(in1.location).toBe(`/staff/reading/${second}`);
  const in2 = await mira.browser.submit(`/staff/reading/${second}`, {
    ...marks(1),
    recommendation: 'no',
    comment: '',
    deed: 'submit',
  });
  expect(in2.location).toBe('/staff/reading');
  expect((await mira.browser.get('/staff/reading')).text).toContain('2 of 2 marked');
});

test('from the first mark on, the criteria stay what they were', async () => {
  const { world, call, dafina, mira, arta, marks } = cast();
  const url = `/staff/calls/${call.id}/rubric`;
  const typed = criteriaValues('criterion', call.rubric.slice(0, 3));
  const form = hiddenFields((await dafina.browser.get(url)).text, url);
  const id = readingOf(world, mira, arta.id);
  await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });
  await mira.browser.submit(`/staff/reading/${id}`, {
    ...marks(2),
    recommendation: '',
    comment: '',
    deed: 'draft',
  });

  const late = await dafina.browser.post(url, { ...form, ...typed });
  const page = await dafina.browser.get(url);

  expect([late.status, callById(world.ctx.db, call.id)?.rubric]).toEqual([409, call.rubric]);
  expect(late.text).toContain('Somebody has begun to mark by these criteria');
  expect(page.text).not.toContain(`action="${url}"`);
  expect(page.text).toContain(call.rubric[0]?.marks[4].en);
});

test('what is missing is said, what was typed is kept, and nothing counts', async () => {
  const { world, mira, arta, call, marks } = cast();
  const id = readingOf(world, mira, arta.id);
  await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });
  const [first = { key: '' }] = call.rubric;

  const answer = await mira.browser.submit(`/staff/reading/${id}`, {
    ...marks(3),
    [`mark_${first.key}`]: '',
    recommendation: '',
    comment: 'kept words',
    deed: 'submit',
  });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="#mark_${first.key}">`);
  expect(answer.text).toContain('<a href="#recommendation">');
  expect(answer.text).toContain('kept words');
  for (const [field, wrong] of [
    [`mark_${first.key}`, '5'],
    ['recommendation', 'perhaps'],
    ['comment', 'x'.repeat(3001)],
    ['deed', ''],
  ] as const) {
    const typed = { ...marks(3), recommendation: 'yes', comment: '', deed: 'submit', [field]: wrong };
    expect([field, (await mira.browser.submit(`/staff/reading/${id}`, typed)).status]).toEqual([field, 422]);
  }
  expect(scores.mine(world.ctx, mira.actor).some(({ isIn }) => isIn)).toBe(false);
});

test('others’ marks are hidden until one’s own are in', async () => {
  const { world, call, mira, igor, arta } = cast();
  markFile(world, call, igor, arta.id, 4, 'yes', 'Precise and calm');
  const id = readingOf(world, mira, arta.id);
  await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });

  expect((await mira.browser.get(`/staff/reading/${id}`)).text).not.toContain('Precise and calm');
  const fields = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, '3']));
  await mira.browser.submit(`/staff/reading/${id}`, {
    ...fields,
    recommendation: 'yes',
    comment: '',
    deed: 'draft',
  });
  expect((await mira.browser.get(`/staff/reading/${id}`)).text).not.toContain('Precise and calm');
  await mira.browser.submit(`/staff/reading/${id}`, {
    ...fields,
    recommendation: 'yes',
    comment: '',
    deed: 'submit',
  });

  const page = await mira.browser.get(`/staff/reading/${id}`);
  expect(page.text).toContain('Precise and calm');
  expect(page.text).not.toContain('Igor');
});

test('a reading is its reader’s alone, and posting twice marks once', async () => {
  const { world, mira, igor, arta, marks } = cast();
  const id = readingOf(world, mira, arta.id);
  expect((await igor.browser.get(`/staff/reading/${id}`)).status).toBe(404);
  await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });
  const page = await mira.browser.get(`/staff/reading/${id}`);
  const window = await mira.browser.get(`/staff/reading/${id}`);
  const fields: Record<string, string> = {
    ...hiddenFields(page.text, `/staff/reading/${id}`),
    ...marks(2),
    recommendation: 'yes',
    comment: '',
    deed: 'submit',
  };

  const [once, twice] = [
    await mira.browser.post(`/staff/reading/${id}`, fields),
    await mira.browser.post(`/staff/reading/${id}`, fields),
  ];
  expect([once.status, twice.status, once.location === twice.location]).toEqual([303, 303, true]);
  // Another window that was open before is told so.
  const stale = await mira.browser.post(`/staff/reading/${id}`, {
    ...fields,
    ...hiddenFields(window.text, `/staff/reading/${id}`),
    ...marks(4),
  });
  expect(stale.status).toBe(409);
});

test('whoever recognises the writer falls out, and the dry run gives the file to somebody else', async () => {
  const { world, call, dafina, mira, arta, teuta } = cast();
  const id = readingOf(world, mira, arta.id);

  const answer = await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'teacher_student' });

  expect(answer.location).toBe('/staff/reading');
  expect((await mira.browser.get(`/staff/reading/${id}`)).status).toBe(404);
  expect(conflictOf(world.ctx.db, mira.personId, arta.id)).toBe('teacher_student');
  const url = `/staff/calls/${call.id}/reading`;
  const page = await dafina.browser.get(url);
  const [, plan = ''] = /name="plan" value="([^"]*)"/.exec(page.text) ?? [];
  expect(plan).toContain(`${arta.id}:${teuta.personId}`);
  const [, people = ''] = /type="hidden" name="reader" value="([\d,]+)"/.exec(page.text) ?? [];
  expect(people.split(',')).toHaveLength(3);
  const done = await dafina.browser.submit(url, { reader: people, plan });
  expect(done.status).toBe(303);
  const readers = readersOf(world.ctx.db, call.id).filter(
    (row) => row.applicationId === arta.id && row.isFree,
  );
  expect(readers.map((row) => row.personId)).toContain(teuta.personId);
  // The same plan again is not what there is to do any more.
  const again = await dafina.browser.get(url);
  expect(again.text).not.toContain('name="plan"');
});

test('a split asks for a third reader, blind to the two, or a note; then marks are locked and names revealed', async () => {
  const { world, call, dafina, luan, mira, igor, teuta, arta, nenad } = cast();
  const url = `/staff/calls/${call.id}/scores`;
  markFile(world, call, mira, arta.id, 4, 'yes', 'by Mira');
  markFile(world, call, igor, arta.id, 1, 'unsure', 'by Igor');
  expect((await dafina.browser.submit(`${url}/lock`, {})).status).toBe(409);
  markFile(world, call, mira, nenad.id, 3);
  markFile(world, call, igor, nenad.id, 3);

  const file = `/staff/applications/${arta.id}/scores`;
  expect((await dafina.browser.get(url)).text).toContain('The readers disagree');
  expect((await dafina.browser.submit(file, { deed: 'note', note: '' })).status).toBe(422);
  expect((await dafina.browser.submit(file, { deed: 'third' })).status).toBe(303);
  const third = readingOf(world, teuta, arta.id);
  await teuta.browser.submit(`/staff/reading/${third}/conflict`, { kind: 'none' });
  expect((await teuta.browser.get(`/staff/reading/${third}`)).text).not.toMatch(/by Mira|by Igor/);
  await dafina.browser.submit(file, {
    deed: 'note',
    note: 'They read the ending differently and agreed on 3',
  });
  expect((await dafina.browser.get(file)).text).toContain('agreed on 3');

  expect((await dafina.browser.submit(`${url}/reveal`, {})).status).toBe(409);
  expect((await dafina.browser.get(url)).text).not.toContain('Arta Krasniqi');
  expect((await dafina.browser.submit(`${url}/lock`, {})).status).toBe(303);
  expect((await dafina.browser.submit(`${url}/lock`, {})).status).toBe(409);
  const locked = readingOf(world, mira, arta.id);
  expect((await mira.browser.get(`/staff/reading/${locked}`)).text).toContain('locked and no longer change');
  expect((await dafina.browser.submit(`${url}/reveal`, {})).status).toBe(303);
  expect((await luan.browser.get(url)).text).toContain('Arta Krasniqi');
});

test('a change after the lock needs a reason, and is listed with what the card said before', async () => {
  const { world, call, dafina, mira, igor, arta, nenad, marks } = cast();
  for (const reader of [mira, igor])
    for (const file of [arta, nenad]) markFile(world, call, reader, file.id, 3, 'yes');
  scores.lock(world.ctx, dafina.actor, call.id);
  scores.reveal(world.ctx, dafina.actor, call.id);
  const id = readingOf(world, mira, arta.id);
  const file = `/staff/applications/${arta.id}/scores`;

  expect(
    (await dafina.browser.submit(file, { deed: 'reopen', reading: String(id), reason: '' })).status,
  ).toBe(422);
  await dafina.browser.submit(file, { deed: 'reopen', reading: String(id), reason: 'A page was not read' });
  const changed = await mira.browser.submit(`/staff/reading/${id}`, {
    ...marks(4),
    recommendation: 'yes',
    comment: '',
    deed: 'submit',
  });
  expect(changed.status).toBe(303);

  const page = await dafina.browser.get(`/staff/calls/${call.id}/scores`);
  expect(page.text).toContain('after the names were revealed');
  const dots = call.rubric.map(() => '3').join(' · ');
  expect(page.text).toContain(`from ${dots} · Yes`);
  expect((await mira.browser.get(`/staff/reading/${id}`)).text).toContain('locked and no longer change');
});

test('each page asks for its group', async () => {
  const { call, dafina, mira, luan, arta } = cast();

  expect((await dafina.browser.get('/staff/reading')).status).toBe(403);
  expect((await luan.browser.get(`/staff/calls/${call.id}/scores`)).status).toBe(200);
  expect((await luan.browser.get(`/staff/applications/${arta.id}/scores`)).status).toBe(403);
  expect((await mira.browser.get(`/staff/calls/${call.id}/scores`)).status).toBe(403);
  expect((await mira.browser.get(`/staff/calls/${call.id}/reading`)).status).toBe(403);
});
