// Two coordinators at the same thing at the same time: whatever can be changed on a file or a letter, the second is told
// what the first did, finds what they typed still there, and overwrites nothing unknowingly.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { edit as editLetter } from '../../src/mail/words.js';
import * as requests from '../../src/requests/service.js';
import * as screening from '../../src/screening/service.js';
import { withdraw } from '../../src/withdrawals/service.js';
import { makeOffice, prepareRefusal, staffIn } from '../support/deciding.js';
import { type Browser, hiddenFields } from '../support/world.js';

type Fields = Record<string, string>;
type Office = ReturnType<typeof makeOffice> & { file: string; refused: string };
type Case = {
  /** Where the form is, and where it is sent. */
  page: string;
  url?: string;
  /** What the second typed, and what of it must still be there. */
  typed: Fields;
  keeps?: string;
  /** What the first does meanwhile; by default the same, with `theirs`. */
  first?: () => Promise<unknown> | unknown;
  theirs?: Fields;
  told: string;
  status?: number;
  /** Who is second, where it is not Edon. */
  by?: Browser;
};

const reason = 'She wrote that she found work';
const letterOf = ({ world }: Office, name: string) => {
  const found = world.ctx.db.$client
    .prepare('select id from letters where letter = ? order by id desc')
    .pluck()
    .get(name);
  return `/staff/letters/${found}`;
};
const seen = ({ world }: Office, id: number) => ({
  id,
  version: applicationById(world.ctx.db, id)?.version ?? 0,
});
/** Dafina asks for a document: a change of state, with a drafted letter. */
const ask = (office: Office, id: number) =>
  requests.ask(office.world.ctx, office.dafina.actor, {
    ...seen(office, id),
    items: [{ kind: 'document', name: 'cv', words: null }],
    dueOn: '2026-10-30',
  });
const propose = (office: Office, by = office.dafina) =>
  screening.proposeOut(office.world.ctx, by.actor, {
    ...seen(office, office.nenad.id),
    reasonCode: 'average',
    note: 'It says 7.20',
  });
const asked = 'More was asked for (Dafina)';
const proposed = 'Proposed: conditions not met (Dafina)';

const cases: Record<string, (office: Office) => Case> = {
  'a verdict on a fact': ({ file }) => ({
    page: `${file}/facts/studyYear`,
    typed: { verdict: 'cannot_tell', note: 'I see no year' },
    theirs: { verdict: 'differs', value: '3' },
    keeps: 'I see no year',
    told: 'Somebody else judged this in the meantime',
  }),
  'an average computed': ({ file }) => ({
    page: `${file}/average`,
    typed: { method: 'mean', worst: '5', best: '10', exams: 'Roman Law; 9' },
    theirs: { method: 'mean', worst: '5', best: '10', exams: 'Roman Law; 8' },
    keeps: 'Roman Law; 9',
    told: 'Somebody',
  }),
  'asking for more': (office) => ({
    page: `${office.file}/ask`,
    typed: { items: 'document:cv', words: 'Please add your CV', dueOn: '2026-10-30' },
    keeps: 'Please add your CV',
    first: () => ask(office, office.arta.id),
    told: asked,
  }),
  'screening in': (office) => ({
    page: `${office.file}/screen-in`,
    typed: {},
    first: () => ask(office, office.arta.id),
    told: asked,
  }),
  'proposing a refusal': (office) => ({
    page: `${office.refused}/screen-out`,
    typed: { reason: 'average', note: 'Below the bar' },
    keeps: 'Below the bar',
    first: () => propose(office),
    told: proposed,
  }),
  'answering a proposal': (office) => {
    propose(office, office.edon);
    const mira = staffIn(office.world, 'Mira', ['coordinator']);
    return {
      page: `${office.refused}/proposal`,
      typed: { answer: 'send_back', note: 'Look at page two' },
      keeps: 'Look at page two',
      first: () => screening.confirm(office.world.ctx, office.dafina.actor, seen(office, office.nenad.id)),
      by: mira.browser,
      told: 'Dafina',
    };
  },
  'taking a proposal back': (office) => {
    propose(office, office.edon);
    return {
      page: `${office.refused}/proposal`,
      url: `${office.refused}/proposal/take-back`,
      typed: {},
      first: () => screening.confirm(office.world.ctx, office.dafina.actor, seen(office, office.nenad.id)),
      told: 'Dafina',
    };
  },
  'undoing a step': (office) => {
    ask(office, office.arta.id);
    return { page: `${office.file}/undo`, typed: {}, theirs: {}, told: 'Dafina' };
  },
  'withdrawing for the applicant': (office) => ({
    page: `${office.file}/withdraw`,
    typed: { reason },
    keeps: reason,
    first: () => ask(office, office.arta.id),
    told: asked,
  }),
  'taking a withdrawal back': (office) => {
    const asks = { id: office.arta.id, reason };
    withdraw(office.world.ctx, office.dafina.actor, 'withdrawal.enter', asks);
    return {
      page: `${office.file}/reinstate`,
      typed: { reason },
      keeps: reason,
      theirs: { reason: 'She asked by phone' },
      told: 'Dafina',
    };
  },
  'a conflict of interest of somebody else': (office) => ({
    page: `${office.file}/conflicts`,
    typed: { person: String(office.luan.personId), kind: 'none', note: 'They only met once' },
    theirs: { person: String(office.luan.personId), kind: 'relative' },
    keeps: 'They only met once',
    told: 'Something was said about a conflict of interest (Dafina: Luan)',
  }),
  'the words of a letter': (office) => {
    ask(office, office.arta.id);
    const text = 'Dear applicant, please send your CV as well, thank you.';
    return {
      page: `${letterOf(office, 'information-requested')}/edit`,
      typed: { subject: 'Something is missing', text },
      theirs: { subject: 'Please send more', text: text.replace('thank you', 'many thanks') },
      keeps: text,
      told: 'many thanks',
    };
  },
  'a letter written anew': (office) => {
    ask(office, office.arta.id);
    const letter = letterOf(office, 'information-requested');
    const id = Number(letter.split('/').at(-1));
    const edit = { subject: 'Please send more', text: 'Dear applicant, please send your CV as well.' };
    editLetter(office.world.ctx, office.dafina.actor, { ...edit, id, version: 1, subject: 'Once more' });
    return {
      page: `${letter}/rerender`,
      typed: {},
      first: () => office.dafina.browser.submit(`${letter}/edit`, edit),
      told: 'Please send more',
    };
  },
  'a letter dropped': (office) => {
    ask(office, office.arta.id);
    const letter = letterOf(office, 'information-requested');
    const edit = { subject: 'Please send more', text: 'Dear applicant, please send your CV as well.' };
    return {
      page: letter,
      url: `${letter}/drop`,
      typed: {},
      first: () => office.dafina.browser.submit(`${letter}/edit`, edit),
      told: 'The words of the letter were changed (Dafina)',
    };
  },
  'letters released': (office) => {
    ask(office, office.arta.id);
    const letter = letterOf(office, 'information-requested');
    const edit = { subject: 'Please send more', text: 'Dear applicant, please send your CV as well.' };
    return {
      page: '/staff/letters/release',
      typed: { letter: `${letter.split('/').at(-1)}.1` },
      first: () => office.dafina.browser.submit(`${letter}/edit`, edit),
      status: 422,
      told: 'Somebody has changed one of the ticked letters in the meantime',
    };
  },
  'a letter sent to a corrected address': (office) => {
    ask(office, office.arta.id);
    office.world.ctx.db.$client.prepare("update letters set state = 'sent', sent_at = 1").run();
    return {
      page: `${letterOf(office, 'information-requested')}/readdress`,
      typed: { email: 'arta.two@example.org' },
      theirs: { email: 'arta.one@example.org' },
      keeps: 'arta.two@example.org',
      status: 422,
      told: 'Somebody has sent this letter again in the meantime',
    };
  },
  'the text of a letter of a call': (office) => {
    const body = 'Dear {name},\n\nyour application {reference} has arrived.\n\n{link}';
    return {
      page: `/staff/calls/${office.call.id}/letters/application-received/en/edit`,
      typed: { subject: 'It has arrived', body },
      theirs: { subject: 'We have it', body },
      keeps: 'It has arrived',
      told: 'We have it',
    };
  },
};

test.each(Object.entries(cases))('%s', async (_name, make) => {
  const made = makeOffice();
  const file = `/staff/applications/${made.arta.id}`;
  const office = { ...made, file, refused: `/staff/applications/${made.nenad.id}` };
  const { page, typed, keeps, first, theirs, told, status = 409, by, url = page } = make(office);
  const second = by ?? office.edon.browser;
  const shown = await second.get(page);
  const mine = { ...hiddenFields(shown.text, url), ...typed };
  office.world.clock.pass(60_000);
  const done = await (first ? first() : office.dafina.browser.submit(page, theirs ?? {}, url));
  if (!first) expect(done).toMatchObject({ status: 303 });
  const before = JSON.stringify(stateOf(office));

  const answer = await second.post(url, mine);

  expect([shown.status, answer.status]).toEqual([200, status]);
  expect(answer.text).toContain(told);
  if (keeps !== undefined) expect(answer.text).toContain(keeps);
  expect(JSON.stringify(stateOf(office))).toBe(before);
});

/** Everything the second could have overwritten. */
function stateOf({ world }: Office) {
  return [
    'applications',
    'verdicts',
    'conflicts',
    'letters',
    'letter_templates',
    'proposals',
    'requests',
  ].map((table) => world.ctx.db.$client.prepare(`select * from ${table}`).all());
}

test('two notes at the same time are two notes', async () => {
  const { world, arta, dafina, edon } = makeOffice();
  const url = `/staff/applications/${arta.id}/notes`;
  const fields = hiddenFields((await edon.browser.get(url)).text, url);
  await dafina.browser.submit(url, { note: 'She called on Monday' });
  await edon.browser.post(url, { ...fields, note: 'I called her back' });

  const { text } = await edon.browser.get(url);
  expect(text).toContain('She called on Monday');
  expect(text).toContain('I called her back');
  expect(world.ctx.db.$client.prepare('select count(*) from notes').pluck().get()).toBe(2);
});

test('a decision that is not on the page any more is not released unread', async () => {
  const { world, nenad, dafina, luan } = makeOffice();
  const first = prepareRefusal(world, dafina.actor, nenad.id);
  const other = staffIn(world, 'Besa', ['director']);
  const url = '/staff/decisions/release';
  const fields = hiddenFields((await other.browser.get(url)).text, url);
  await luan.browser.submit(url, { decision: String(first) });

  const answer = await other.browser.post(url, { ...fields, decision: String(first) });

  expect(answer.status).toBe(422);
  expect(world.letters().filter(({ letter }) => letter === 'conditions-not-met')).toHaveLength(1);
});
