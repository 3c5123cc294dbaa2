// Sending: when, what is missing, once; the community question; entering and confirming; deleting and erasing.
import { expect, test } from 'vitest';
import { answers, answerVersions } from '../../db/schema/answers.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { fileContents } from '../../db/schema/files.js';
import { history } from '../../db/schema/history.js';
import { communityCounters, communityOptIns } from '../../db/schema/submissions.js';
import { sampleCall } from '../../db/seed/calls.js';
import * as answering from '../../src/answers/service.js';
import { applicationById } from '../../src/applications/queries.js';
import { inTransaction } from '../../src/context.js';
import * as documents from '../../src/documents/service.js';
import { latestTrace } from '../../src/eligibility/queries.js';
import { Conflict, Invalid, NotFound } from '../../src/errors.js';
import { unseal } from '../../src/lib/seal.js';
import { IllegalMove } from '../../src/lib/step.js';
import { day, minute } from '../../src/lib/time.js';
import * as service from '../../src/submissions/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import {
  actorOf,
  aDocument,
  type Made,
  makeApplication,
  makeCall,
  wholeAnswers,
} from '../support/applications.js';
import { makeWorld, type World } from '../support/world.js';

const submit = (world: World, { id, actor }: Made) =>
  service.submit(world.ctx, actor, { id, community: null });
const stateOf = (world: World, { id }: Made) => applicationById(world.ctx.db, id)?.state;
const caught = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test('sending gives a reference, the time, a trace, kept versions, one letter with the answers, one row of history', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });

  expect(submit(world, arta)).toBe('HLC-2026-0001');

  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({
    state: 'submitted',
    reference: 'HLC-2026-0001',
    submittedAt: world.clock.now(),
    overall: 'to_verify',
    source: 'web',
  });
  expect(latestTrace(world.ctx.db, arta.id)?.overall).toBe('to_verify');
  expect(world.ctx.db.select().from(answerVersions).all().length).toBe(5);
  expect(world.letters()).toMatchObject([
    { letter: 'application-received', recipient: 'arta.krasniqi@example.org', state: 'queued' },
  ]);
  expect(world.letters()[0]?.subject).toBe('We have received your application HLC-2026-0001');
  const sent = world.ctx.db
    .select()
    .from(history)
    .all()
    .filter(({ event }) => event === 'submit');
  expect(sent).toMatchObject([
    {
      entity: 'application',
      entityId: arta.id,
      fromState: 'draft',
      toState: 'submitted',
      actorRole: 'applicant',
    },
  ]);
});

test('sending twice sends once', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  expect(() => submit(world, arta)).toThrow(IllegalMove);
  expect(world.letters().length).toBe(1);
});

test('a condition that looks not met never stops anybody', () => {
  const world = makeWorld();
  const hopeless = {
    ...wholeAnswers().studies,
    faculty: 'other',
    degree: 'master',
    studyYear: '1',
    average: '5,01',
    criminalLaw: 'not_yet',
    criminalProcedure: 'not_yet',
  };
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole', answers: { studies: hopeless } });

  submit(world, arta);

  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({ state: 'submitted', overall: 'not_met' });
});

test('every part that is missing is named, and nothing is sent', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  const error = caught(() => submit(world, arta));

  expect(error).toBeInstanceOf(Invalid);
  expect(Object.entries((error as Invalid).problems).map(([part, { key }]) => [part, key])).toEqual([
    ['about', 'applications.missing.about'],
    ['studies', 'applications.missing.studies'],
    ['experience', 'applications.missing.experience'],
    ['declarations', 'applications.missing.declarations'],
    ['document:motivation_letter', 'applications.missing.document.motivation_letter'],
    ['document:grades_certificate', 'applications.missing.document.grades_certificate'],
  ]);
  expect([stateOf(world, arta), world.letters().length]).toEqual(['draft', 0]);
});

test.each([
  ['at the last millisecond of the deadline', 0, true],
  ['at the last millisecond of the grace', 15 * minute, true],
  ['one millisecond after the grace', 15 * minute + 1, false],
])('a draft begun in time is sent %s: %s', (_when, after, taken) => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  world.clock.set(call.closesAt + after);

  if (taken) expect(submit(world, arta)).toBe('HLC-2026-0001');
  else expect(() => submit(world, arta)).toThrow(new Conflict('applications.submit.closed'));
  expect(stateOf(world, arta)).toBe(taken ? 'submitted' : 'draft');
});

test('the community answer becomes one more in a counter, and stands nowhere else in the database', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const nenad = makeApplication(world, call, { name: 'Nenad', upTo: 'whole' });

  service.submit(world.ctx, arta.actor, { id: arta.id, community: 'ashkali' });
  service.submit(world.ctx, nenad.actor, { id: nenad.id, community: 'ashkali' });

  expect(world.ctx.db.select().from(communityCounters).all()).toEqual([
    { callId: call.id, community: 'ashkali', count: 2 },
  ]);
  const { $client } = world.ctx.db;
  const tables = $client
    .prepare(
      "select name from sqlite_master where type = 'table' and sql not like '%virtual%' and name not like 'application_search%'",
    )
    .pluck()
    .all() as string[];
  const holding = tables.filter((table) =>
    $client
      .prepare(`select * from "${table}"`)
      .all()
      .some((row) => JSON.stringify(row).includes('ashkali')),
  );
  expect(holding).toEqual(['community_counters']);
});

test('where the call does not ask, nothing is counted, whatever a browser sends, and there is no page', () => {
  const world = makeWorld();
  const call = makeCall(world, { settings: { ...sampleCall.settings, communityQuestion: false } });
  const arta = makeApplication(world, call, { upTo: 'whole' });

  expect(() => service.communityOf(world.ctx, arta.actor, arta.id)).toThrow(NotFound);
  service.submit(world.ctx, arta.actor, { id: arta.id, community: 'serbian' });

  expect(world.ctx.db.select().from(communityCounters).all()).toEqual([]);
});

test('the opt-in is sealed for this application alone, taken back at will, and not there unless the call offers it', () => {
  const world = makeWorld();
  const without = makeApplication(world, makeCall(world), { upTo: 'begun' });
  service.setOptIn(world.ctx, without.actor, { id: without.id, community: 'roma' });
  expect(world.ctx.db.select().from(communityOptIns).all()).toEqual([]);

  const offering = makeCall(world, {
    slug: 'offering',
    settings: { ...sampleCall.settings, communityOptIn: true },
  });
  const arta = makeApplication(world, offering, { name: 'Nenad', upTo: 'begun' });
  service.setOptIn(world.ctx, arta.actor, { id: arta.id, community: 'roma' });
  const [row] = world.ctx.db.select().from(communityOptIns).all();
  const { keyring } = world.ctx.config;
  expect(row?.sealed.includes('roma')).toBe(false);
  expect(unseal(keyring, row?.sealed as Buffer, `community:${arta.id}`).toString()).toBe('roma');
  expect(() => unseal(keyring, row?.sealed as Buffer, `community:${without.id}`)).toThrow();

  service.setOptIn(world.ctx, arta.actor, { id: arta.id, community: null });
  service.setOptIn(world.ctx, arta.actor, { id: arta.id, community: null });
  expect(world.ctx.db.select().from(communityOptIns).all()).toEqual([]);
  const events = world.ctx.db.select().from(history).all();
  expect(events.map(({ event }) => event).filter((event) => event.startsWith('opt'))).toEqual([
    'opt_in',
    'opt_out',
  ]);
});

test('deleting a draft leaves no byte of it: not the answers, not the documents', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), {
    upTo: 'whole',
    answers: { letter: { letter: 'UNMISTAKABLE' } },
  });
  documents.add(world.ctx, arta.actor, 'application.edit', {
    id: arta.id,
    slot: 'cv',
    document: aDocument('0 1 0'),
  });
  const { db } = world.ctx;
  expect(db.select().from(fileContents).all().length).toBe(2);

  service.deleteDraft(world.ctx, arta.actor, 'application.edit', { id: arta.id });

  expect(applicationById(db, arta.id)).toBeUndefined();
  for (const table of [answers, answerVersions, applicationDocuments, fileContents]) {
    expect(db.select().from(table).all()).toEqual([]);
  }
  expect(db.$client.serialize().includes('UNMISTAKABLE')).toBe(false);
  expect(() => service.deleteDraft(world.ctx, arta.actor, 'application.edit', { id: arta.id })).toThrow(
    NotFound,
  );
});

test('what was sent is not deleted but withdrawn', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  expect(() => service.deleteDraft(world.ctx, arta.actor, 'application.edit', { id: arta.id })).toThrow(
    Conflict,
  );
  expect(stateOf(world, arta)).toBe('submitted');
});

test('a stranger sends, deletes and reads nothing that is not theirs', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });
  const zana = actorOf(world.signedIn('Zana', ['applicant']).personId);

  expect(() => service.submit(world.ctx, zana, { id: arta.id, community: null })).toThrow(NotFound);
  expect(() => service.deleteDraft(world.ctx, zana, 'application.edit', { id: arta.id })).toThrow(NotFound);
  expect(() => service.opened(world.ctx, zana, 'application.follow', arta.id)).toThrow(NotFound);
  expect(() => service.setOptIn(world.ctx, zana, { id: arta.id, community: 'roma' })).toThrow(NotFound);
  expect(stateOf(world, arta)).toBe('draft');
});

test('when anything of a sending fails, nothing of it has happened', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });
  const counted = () => world.ctx.db.select().from(history).all().length;
  const before = counted();
  world.ctx.db.$client.exec(
    "create trigger no_letter before insert on letters begin select raise(abort, 'full'); end",
  );

  expect(() => service.submit(world.ctx, arta.actor, { id: arta.id, community: 'roma' })).toThrow();

  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({ state: 'draft', reference: null });
  expect(latestTrace(world.ctx.db, arta.id)).toBeUndefined();
  expect([counted(), world.ctx.db.select().from(communityCounters).all()]).toEqual([before, []]);
});

test('who is to be kept for the next call says so once it is over, not while it runs', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  const keep = () => service.keepForNextCall(world.ctx, arta.actor, { id: arta.id });

  expect(keep).toThrow(Conflict);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });
  keep();

  const { bodies } = answering.opened(world.ctx, arta.actor, 'application.follow', arta.id).contents;
  expect(bodies.declarations?.body).toEqual({ truthful: 'on', privacy: 'on', keepForNextCall: 'on' });
});

test('erasing twice is erasing once, and a draft goes altogether', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const sent = makeApplication(world, call);
  const draft = makeApplication(world, call, { name: 'Nenad', upTo: 'whole' });
  for (const one of [sent, sent, draft, draft]) {
    inTransaction(world.ctx, (inside) => service.erase(inside, one.actor, one.id, 'own_wish'));
  }

  expect(applicationById(world.ctx.db, draft.id)).toBeUndefined();
  expect(applicationById(world.ctx.db, sent.id)).toMatchObject({
    state: 'withdrawn',
    reference: 'HLC-2026-0001',
    anonymisedAt: world.clock.now(),
    averageTenThousandths: null,
    overall: null,
  });
  expect(world.ctx.db.select().from(answers).all()).toEqual([]);
  expect(world.ctx.db.select().from(fileContents).all()).toEqual([]);
});

test.each(['sq', 'sr', 'sr-Cyrl', 'en'] as const)(
  'the PDF of the answers in %s says what was answered',
  async (language) => {
    const world = makeWorld();
    const arta = makeApplication(world, makeCall(world));

    const pdf = await service.answersAsPdf(world.ctx, arta.id, language);

    expect([pdf.filename, pdf.contentType]).toEqual(['HLC-2026-0001.pdf', 'application/pdf']);
    const text = await textOf(pdf.content);
    const labels = {
      sq: ['Nota mesatare', 'Letra juaj'],
      sr: ['Prosečna ocena', 'Vaše pismo'],
      'sr-Cyrl': ['Просечна оцена', 'Ваше писмо'],
      en: ['Average grade', 'Your letter'],
    }[language];
    for (const said of [
      ...labels,
      'Arta Krasniqi',
      '8,25',
      'I want to understand how trials establish facts.',
      'HLC-2026-0001',
      // When it was sent, and with which papers.
      { sq: 'koha e Prishtinës', sr: 'prištinskom', 'sr-Cyrl': 'приштинском', en: 'Prishtina time' }[
        language
      ],
      'certificate.pdf',
    ]) {
      expect([said, text.includes(said)]).toEqual([said, true]);
    }
  },
);

test('the receipt’s PDF is in the language of the letters', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), {
    answers: { about: { ...wholeAnswers().about, letterLanguage: 'sq' } },
  });
  world.clock.pass(day);

  expect(await textOf((await service.answersAsPdf(world.ctx, arta.id)).content)).toContain('Nota mesatare');
  await expect(service.answersAsPdf(world.ctx, 999)).rejects.toThrow(NotFound);
});

/** The text of a PDF as a reader would select it, in one line. */
async function textOf(pdf: Buffer): Promise<string> {
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pages = [...document.pages()].map((page) => page.getText());
  document.destroy();
  library.destroy();
  return pages.join(' ').replace(/\s+/g, ' ');
}
