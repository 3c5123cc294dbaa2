// What a blind reader's browser receives, every byte of every answer, names nobody: planted words are searched for.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { applicationDocuments } from '../../db/schema/documents.js';
import { letters } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';
import * as submissions from '../../src/submissions/service.js';
import { makeCall, wholeAnswers } from '../support/applications.js';
import { giveOut, makeInReview, makeReader, markFile, readingOf, redactAll } from '../support/reading.js';
import { routesOf } from '../support/routes.js';
import { hiddenFields, makeWorld } from '../support/world.js';

/** Everything a reader must not get, by what it is. */
const hidden = {
  'first name': 'Zelfije',
  surname: 'Vrenezi',
  'name in Cyrillic': 'Вренези',
  'e-mail': 'zelfije.vrenezi@example.org',
  phone: '044987654',
  city: 'Zhegërrovc',
  'contact note': 'callafterfive',
  'support needs': 'wheelchairword',
  unavailable: 'exceptonfridays',
  institution: 'Kolegji Planted',
  'somebody else': 'Mehmedin',
  'other person of the letter': 'planted-professor',
  'document name': 'planted-certificate',
  community: 'ashkali',
};

function cast() {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const mira = makeReader(world, 'Mira', 'reviewer');
  const igor = makeReader(world, 'Igor', 'reviewer');
  const answers = wholeAnswers('Zelfije Vrenezi');
  const zelfije = makeInReview(world, call, dafina.actor, {
    name: 'Zelfije Vrenezi',
    answers: {
      about: {
        ...answers.about,
        phone: hidden.phone,
        city: hidden.city,
        contactNote: hidden['contact note'],
      },
      studies: { ...answers.studies, institution: 'other', institutionOther: hidden.institution },
      experience: {
        ...answers.experience,
        experience: 'At the clinic of Kolegji Planted with planted-professor',
        supportNeeds: hidden['support needs'],
        unavailable: hidden.unavailable,
      },
      letter: {
        letter:
          'I am Zelfije Vrenezi (Зелфије Вренези), from Zhegërrovc; write to zelfije.vrenezi@example.org or 044 987 654. ' +
          'Zelfijes i pëlqen puna. My teacher Mehmedin Hoxha, planted-professor, taught me to listen before writing.',
      },
    },
  });
  const nenad = makeInReview(world, call, dafina.actor, { name: 'Nenad Uzorak', language: 'sr' });
  const { db } = world.ctx;
  db.update(people).set({ phone: hidden.phone }).where(eq(people.id, zelfije.personId)).run();
  submissions.setOptIn(world.ctx, zelfije.actor, { id: zelfije.id, community: 'ashkali' });
  redactAll(
    world,
    dafina.actor,
    [zelfije],
    ['Mehmedin Hoxha', 'planted-professor', 'Zhegërrovc', 'Kolegji Planted'],
  );
  redactAll(world, dafina.actor, [nenad]);
  giveOut(world, dafina.actor, call, [mira.personId, igor.personId]);
  return { world, call, dafina, mira, igor, zelfije, nenad };
}

/** Words of `hidden` in an answer: body, headers and where it leads, as they came over the wire. */
function leaks(answer: { status: number; text: string; location: string; headers: Record<string, string> }) {
  const all = [answer.text, answer.location, JSON.stringify(answer.headers)].join('\n').toLowerCase();
  return Object.entries(hidden).flatMap(([what, word]) => (all.includes(word.toLowerCase()) ? [what] : []));
}

test('every byte of every answer a reviewer can get holds none of the hidden words', async () => {
  const { world, call, dafina, mira, igor, zelfije } = cast();
  const id = readingOf(world, mira, zelfije.id);
  const other = readingOf(world, igor, zelfije.id);
  const { db } = world.ctx;
  const letterId = db.select().from(letters).where(eq(letters.personId, zelfije.personId)).get()?.id ?? 0;
  const fileId = db.select().from(applicationDocuments).get()?.fileId ?? 0;
  // Something to leak: a coordinator's browser finds nearly all of it.
  const open = await dafina.browser.get(`/staff/applications/${zelfije.id}`);
  expect(leaks(open).length).toBeGreaterThan(9);

  const found: string[] = [];
  const look = (name: string, answer: Parameters<typeof leaks>[0]) => {
    for (const what of leaks(answer)) found.push(`${name}: ${what}`);
  };
  // Declared and read first, so that the pages hold all they ever hold.
  expect((await mira.browser.get(`/staff/reading/${id}`)).text).not.toContain('listen before writing');
  await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });
  const page = await mira.browser.get(`/staff/reading/${id}`);
  expect(page.text).toContain('taught me to listen before writing');
  expect(page.text).toContain('I am […]');
  markFile(world, call, igor, zelfije.id, 3, 'yes', 'A fine letter');
  const marks = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, '2']));
  await mira.browser.submit(`/staff/reading/${id}`, {
    ...marks,
    recommendation: 'yes',
    comment: 'x',
    deed: 'submit',
  });
  expect((await mira.browser.get(`/staff/reading/${id}`)).text).toContain('A fine letter');

  const ids = [id, other, zelfije.id, letterId, fileId, call.id, zelfije.personId];
  // A key of their own is good for one deed at each address.
  const own = hiddenFields((await mira.browser.get('/account/profile')).text, '/account/profile');
  const { $client } = db;
  const cookies = new Map(mira.browser.cookies);
  let asked = 0;
  let taken = 0;
  for (const { method, path } of routesOf(world.app)) {
    if (path.includes('*') || path === '/sign-out') continue;
    for (const one of path.includes(':') ? ids : [0]) {
      const url = path.replace(/:(\w+)/g, (_all, name: string) =>
        name === 'slug' ? call.slug : name === 'language' ? 'sq' : name === 'section' ? 'about' : String(one),
      );
      asked += 1;
      if (method === 'GET') {
        look(`GET ${url}`, await mira.browser.get(url));
        if (/reading/.test(url)) {
          for (const language of ['sq', 'sr', 'sr-Cyrl'])
            look(`${language} ${url}`, await mira.browser.get(`${url}?lang=${language}`));
          look(`htmx ${url}`, await mira.browser.get(url, { 'HX-Request': 'true' }));
        }
      } else {
        $client.exec('begin immediate');
        const answer = await mira.browser.post(url, { ...own, deed: 'submit', version: '0', q: '' });
        $client.exec('rollback');
        for (const [name, value] of cookies) mira.browser.cookies.set(name, value);
        look(`POST ${url}`, answer);
        if ([303, 409, 422].includes(answer.status)) taken += 1;
      }
    }
  }

  expect(asked).toBeGreaterThan(300);
  expect(taken).toBeGreaterThan(20);
  expect(found).toEqual([]);
});

test('the documents, the file page and the redaction page do not exist for a reviewer', async () => {
  const { world, mira, zelfije } = cast();
  const fileId = world.ctx.db.select().from(applicationDocuments).get()?.fileId;

  for (const url of [
    `/staff/applications/${zelfije.id}`,
    `/staff/applications/${zelfije.id}/redaction`,
    `/staff/applications/${zelfije.id}/scores`,
    `/staff/applications/${zelfije.id}/conflict`,
    '/staff/applications',
    '/staff/applications.csv',
    `/files/${fileId}`,
    `/files/${fileId}/pages/1`,
  ])
    expect([url, (await mira.browser.get(url)).status]).toEqual([url, 403]);
});

test('a letter that changed after it was redacted is not served until somebody has looked at it again', async () => {
  const { world, mira, zelfije, dafina } = cast();
  const id = readingOf(world, mira, zelfije.id);
  await mira.browser.submit(`/staff/reading/${id}/conflict`, { kind: 'none' });
  world.ctx.db.$client
    .prepare(
      "update answers set body = json_set(body, '$.letter', 'New words of Zelfije') where application_id = ? and section = 'letter'",
    )
    .run(zelfije.id);

  const page = await mira.browser.get(`/staff/reading/${id}`);

  expect(page.text).toContain('still being prepared');
  expect(leaks(page)).toEqual([]);
  expect(page.text).not.toContain('New words');
  expect((await dafina.browser.get(`/staff/applications/${zelfije.id}/redaction`)).text).toContain(
    'changed after it was confirmed',
  );
});
